//! The form of a template: its fields, and two places for JSON. Shared by creating and changing.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::analysis::template_record::{
    ACCESS, COUNT, DESCRIPTION, FIELDS, FOLDER, INPUTS, KIND, MOST_BYTES, NAME, OPTIONS, PRODUCT,
    TEAM, TEAMS, Texts, VENDOR, faults,
};
use crate::analysis::templates::option_keys::option_keys;
use crate::format::file_name::size;
use crate::layout::form::Placing;
use crate::reactive::on;
use crate::ui::form::Fields;
use crate::ui::form::field::{Control, field_view, notes_view};
use crate::ui::json::editor::{Editor, JsonEditor};
use crate::ui::json::tied::{take_over, tie};

/// The kinds of Action that are known (contract); others may be typed.
const KINDS: &[&str] = &[
    "Agents::EmailAgent",
    "Agents::EventTransformationAgent",
    "Agents::HTTPRequestAgent",
    "Agents::IMAPAgent",
    "Agents::LLMAgent",
    "Agents::SendToStoryAgent",
    "Agents::TriggerAgent",
    "Agents::WebhookAgent",
];

/// Who may use a template (contract).
const ACCESSES: &[&str] = &["TEAM", "GLOBAL", "SPECIFIC_TEAMS"];

/// The field of the record that a new template begins as; it stands behind all others.
pub const BEGINNING: usize = COUNT;
const RECORD: &str = "template-record";

/// How a server's words find their field.
pub const PLACING: Placing = Placing {
    by_name: |name| FIELDS.iter().position(|field| field.name == name),
    by_sentence: |sentence| {
        let lower = sentence.trim_start().to_ascii_lowercase();
        FIELDS.iter().position(|field| {
            let name = field.name.replace('_', " ");
            [name.as_str(), field.name].iter().any(|name| {
                lower
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with([' ', ':']))
            })
        })
    },
};

/// A form that Ctrl+S sends, as its button does.
pub fn saves_by_key(form: AnyView) -> AnyView {
    let hear = |event: leptos::ev::KeyboardEvent| {
        let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        if !command || event.shift_key() || !event.key().eq_ignore_ascii_case("s") {
            return;
        }
        event.prevent_default();
        let button = document().query_selector(".templates-form .form-actions > [type='submit']");
        if let Some(button) = button.ok().flatten() {
            drop(
                button
                    .dyn_into::<HtmlElement>()
                    .map(|button| button.click()),
            );
        }
    };
    view! { <div on:keydown=on(hear)>{form}</div> }.into_any()
}

/// The form. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Form {
    /// What stands in it, as texts: what is kept as a draft, and what counts as saved.
    pub fields: Fields,
    options: Editor,
    inputs: Editor,
}

impl Form {
    /// A form that holds this.
    pub fn new(texts: &Texts) -> Self {
        Self::beginning_as(texts, String::new())
    }

    /// A form that holds this, for a new template that begins as this record. The record is a field that
    /// nobody sees: what the form does not show of it survives a reload with the rest.
    pub fn beginning_as(texts: &Texts, record: String) -> Self {
        let fields = FIELDS.iter().zip(texts);
        let fields = fields.map(|(field, text)| (field.name, field.label, text.clone()));
        let form = Self {
            fields: Fields::new(fields.chain([(RECORD, "", record)])),
            options: Editor::new(&texts[OPTIONS]),
            inputs: Editor::new(&texts[INPUTS]),
        };
        for (editor, field) in form.editors() {
            tie(editor, form.fields.at(field));
        }
        form
    }

    fn editors(self) -> [(Editor, usize); 2] {
        [(self.options, OPTIONS), (self.inputs, INPUTS)]
    }

    /// What stands in it now.
    pub fn texts(self) -> Texts {
        for (editor, field) in self.editors() {
            take_over(editor, self.fields.at(field).value);
        }
        self.fields.values()
    }

    /// Puts something in all of it. At once: what is asked for next must not be what stood there before.
    pub fn put(self, texts: Texts) {
        for (editor, field) in self.editors() {
            if let Some(text) = texts.get(field) {
                editor.set(text);
            }
        }
        self.fields.put(texts);
    }

    /// Whether what stands in it can be sent; if not, it is said at the fields.
    pub fn check(self, before: &[String], texts: &[String], is_new: bool) -> bool {
        self.fields.clear_errors();
        for (field, fault) in faults(before, texts, is_new) {
            self.fields.at(field).error.set(Some(fault));
        }
        for (editor, field) in self.editors() {
            if self.fields.at(field).error.with_untracked(Option::is_some) {
                // Shows the place; what is wrong is known already.
                drop(editor.check_now());
            }
        }
        !self.fields.has_errors()
    }

    /// Whether a record is small enough to be sent; if not, it is said at the options.
    pub fn fits(self, body: &str) -> bool {
        let fits = body.len() <= MOST_BYTES;
        if !fits {
            let words = [
                "This is too large: the template would be ",
                &size(body.len() as u64),
                ", and ",
                &size(MOST_BYTES as u64),
                " can be sent at most. Nothing was sent.",
            ]
            .concat();
            self.fields.at(OPTIONS).error.set(Some(words));
            self.fields.show_summary();
        }
        fits
    }

    /// The fields. `knows`: which of them the tenant knows.
    pub fn view(self, knows: [bool; COUNT]) -> AnyView {
        let kind = self.fields.at(KIND).value;
        let keys = Signal::derive(move || kind.with(|kind| option_keys(kind)));
        let field = |at: usize, control: Control, hint: &'static str| {
            field_view(self.fields.at(at), control, hint)
        };
        let if_known = move |at: usize, control: Control, hint: &'static str| {
            knows[at].then(|| field_view(self.fields.at(at), control, hint))
        };
        view! {
            <div class="templates-fields">
                {field(NAME, Control::Text, "")}
                {field(
                    KIND,
                    Control::Offered(KINDS),
                    "What kind of Action it makes. Older tenants have words of their own here.",
                )}
                {field(VENDOR, Control::Text, "Whose product it drives.")}
                {field(PRODUCT, Control::Text, "")}
                <div class="wide">{field(DESCRIPTION, Control::Lines, "")}</div>
                {if_known(
                    ACCESS,
                    Control::Offered(ACCESSES),
                    "TEAM: its team. GLOBAL: all teams. SPECIFIC_TEAMS: those that it is shared with.",
                )}
                {if_known(TEAMS, Control::Lines, "The short names (slugs) of the teams, one a line.")}
                {if_known(TEAM, Control::Text, "The team’s number.")}
                {if_known(FOLDER, Control::Text, "The folder’s number.")}
            </div>
            <div class="field templates-json">
                <JsonEditor
                    editor=self.options
                    id="agent_options"
                    label="Options"
                    keys
                    described_by="agent_options-notes"
                />
                {notes_view(self.fields.at(OPTIONS), "The options of the Action, as a JSON object.")}
            </div>
            {knows[INPUTS]
                .then(|| {
                    view! {
                        <div class="field templates-json">
                            <JsonEditor
                                editor=self.inputs
                                id="action_inputs"
                                label="Inputs"
                                described_by="action_inputs-notes"
                            />
                            {notes_view(
                                self.fields.at(INPUTS),
                                "What whoever uses the template is asked for, as a JSON list of objects with name, type, required, description, default_value and data.",
                            )}
                        </div>
                    }
                })}
        }
        .into_any()
    }
}
