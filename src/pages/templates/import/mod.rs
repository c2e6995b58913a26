//! Templates from a file: what is new, changed, equal and bad, what shall become of each, and what became
//! of it.

mod preview;
mod state;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::state::{Choice, Import};
use super::place::way_back;
use super::plans;
use crate::analysis::template_bundle::Standing;
use crate::api::error::ApiError;
use crate::api::tines::templates;
use crate::data::changes::Changes;
use crate::data::changes::job::{Job, Sort};
use crate::data::sync::{Phase, Sync};
use crate::data::tenant::Tenant;
use crate::format::number::{count, counted};
use crate::layout::announcer::arrive;
use crate::layout::failure::Failure;
use crate::layout::sync_status::SyncStatus;
use crate::reactive::{effect, live, on, part};
use crate::routes::{Page, Route};
use crate::state::leaving::Leaving;
use crate::ui::file_picker::{FilePicker, TextFile};
use crate::ui::form::draft::{Keeping, draft_view};

/// How large a file may be, in bytes.
const BIGGEST: u32 = 20_000_000;

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["Import templates – ", &tenant.client.connection().name].concat());
    tenant.templates().list.collection.ensure();
    let import = Import::new(tenant);
    let draft = draft(tenant, import);
    let is_read = Memo::new(move |_| import.len() > 0);
    view! {
        <div class="page page-form page-import templates-import">
            {way_back(tenant)}
            <header class="page-head">
                <h1 tabindex="-1">{"Import templates"}</h1>
            </header>
            <p class="lead">
                {"From a bundle that was saved here, from a JSON list of templates, or from one template. Ids, teams and folders in the file are never taken: what is added gets new ones. Nothing is sent before you have seen what will be."}
            </p>
            {draft}
            {source(import)}
            {part(move || import.fault().map(|fault| view! { <p class="field-error" role="alert">{fault}</p> }))}
            {part(move || is_read.get().then(|| checked(import)))}
        </div>
    }
    .into_any()
}

/// Keeps what was given for a reload, until some of it was sent.
fn draft(tenant: &Tenant, import: Import) -> AnyView {
    let changes = expect_context::<Changes>();
    let touched = Memo::new(move |_| {
        job_of(import, changes).is_some_and(|job| {
            let [done, _, _, unknown, _] = job.counts();
            done + unknown > 0
        })
    });
    effect(move || {
        if touched.get() {
            import.settle();
        }
    });
    let given = import.given();
    let unsaved = Signal::derive(move || given.is_changed());
    if let Some(leaving) = use_context::<Leaving>() {
        leaving.guard(unsaved);
    }
    draft_view(Keeping {
        at: Route::item(&tenant.client.connection().id, Page::Templates, "import").path(),
        fields: given,
        unsaved,
        sending: Signal::stored(false),
        note: "None of these templates was imported yet.",
        on_put: Callback::new(move |()| import.read_given()),
    })
}

fn source(import: Import) -> AnyView {
    let pasted = import.pasted();
    let was_pasted = !pasted.with_untracked(String::is_empty);
    view! {
        <div class="panel import-source">
            <FilePicker
                id="import-file"
                label="JSON file with the templates"
                accept=".json,application/json"
                biggest=BIGGEST
                advice="JSON is always UTF-8: save it anew from where it came."
                on_file=Callback::new(move |file: TextFile| import.read(&file.text))
            />
            <details open=was_pasted>
                <summary>{"Or paste the JSON"}</summary>
                <div class="paste">
                    <label for="import-text">{"A bundle, a list of templates, or one template"}</label>
                    <textarea id="import-text" rows="6" spellcheck="false" autocomplete="off" bind:value=pasted></textarea>
                    <button type="button" class="button" on:click=on(move |_| import.read(&pasted.get_untracked()))>
                        {"Read this"}
                    </button>
                </div>
            </details>
        </div>
    }
    .into_any()
}

