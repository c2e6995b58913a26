//! An organisation's JSON, edited as it is: for the fields that no form shows. What would change is shown before
//! it is sent, and what would be wiped is called that.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::edit::{record_of, saved};
use super::plans::called;
use super::raw_review::{review_dialog, theirs_view};
use super::record::KIND;
use crate::analysis::json::{Doc, Merge, merge};
use crate::analysis::overlay::{Change, changes, same_text};
use crate::data::changes::Changes;
use crate::data::mutation::Mutation;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::form::{Placing, Shell, form_view};
use crate::pages::raw_record::edit::ALREADY;
use crate::pages::raw_record::kept::not_kept_view;
use crate::pages::raw_record::place::{Mode, item_path, query, way_back};
use crate::pages::raw_record::save::{Next, Record, Saved, Wanted, attempt};
use crate::reactive::part;
use crate::routes::{Page, Route};
use crate::state::toasts::Toasts;
use crate::ui::form::Fields;
use crate::ui::form::field::notes_view;
use crate::ui::json::editor::{Editor as Json, JsonEditor};
use crate::ui::json::merge_dialog::merge_dialog;
use crate::ui::json::tied::{take_over, tie};
use crate::wire::fields::Fields as Object;
use crate::wire::json::Value;
use crate::wire::pretty::pretty;
use crate::wire::secret;

/// What is edited.
const LABEL: &str = "JSON of the organisation";

/// The page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    arrive(&["Edit as JSON – ", &tenant.client.connection().name].concat());
    let body = KIND.opened(tenant, id, "Edit as JSON", |tenant, one| {
        if has_secret(one.raw.get()) {
            let sealed = sealed();
            view! {
                <h1 tabindex="-1">{"Edit as JSON"}</h1>
                {sealed}
            }
            .into_any()
        } else {
            editor(tenant, one)
        }
    });
    view! { <div class="page page-form page-import">{body}</div> }.into_any()
}

fn has_secret(raw: &str) -> bool {
    secret::mask(raw) != raw
}

/// It holds a secret, which would have to be on screen to be edited.
fn sealed() -> AnyView {
    view! {
        <p class="notice" role="alert">
            {"This record holds a secret. It cannot be edited as JSON, for then the secret would stand on the screen: use its form."}
        </p>
    }
    .into_any()
}

/// What is asked before it is sent.
#[derive(Clone)]
enum Over {
    /// What would change.
    Review(Vec<Change>),
    /// Somebody else changed it meanwhile: both brought together, and how it is now.
    Theirs(Box<(Merge, String)>),
}

/// What the page holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Editor {
    tenant: StoredValue<Tenant, LocalStorage>,
    record: StoredValue<Record, LocalStorage>,
    id: StoredValue<String>,
    fields: Fields,
    /// What stands in the one field, as it is edited.
    json: Json,
    mutation: Mutation,
    over: RwSignal<Option<Over>>,
    /// Somebody put a secret into it meanwhile.
    sealed: RwSignal<bool>,
    lost: RwSignal<Vec<Change>>,
    go_back: StoredValue<Box<dyn Fn()>, LocalStorage>,
    toasts: Toasts,
    changes: Changes,
}

/// What is wrong with the text; it must be one object with the same id.
fn fault(text: &str, id: &str) -> Option<String> {
    if let Err(problem) = Doc::read(text) {
        let (line, column) = (problem.line.to_string(), problem.column.to_string());
        return Some(["This is no JSON: line ", &line, ", column ", &column, "."].concat());
    }
    let Ok(value) = Value::parse(text) else {
        return Some("This cannot be read: it is nested too deeply.".to_owned());
    };
    let Some(object) = Object::of(value) else {
        return Some("This must be one object, in curly brackets.".to_owned());
    };
    let same = object.get("id").text().is_some_and(|found| found == id);
    (!same).then(|| "The id must stay as it is: it says which organisation this is.".to_owned())
}

impl Editor {
    fn text(self) -> String {
        take_over(self.json, self.fields.at(0).value);
        self.fields.at(0).value.get_untracked()
    }

    /// The organisation as the person was last shown it, which after a reload is what a draft began with.
    fn base(self) -> String {
        self.fields.saved().pop().unwrap_or_default()
    }

    /// Looks at what would be sent, and shows it.
    fn review(self) {
        self.fields.clear_errors();
        let text = self.text();
        let fault = self.id.with_value(|id| fault(&text, id));
        self.fields.at(0).error.set(fault);
        // Shows the place of a slip.
        drop(self.json.check_now());
        if self.fields.has_errors() {
            return;
        }
        let found = changes(&self.base(), &text);
        self.over.set(Some(Over::Review(found)));
    }

    fn send(self) {
        self.over.set(None);
        let (record, text) = (self.record.get_value(), self.text());
        let (base, tenant) = (self.base(), self.tenant.get_value());
        let wanted = Wanted::Whole(text);
        let trying = async move { attempt(&record, &base, &wanted).await };
        self.mutation.send(trying, move |next| match next {
            Next::Differs(_, fresh) => self.differs(fresh),
            Next::Idle(_) => {
                self.toasts.show(ALREADY);
                self.leave();
            }
            Next::Saved(sent) => self.done(&tenant, &sent),
        });
    }

