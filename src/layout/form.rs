//! The shell of every form that sends something: what is under way and what failed is part of it, so
//! that no form can forget either. What was typed stays whatever happens.

use leptos::prelude::*;

use super::failure::Failure;
use crate::api::client::Client;
use crate::api::error::{ApiError, Kind};
use crate::data::mutation::Mutation;
use crate::reactive::{effect, live, on, part};
use crate::state::leaving::Leaving;
use crate::state::read_only::ReadOnly;
use crate::ui::form::Fields;
use crate::ui::form::draft::{Keeping, draft_view};
use crate::ui::form::summary::summary_view;

/// How a form finds the field that a server's words are about: by a field's name, or by a sentence.
#[derive(Clone, Copy)]
pub struct Placing {
    /// The field of a name (`first_name`).
    pub by_name: fn(&str) -> Option<usize>,
    /// The field of a sentence (`Email has already been taken`).
    pub by_sentence: fn(&str) -> Option<usize>,
}

/// What a form is.
pub struct Shell {
    /// The path of the form, by which its unsaved draft is found again.
    pub at: String,
    /// Through which it sends.
    pub client: Client,
    /// Its fields.
    pub fields: Fields,
    /// What it sends.
    pub mutation: Mutation,
    /// How refusals find their fields.
    pub placing: Placing,
    /// Sends it; has to check first what can be checked here.
    pub submit: Callback<()>,
    /// What the button says, and what it says while a sending is under way.
    pub button: (&'static str, &'static str),
    /// Buttons beside it.
    pub more_actions: AnyView,
    /// The fields as they are shown.
    pub body: AnyView,
}

/// The form.
pub fn form_view(shell: Shell) -> AnyView {
    let Shell {
        at,
        client,
        fields,
        mutation,
        placing,
        submit,
        button,
        more_actions,
        body,
    } = shell;
    let unsaved = Signal::derive(move || fields.is_changed());
    let draft = draft_view(Keeping {
        at,
        fields,
        unsaved,
        sending: Signal::derive(move || mutation.is_pending() || mutation.may_have_arrived()),
        note: "",
        on_put: Callback::new(|()| {}),
    });
    let rest = RwSignal::new(None::<ApiError>);
    effect(move || {
        let error = mutation.error();
        let failed = error.is_some();
        rest.set(error.and_then(|error| place(fields, placing, error)));
        if failed {
            fields.show_summary();
        }
    });
    if let Some(leaving) = use_context::<Leaving>() {
        leaving.guard(unsaved);
    }
    let read_only = use_context::<ReadOnly>();
    let connection = StoredValue::new(client.connection().clone());
    let why_closed = Memo::new(move |_| {
        read_only
            .and_then(|read_only| connection.with_value(|connection| read_only.refuses(connection)))
    });
    let closed = move || why_closed.get().is_some();
    let more = Signal::derive(move || {
        rest.get()
            .map(|error| ViewFn::from(move || view! { <Failure error=error.clone() /> }.into_any()))
    });
    view! {
        <form
            class="form"
            novalidate
            autocomplete="off"
            on:submit=on(move |event: leptos::ev::SubmitEvent| {
                event.prevent_default();
                if !mutation.is_pending_untracked() && why_closed.get_untracked().is_none() {
                    submit.run(());
                }
            })
        >
            {draft}
            {summary_view(fields, more)}
            {body}
            {part(move || {
                why_closed.get().map(|why| view! { <p class="notice">{why}</p> })
            })}
            <div class="form-actions">
                // Not disabled: that would take the focus away, and a second press does nothing anyway.
                <button
                    type="submit"
                    class="button primary"
                    aria-disabled=live(move || (mutation.is_pending() || closed()).then_some("true"))
                >
                    {part(move || if mutation.is_pending() { button.1 } else { button.0 })}
                </button>
                {more_actions}
            </div>
        </form>
    }
    .into_any()
}

