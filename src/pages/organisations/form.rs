//! The fields of an organisation on screen: shared by creating and editing.

use leptos::prelude::*;

use super::fields::{CNAME, CNAME_ENABLED, FORM, NAME, QUOTA, QUOTA_HINT};
use crate::analysis::raw_form::{Kind, Values};
use crate::layout::form::Placing;
use crate::pages::raw_record::form::values_in;
use crate::ui::form::Fields;
use crate::ui::form::field::{Control, field_view};

/// How a server's words find their field: this API names none.
pub const PLACING: Placing = Placing {
    by_name: |name| FORM.iter().position(|field| field.name == name),
    by_sentence: |_| None,
};

/// Whether what stands in the fields can be sent; if not, it is said at the fields. What was not changed is
/// not judged, but for the name of one that is made.
pub fn check(fields: Fields, before: &Values, is_new: bool) -> bool {
    fields.clear_errors();
    let mine = values_in(fields, before);
    let text_of = |at: usize| {
        let text = mine.get(at).cloned().flatten();
        let changed = text.is_some() && text != before.get(at).cloned().flatten();
        text.filter(|_| changed)
    };
    let put = |at: usize, words: &str| fields.at(at).error.set(Some(words.to_owned()));
    let has_no_name = mine
        .get(NAME)
        .is_some_and(|name| name.as_deref() == Some(""));
    if has_no_name && (is_new || text_of(NAME).is_some()) {
        put(NAME, "Give it a name.");
    }
    if let Some(words) = text_of(CNAME).and_then(|cname| cname_fault(&cname)) {
        put(CNAME, words);
    }
    if text_of(QUOTA).is_some_and(|quota| quota.parse::<i64>().is_err() && !quota.is_empty()) {
        put(QUOTA, "A whole number, such as 25 or -1.");
    }
    let is_on = mine
        .get(CNAME_ENABLED)
        .is_some_and(|on| on.as_deref() == Some("true"));
    let has_none = mine
        .get(CNAME)
        .is_some_and(|cname| cname.as_deref() == Some(""));
    let turned = text_of(CNAME_ENABLED).is_some() || text_of(CNAME).is_some();
    if is_on && has_none && turned {
        put(CNAME, "A CNAME in use needs a host name.");
    }
    !fields.has_errors()
}

/// What is wrong with a host name.
fn cname_fault(cname: &str) -> Option<&'static str> {
    if cname.contains("://") || cname.contains('/') {
        return Some("The host name alone, without http:// and path.");
    }
    cname
        .contains(char::is_whitespace)
        .then_some("A host name has no blanks.")
}

/// What a new organisation has. `later`: with the fields that came after v0.9.
pub fn blank(later: bool) -> Values {
    FORM.iter()
        .enumerate()
        .map(|(at, field)| {
            let old = matches!(at, NAME | CNAME | CNAME_ENABLED);
            (old || later).then(|| match field.kind {
                Kind::Flag => "false".to_owned(),
                _ => String::new(),
            })
        })
        .collect()
}

/// The fields of which there is something in `known`.
pub fn fields_view(fields: Fields, known: &Values) -> AnyView {
    let shown = |at: usize| known.get(at).is_some_and(Option::is_some);
    let field = |at: usize, control: Control, hint: &'static str| {
        shown(at).then(|| field_view(fields.at(at), control, hint))
    };
    view! {
        {field(NAME, Control::Text, "Names are not unique: two organisations may share one.")}
        {field(1, Control::Text, "Its name in addresses.")}
        {field(CNAME, Control::Text, "The host name its portal answers at. A change works only after a reload, which is offered then.")}
        {field(CNAME_ENABLED, Control::Tick, "Whether that host name is in use.")}
        {field(4, Control::Tick, "Its people sign in through single sign-on.")}
        {field(5, Control::Tick, "Gateways of its own take its APIs from this dashboard.")}
        {field(QUOTA, Control::Text, QUOTA_HINT)}
    }
    .into_any()
}