    /// Somebody else changed it meanwhile.
    fn differs(self, fresh: String) {
        // The page may have been left meanwhile.
        if self.over.is_disposed() {
            return;
        }
        // With a secret in it, it may not stand on the screen any more.
        self.sealed.set(has_secret(&fresh));
        let docs = [self.base(), self.text(), fresh.clone()].map(|text| Doc::read(&text).ok());
        if let ([Some(base), Some(mine), Some(theirs)], false) =
            (&docs, self.sealed.get_untracked())
        {
            let both = Box::new((merge(base, mine, theirs), fresh));
            self.over.set(Some(Over::Theirs(both)));
        }
    }

    fn done(self, tenant: &Tenant, sent: &Saved) {
        self.toasts.show("Saved.");
        saved(tenant, self.changes, sent);
        let now = sent.after.as_ref().unwrap_or(&sent.sent);
        // The page may have been left meanwhile.
        if self.over.is_disposed() {
            return;
        }
        self.fields.reset(vec![pretty(now)]);
        if sent.lost.is_empty() {
            self.leave();
        } else {
            self.lost.set(sent.lost.clone());
        }
    }

    fn leave(self) {
        let all: Vec<String> = self.fields.values();
        self.fields.rebase(all);
        self.go_back.try_with_value(|go_back| go_back());
    }

    /// From now on it is what they made of it, with what was brought together in the editor; that is looked at
    /// before it is sent.
    fn merged(self, fresh: &str, merged: String) {
        self.over.set(None);
        self.fields.rebase(vec![pretty(fresh)]);
        // The editor first: what stands in it is taken over.
        self.json.set(&merged);
        self.fields.put(vec![merged]);
        self.review();
    }

    fn over_view(self) -> Option<AnyView> {
        let close = Callback::new(move |()| self.over.set(None));
        Some(match self.over.get()? {
            Over::Review(found) => {
                let texts = [self.base(), self.text()];
                review_dialog(&found, texts, Callback::new(move |()| self.send()), close)
            }
            Over::Theirs(both) => {
                let (merge, fresh) = *both;
                let theirs = theirs_view(self.base(), fresh.clone());
                let go_on = Callback::new(move |merged| self.merged(&fresh, merged));
                merge_dialog("organisation", merge, theirs, go_on, close)
            }
        })
    }
}

fn editor(tenant: &Tenant, one: &KeptOrganisation) -> AnyView {
    let query = query().get_untracked();
    let id = one.value.id.clone();
    let back = item_path(tenant, Page::Organisations, &id, Mode::Look, &query);
    let navigate = use_navigate();
    let laid_out = pretty(one.raw.get());
    let to = back.clone();
    let editor = Editor {
        tenant: StoredValue::new_local(tenant.clone()),
        record: StoredValue::new_local(record_of(tenant, one)),
        id: StoredValue::new(id.clone()),
        json: Json::new(&laid_out),
        fields: Fields::new([("raw-json", LABEL, laid_out)]),
        mutation: Mutation::new(),
        over: RwSignal::new(None),
        sealed: RwSignal::new(false),
        lost: RwSignal::new(Vec::new()),
        go_back: StoredValue::new_local(Box::new(move || {
            navigate(&to, NavigateOptions::default());
        })),
        toasts: expect_context(),
        changes: expect_context(),
    };
    let field = editor.fields.at(0);
    tie(editor.json, field);
    let same = Memo::new(move |_| {
        // Tracks what counts as saved as well.
        !editor.fields.is_changed() || field.value.with(|text| same_text(&editor.base(), text))
    });
    let route = Route::item(&tenant.client.connection().id, Page::Organisations, &id).path();
    let shell = form_view(Shell {
        at: route + "?raw=1",
        client: tenant.client.clone(),
        fields: editor.fields,
        mutation: editor.mutation,
        placing: Placing {
            by_name: |_| None,
            by_sentence: |_| None,
        },
        submit: Callback::new(move |()| editor.review()),
        button: ("Look at the changes…", "Saving…"),
        more_actions: view! {
            <a class="button" href=back>{"Cancel"}</a>
            <p class="muted" role="status">{part(move || same.get().then_some("Nothing was changed."))}</p>
        }
        .into_any(),
        body: view! {
            <div class="field">
                <JsonEditor editor=editor.json id="raw-json" label=LABEL described_by="raw-json-notes" />
                {notes_view(field, "What you leave out is wiped, the links to its APIs included. Numbers and unknown fields go back as they are spelt here.")}
            </div>
        }
        .into_any(),
    });
    view! {
        {way_back(tenant, Page::Organisations, "Organisations")}
        <header class="page-head">
            <h1 tabindex="-1">{["Edit ", &called(one), " as JSON"].concat()}</h1>
            <p class="page-note"><code>{id}</code></p>
        </header>
        {part(move || not_kept_view(editor.lost.get()))}
        {part(move || editor.sealed.get().then(sealed))}
        {shell}
        {part(move || editor.over_view())}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_must_be_that_organisation() {
        for (text, is_good) in [
            (r#"{"id":"a","x":1}"#, true),
            (r#"{"id":"b"}"#, false),
            ("{}", false),
            ("[]", false),
            (r#"{"id":"a""#, false),
            ("", false),
        ] {
            assert_eq!(fault(text, "a").is_none(), is_good, "{text}");
        }
    }
}