/// What was read, how it stands to what the tenant has, and the button that goes on.
fn checked(import: Import) -> AnyView {
    let tenant = import.tenant();
    let collection = tenant.templates().list.collection;
    let held = StoredValue::new_local(collection.sync());
    let complete =
        Memo::new(move |_| held.with_value(|sync| sync.progress().phase == Phase::Complete));
    // The list may arrive after the file, and change while one looks at it.
    effect(move || {
        held.with_value(Sync::version);
        complete.track();
        import.check();
    });
    let trouble = RwSignal::new(None::<ApiError>);
    let looking = RwSignal::new(false);
    let changes = expect_context::<Changes>();
    let go = move |_| {
        if !looking.get_untracked() && complete.get_untracked() {
            propose(import, changes, trouble, looking);
        }
    };
    let summary = move || {
        let all = counted(import.len(), "template", "templates");
        if !import.is_judged() {
            return all + " in the file";
        }
        let standings = import.standings();
        let mut words = Vec::new();
        for (number, name) in standings.into_iter().zip(Standing::NAMES) {
            if number > 0 {
                words.push([&count(number), " ", name].concat());
            }
        }
        [&all, " in the file: ", &words.join(", ")].concat()
    };
    let waits = move || {
        (!complete.get()).then(|| {
            view! {
                <p class="notice">{"The list of templates is not complete here yet: until it is, nobody can say which are new."}</p>
            }
        })
    };
    let to_send = Memo::new(move |_| import.to_send());
    let button = move || {
        if looking.get() {
            return "Looking…".to_owned();
        }
        [
            "Import ",
            &counted(to_send.get(), "template", "templates"),
            "…",
        ]
        .concat()
    };
    view! {
        <div class="panel import-checked">
            <div class="import-head">
                <div role="status">
                    <h2>{part(summary)}</h2>
                </div>
                <SyncStatus collection client=tenant.client.clone() />
            </div>
            {part(waits)}
            {preview::for_all(import)}
            {preview::table(import)}
            {part(move || trouble.get().map(|error| view! { <Failure error /> }))}
            <div class="form-actions">
                <button
                    type="button"
                    class="button primary"
                    disabled=live(move || to_send.get() == 0 || !complete.get())
                    on:click=on(go)
                >
                    {part(button)}
                </button>
                <button type="button" class="button" on:click=on(move |_| import.clear())>
                    {"Start over"}
                </button>
            </div>
            {part(move || results(import, changes))}
        </div>
    }
    .into_any()
}

/// Reads again what would be written over, and asks; where one of them is not what it was, the preview
/// shows it and nothing is asked yet.
fn propose(
    import: Import,
    changes: Changes,
    trouble: RwSignal<Option<ApiError>>,
    looking: RwSignal<bool>,
) {
    let tenant = import.tenant();
    looking.set(true);
    trouble.set(None);
    spawn_local(async move {
        let mut moved = false;
        for id in import.updated_ids() {
            match templates::get(&tenant.client, &id).await {
                Ok(now) => {
                    let known = untrack(|| tenant.templates().find(&id));
                    moved |= known.is_none_or(|known| known != now);
                    tenant.templates().take_in(&now);
                }
                Err(error) => {
                    looking.try_set(false);
                    trouble.try_set(Some(error));
                    return;
                }
            }
        }
        if looking.try_set(false).is_some() {
            return;
        }
        if moved {
            import.check();
            import.say_moved();
            return;
        }
        let (steps, skipped) = import.steps();
        if !steps.is_empty() {
            changes.propose(&tenant.client, plans::import(&tenant, steps, skipped));
        }
    });
}

/// The newest sending of these templates.
fn job_of(import: Import, changes: Changes) -> Option<Rc<Job>> {
    let mark = import.mark();
    changes.jobs().into_iter().rev().find(|job| {
        let first = job.plan.steps.first();
        !mark.is_empty() && first.is_some_and(|step| step.key.starts_with(&mark))
    })
}

/// What became of them, in figures; each by itself stands in the card of the change.
fn results(import: Import, changes: Changes) -> Option<AnyView> {
    let job = job_of(import, changes).filter(|job| !job.is_untouched())?;
    let mut words = Vec::new();
    for (sort, number) in Sort::ALL.into_iter().zip(job.counts()) {
        if number > 0 {
            words.push([&count(number), " ", sort.name()].concat());
        }
    }
    let left_out = import.len().saturating_sub(job.plan.steps.len());
    if left_out > 0 {
        words.push([&count(left_out), " left out"].concat());
    }
    Some(view! { <p class="import-results" role="status">{words.join(", ")}</p> }.into_any())
}

/// What can be chosen for each kind of standing.
const CHOICES: [(Choice, &str); 3] = [
    (Choice::Skip, "Skip"),
    (Choice::Update, "Update"),
    (Choice::Add, "Add"),
];
