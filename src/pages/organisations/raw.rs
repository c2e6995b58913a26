//! An organisation's JSON, edited as it is: for the fields that no form shows. What would change is shown before
//! it is sent, and what would be wiped is called that.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::edit::{opened, record_of, saved};
use super::plans::called;
use crate::analysis::json::Doc;
use crate::analysis::overlay::{Change, changes, same_text};
use crate::data::changes::Changes;
use crate::data::mutation::Mutation;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::form::{Placing, Shell, form_view};
use crate::pages::raw_record::kept::not_kept_view;
use crate::pages::raw_record::place::{Mode, item_path, query};
use crate::pages::raw_record::save::{Next, Record, Saved, Wanted, attempt};
use crate::reactive::{on, part};
use crate::routes::{Page, Route};
use crate::state::toasts::Toasts;
use crate::ui::dialog::Dialog;
use crate::ui::form::Fields;
use crate::ui::form::field::notes_view;
use crate::ui::json::diff::DiffView;
use crate::ui::json::editor::{Editor as Json, JsonEditor};
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
    let body = opened(tenant, id, "Edit as JSON", |tenant, one| {
        if secret::mask(one.raw.get()) == one.raw.get() {
            editor(&tenant, &one)
        } else {
            sealed()
        }
    });
    view! { <div class="page page-form page-import">{body}</div> }.into_any()
}

/// It holds a secret, which would have to be on screen to be edited.
fn sealed() -> AnyView {
    view! {
        <h1 tabindex="-1">{"Edit as JSON"}</h1>
        <p class="notice">
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
    /// Somebody else changed it meanwhile: how it is now.
    Theirs(String),
}

/// What the page holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Editor {
    tenant: StoredValue<Tenant, LocalStorage>,
    record: StoredValue<Record, LocalStorage>,
    id: StoredValue<String>,
    /// The organisation as the person was last shown it.
    opened: StoredValue<String>,
    fields: Fields,
    /// What stands in the one field, as it is edited.
    json: Json,
    mutation: Mutation,
    over: RwSignal<Option<Over>>,
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
        let found = self.opened.with_value(|opened| changes(opened, &text));
        self.over.set(Some(Over::Review(found)));
    }

    fn send(self) {
        self.over.set(None);
        let (record, text) = (self.record.get_value(), self.text());
        let (opened, tenant) = (self.opened.get_value(), self.tenant.get_value());
        let wanted = Wanted::Whole(text);
        let trying = async move { attempt(&record, &opened, &wanted).await };
        self.mutation.send(trying, move |next| match next {
            Next::Differs(_, fresh) => {
                self.over.try_set(Some(Over::Theirs(fresh)));
            }
            Next::Idle(_) => self.leave(),
            Next::Saved(sent) => self.done(&tenant, &sent),
        });
    }

    fn done(self, tenant: &Tenant, sent: &Saved) {
        self.toasts.show("Saved.");
        saved(tenant, self.changes, sent);
        let now = sent.after.as_ref().unwrap_or(&sent.sent);
        // The page may have been left meanwhile.
        if self
            .opened
            .try_update_value(|opened| opened.clone_from(now))
            .is_none()
        {
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

    /// From now on it is what they made of it; with what stands in the editor, or without.
    fn take(self, fresh: String, theirs: bool) {
        self.over.set(None);
        let laid_out = pretty(&fresh);
        if theirs {
            self.fields.reset(vec![laid_out]);
        } else {
            self.fields.rebase(vec![laid_out]);
        }
        self.opened.set_value(fresh);
        if !theirs {
            self.review();
        }
    }

    fn over_view(self) -> Option<AnyView> {
        let close = Callback::new(move |()| self.over.set(None));
        let over = self.over.get()?;
        let opened = self.opened.get_value();
        let (title, lead, wiped, sides) = match &over {
            Over::Review(found) if found.is_empty() => (
                "Nothing would change",
                "The text means the same as what is there.",
                None,
                None,
            ),
            Over::Review(found) => (
                "Save these changes?",
                "The whole object is replaced. This would be other than it is:",
                wiped_note(found),
                Some((self.text(), "On the server", "To be saved")),
            ),
            Over::Theirs(fresh) => (
                "Somebody else changed this organisation meanwhile",
                "Nothing was sent yet. This is what they changed:",
                None,
                Some((
                    secret::mask(fresh),
                    "When you opened it",
                    "On the server now",
                )),
            ),
        };
        let differs = sides.map(|(after, before_name, after_name)| {
            view! {
                <DiffView
                    before=opened
                    after
                    before_name=before_name.to_owned()
                    after_name=after_name.to_owned()
                />
            }
        });
        let buttons = match over.clone() {
            Over::Review(found) => {
                let none = found.is_empty();
                let send = move |_| self.send();
                view! {
                    <button type="button" class="button primary" hidden=none on:click=on(send)>{"Save"}</button>
                }
                .into_any()
            }
            Over::Theirs(fresh) => {
                let held = StoredValue::new(fresh);
                view! {
                    <button type="button" class="button" on:click=on(move |_| self.take(held.get_value(), true))>
                        {"Discard mine, show theirs"}
                    </button>
                    <button type="button" class="button danger" on:click=on(move |_| self.take(held.get_value(), false))>
                        {"Keep mine and look what it would undo"}
                    </button>
                }
                .into_any()
            }
        };
        Some(
            view! {
                <Dialog labelled_by="raw-review" on_cancel=close>
                    <div class="merge templates-review raw-review">
                        <h2 id="raw-review">{title}</h2>
                        <p>{lead}</p>
                        {wiped}
                        {differs}
                        <div class="dialog-actions">
                            <button type="button" class="button" autofocus on:click=on(move |_| close.run(()))>
                                {"Back to the text"}
                            </button>
                            {buttons}
                        </div>
                    </div>
                </Dialog>
            }
            .into_any(),
        )
    }
}

/// Which fields are left out, and so would be wiped.
fn wiped_note(found: &[Change]) -> Option<AnyView> {
    let names: Vec<AnyView> = found
        .iter()
        .filter(|one| one.after.is_none())
        .map(|one| view! { <li><code>{one.name.clone()}</code></li> }.into_any())
        .collect();
    (!names.is_empty()).then(|| {
        view! {
            <div class="notice">
                <div>
                    <p>{"Left out of the text, and so wiped:"}</p>
                    <ul>{names}</ul>
                </div>
            </div>
        }
        .into_any()
    })
}

fn editor(tenant: &Tenant, one: &KeptOrganisation) -> AnyView {
    let query = query().get_untracked();
    let id = one.value.id.clone();
    let back = item_path(tenant, Page::Organisations, &id, Mode::Look, &query);
    let navigate = use_navigate();
    let raw = one.raw.get().to_owned();
    let laid_out = pretty(&raw);
    let to = back.clone();
    let editor = Editor {
        tenant: StoredValue::new_local(tenant.clone()),
        record: StoredValue::new_local(record_of(tenant, one)),
        id: StoredValue::new(id.clone()),
        opened: StoredValue::new(raw),
        json: Json::new(&laid_out),
        fields: Fields::new([("raw-json", LABEL, laid_out)]),
        mutation: Mutation::new(),
        over: RwSignal::new(None),
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
        let opened = editor.opened.get_value();
        field.value.with(|text| same_text(&opened, text))
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
        <header class="page-head">
            <h1 tabindex="-1">{["Edit ", &called(one), " as JSON"].concat()}</h1>
            <p class="page-note"><code>{id}</code></p>
        </header>
        {part(move || not_kept_view(editor.lost.get()))}
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
