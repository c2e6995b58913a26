//! The fields of a gateway user on screen: shared by creating and editing.

use leptos::prelude::*;

use super::fields::{ACTIVE, EMAIL, FORM, GROUP, MAX_DAYS, PERMISSIONS};
use super::permissions::matrix;
use crate::analysis::email;
use crate::analysis::raw_form::Values;
use crate::layout::form::Placing;
use crate::pages::raw_record::form::values_in;
use crate::ui::form::Fields;
use crate::ui::form::field::{Control, field_view};

/// How a server's words find their field: `User email already exists for this Org`.
pub const PLACING: Placing = Placing {
    by_name: |name| FORM.iter().position(|field| field.name == name),
    by_sentence: |sentence| {
        let lower = sentence.to_ascii_lowercase();
        lower.contains("email").then_some(EMAIL)
    },
};

/// Whether what stands in the fields can be sent; if not, it is said at the fields. What was not changed is
/// not judged, but for the address of one that is made.
pub fn check(fields: Fields, before: &Values, is_new: bool) -> bool {
    fields.clear_errors();
    let mine = values_in(fields, before);
    let changed = |at: usize| {
        let text = mine.get(at).cloned().flatten();
        text.filter(|text| is_new || before.get(at).cloned().flatten().as_ref() != Some(text))
    };
    if let Some(fault) = changed(EMAIL).and_then(|address| email::fault(&address)) {
        fields.at(EMAIL).error.set(Some(fault.to_owned()));
    }
    let days = changed(MAX_DAYS).filter(|days| !days.is_empty());
    if days.is_some_and(|days| days.parse::<u32>().is_err()) {
        let words = "A whole number of days; 0 means for ever.";
        fields.at(MAX_DAYS).error.set(Some(words.to_owned()));
    }
    !fields.has_errors()
}

/// The fields of which there is something in `known`.
pub fn fields_view(fields: Fields, known: &Values) -> AnyView {
    let shown = |at: usize| known.get(at).is_some_and(Option::is_some);
    let field = |at: usize, control: Control, hint: &'static str| {
        shown(at).then(|| field_view(fields.at(at), control, hint))
    };
    let permissions = known.get(PERMISSIONS).cloned().flatten();
    view! {
        {field(EMAIL, Control::Email, "To sign in with; unique in an organisation.")}
        <div class="field-pair">
            {field(0, Control::Text, "")}
            {field(1, Control::Text, "")}
        </div>
        {field(ACTIVE, Control::Tick, "Who is not active cannot sign in.")}
        {permissions.map(|json| matrix(fields.at(PERMISSIONS), json))}
        {field(GROUP, Control::Text, "The permissions of a group are used in the place of these.")}
        {field(MAX_DAYS, Control::Text, "0 means for ever.")}
    }
    .into_any()
}