/// Puts what a server said of single fields at those fields; what is left belongs to none of them.
fn place(fields: Fields, placing: Placing, mut error: ApiError) -> Option<ApiError> {
    if !matches!(error.kind, Kind::Invalid | Kind::Conflict) {
        return Some(error);
    }
    let all = fields.all();
    let put = |place: usize, words: String| {
        if let Some(field) = all.get(place) {
            field.error.update(|error| {
                *error = Some(match error.take() {
                    Some(before) => before + " " + &words,
                    None => words,
                });
            });
        }
    };
    let mut left = Vec::new();
    for (name, texts) in std::mem::take(&mut error.fields) {
        match (placing.by_name)(&name) {
            Some(place) => put(place, said(&texts.join(", "))),
            // `base` is what Rails calls the whole record.
            None if name == "base" => left.push(texts.join(", ")),
            None => left.push([&name, " ", &texts.join(", ")].concat()),
        }
    }
    // Several sentences are joined by the reader, or by the server with a comma.
    if let Some(message) = error.message.take() {
        for sentence in message.split("; ") {
            match (placing.by_sentence)(sentence) {
                Some(place) => put(place, said(sentence)),
                None => left.push(sentence.to_owned()),
            }
        }
    }
    let placed = all
        .iter()
        .any(|field| field.error.with_untracked(Option::is_some));
    error.message = (!left.is_empty()).then(|| left.join("; "));
    (!placed || error.message.is_some()).then_some(error)
}

/// The server's words, marked as such.
fn said(words: &str) -> String {
    ["The server says: “", words, "”."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::Request;

    const PLACING: Placing = Placing {
        by_name: |name| {
            ["email", "first_name"]
                .iter()
                .position(|known| *known == name)
        },
        by_sentence: |sentence| {
            ["Email ", "First name "]
                .iter()
                .position(|start| sentence.starts_with(start))
        },
    };

    #[expect(clippy::option_option, reason = "nothing left, or left without a word")]
    /// What stands at the two fields, and what is left.
    fn placed(status: u16, body: &str) -> ([Option<String>; 2], Option<Option<String>>) {
        Owner::new().with(|| {
            let field = |id, label| (id, label, String::new());
            let fields = Fields::new([field("email", "E-mail"), field("first_name", "First name")]);
            let error = ApiError::refused(status, body, None, None, Request::default());
            let left = place(fields, PLACING, error).map(|error| error.message);
            ([0, 1].map(|at| fields.at(at).error.get_untracked()), left)
        })
    }

    fn said_by_server(words: &str) -> String {
        format!("The server says: “{words}”.")
    }

    #[test]
    fn a_refusal_lands_at_its_field_in_every_shape() {
        let taken = "Email has already been taken";
        for (body, words) in [
            (format!(r#"{{"errors":["{taken}"]}}"#), taken),
            (format!(r#"{{"message":"{taken}"}}"#), taken),
            (taken.to_owned(), taken),
            (
                r#"{"errors":{"email":["has already been taken"]}}"#.to_owned(),
                "has already been taken",
            ),
        ] {
            assert_eq!(
                placed(422, &body),
                ([Some(said_by_server(words)), None], None),
                "{body}"
            );
        }
    }

    #[test]
    fn several_go_to_several_fields_and_the_rest_is_kept() {
        let body = r#"{"errors":["Email is odd","First name is long","All seats are taken"]}"#;
        let expected =
            ["Email is odd", "First name is long"].map(|words| Some(said_by_server(words)));
        let left = Some(Some("All seats are taken".to_owned()));
        assert_eq!(placed(422, body), (expected, left));
    }

    #[test]
    fn what_names_no_field_stays_whole() {
        let body = r#"{"errors":{"seats":["are all taken"]}}"#;
        let left = Some(Some("seats are all taken".to_owned()));
        assert_eq!(placed(422, body), ([None, None], left));
        // A refusal that says nothing is a refusal all the same.
        assert_eq!(placed(422, ""), ([None, None], Some(None)));
    }

    #[test]
    fn only_refusals_of_what_was_sent_are_about_fields() {
        for status in [401, 403, 429, 500] {
            let (fields, left) = placed(status, r#"{"errors":["Email is odd"]}"#);
            assert_eq!(fields, [None, None], "{status}");
            assert_eq!(left, Some(Some("Email is odd".to_owned())));
        }
    }
}
