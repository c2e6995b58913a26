//! Many new users from a file: its columns by name, what is wrong in which row, what will be created, and
//! what became of each row.

mod preview;
mod results;
mod state;

use leptos::prelude::*;

use self::state::Import;
use super::form::{directory_gate, known_fields};
use super::place::way_back;
use super::plans::invite;
use crate::analysis::user_import::TEMPLATE;
use crate::data::changes::Changes;
use crate::data::sync::Phase;
use crate::data::tenant::Tenant;
use crate::format::csv::write_row;
use crate::format::number::{count, counted};
use crate::layout::announcer::arrive;
use crate::layout::sync_status::SyncStatus;
use crate::reactive::{effect, live, on, part};
use crate::routes::{Page, Route};
use crate::state::leaving::Leaving;
use crate::ui::download::save_text;
use crate::ui::file_picker::{FilePicker, TextFile};
use crate::ui::form::draft::{Keeping, draft_view};

/// The media type of a CSV file.
const CSV: &str = "text/csv;charset=utf-8";

/// The page.
pub fn page(tenant: Tenant) -> AnyView {
    arrive(&["Import users – ", &tenant.client.connection().name].concat());
    tenant.users.collection.ensure();
    let import = Import::new(tenant.clone(), known_fields(&tenant));
    let draft = draft(&tenant, import);
    // By this alone: a row that is mended must not take the rest of the page away with it.
    let is_read = Memo::new(move |_| import.is_read());
    let body = view! {
        {draft}
        {source(import)}
        {part(move || import.fault().map(|fault| view! { <p class="field-error" role="alert">{fault}</p> }))}
        {part(move || is_read.get().then(|| checked(import)))}
    }
    .into_any();
    view! {
        <div class="page page-form page-import">
            {way_back(&tenant, ().into_any())}
            <header class="page-head">
                <h1 tabindex="-1">{"Import users"}</h1>
            </header>
            <p class="lead">
                {"From a CSV file with a row for each person. The tenant sends each of them an invitation by mail; nothing is sent before you have seen what will be."}
            </p>
            {directory_gate(&tenant, false, body)}
        </div>
    }
    .into_any()
}

/// Keeps what was given for a reload, until some of it was sent: a row that was sent once is not offered
/// again by itself.
fn draft(tenant: &Tenant, import: Import) -> AnyView {
    let changes = expect_context::<Changes>();
    let way = Memo::new(move |_| results::way(import, changes));
    effect(move || {
        if way.get().touched {
            import.settle();
        }
    });
    let given = import.given();
    let unsaved = Signal::derive(move || given.is_changed());
    if let Some(leaving) = use_context::<Leaving>() {
        leaving.guard(Signal::derive(move || unsaved.get() || import.is_unsent()));
    }
    draft_view(Keeping {
        at: Route::item(&tenant.client.connection().id, Page::Users, "import").path(),
        fields: given,
        unsaved: Signal::derive(move || unsaved.get() && !way.get().under_way),
        sending: Signal::stored(false),
        note: "None of these people was created yet.",
        on_put: Callback::new(move |()| import.read_given()),
    })
}

/// Where the rows come from: a file, or the clipboard.
fn source(import: Import) -> AnyView {
    let pasted = import.pasted();
    let was_pasted = !pasted.with_untracked(String::is_empty);
    let template = move |_| {
        let mut text = String::new();
        write_row(',', &mut TEMPLATE.into_iter(), &mut text);
        let example = [
            "ann@example.com",
            "Ann",
            "Lee",
            "no",
            "yes",
            "AUDIT_LOG_READ",
        ];
        write_row(',', &mut example.into_iter(), &mut text);
        save_text("users-to-import.csv", CSV, &text);
    };
    view! {
        <div class="panel import-source">
            <FilePicker
                id="import-file"
                label="CSV file of the people to invite"
                accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
                on_file=Callback::new(move |file: TextFile| import.read(&file.text))
            />
            <details open=was_pasted>
                <summary>{"Or paste the rows"}</summary>
                <div class="paste">
                    <label for="import-text">{"Rows, the headings first; or addresses only, one a line"}</label>
                    <textarea id="import-text" rows="6" spellcheck="false" autocomplete="off" bind:value=pasted></textarea>
                    <button type="button" class="button" on:click=on(move |_| import.read(&pasted.get_untracked()))>
                        {"Read these rows"}
                    </button>
                </div>
            </details>
            <p class="hint">
                {"Columns are found by their headings: e-mail, first name, last name (or name), owner or role, active or status, permissions. Only the e-mail address must be there. A reload of this page keeps what you give here, until the first row is sent. "}
                <button type="button" class="link" on:click=template>{"Save a template"}</button>
            </p>
        </div>
    }
    .into_any()
}

/// What was read, what is wrong with it, and the button that goes on.
fn checked(import: Import) -> AnyView {
    let changes = expect_context::<Changes>();
    let tenant = import.tenant();
    let users = tenant.users.collection.clone();
    let incomplete =
        Memo::new(move |_| import.tenant().users.collection.progress().phase != Phase::Complete);
    // The list may arrive after the file.
    effect(move || {
        incomplete.track();
        import.check();
    });
    let go = move |_| {
        // The list may have changed since the rows were read.
        import.check();
        let people = import.calls();
        if !people.is_empty() {
            let tenant = import.tenant();
            let sent = std::rc::Rc::new(move |_: &str, _: Option<i64>| import.note_sent());
            let plan = invite(&tenant, people, sent);
            changes.propose(&tenant.client, plan);
        }
    };
    let summary = move || {
        let (good, bad) = import.counts();
        let good = counted(good, "user can be created", "users can be created");
        match bad {
            0 => good,
            1 => good + "; 1 row is wrong and is left out",
            bad => [&good, "; ", &count(bad), " rows are wrong and are left out"].concat(),
        }
    };
    view! {
        <div class="panel import-checked">
            <div class="import-head">
                <div role="status">
                    <h2>{summary}</h2>
                </div>
                <SyncStatus collection=users client=tenant.client.clone() />
            </div>
            {part(move || {
                incomplete.get()
                    .then(|| {
                        view! {
                            <p class="notice">{"The list of users is not complete here, so some of these addresses may be taken already. The tenant refuses those."}</p>
                        }
                    })
            })}
            <ul class="import-notes">
                {part(move || import.notes().into_iter().map(|note| view! { <li>{note}</li> }).collect_view())}
            </ul>
            {preview::wrong(import)}
            {preview::table(import)}
            <div class="form-actions">
                <button
                    type="button"
                    class="button primary"
                    disabled=live(move || import.counts().0 == 0)
                    on:click=go
                >
                    {part(move || ["Create ", &counted(import.counts().0, "user", "users"), "…"].concat())}
                </button>
                <button type="button" class="button" on:click=on(move |_| import.clear())>
                    {"Start over"}
                </button>
            </div>
            {results::view(import, changes)}
        </div>
    }
    .into_any()
}
