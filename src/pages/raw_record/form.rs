//! The fields of a record on screen.

use crate::analysis::raw_form::{Field, Values};
use crate::ui::form::Fields;

/// Fields that hold what a record has; what it does not have is empty, and not shown.
pub fn fields_of(table: &[Field], values: &Values) -> Fields {
    let texts = texts_of(values);
    let all = table.iter().zip(texts);
    Fields::new(all.map(|(field, text)| (field.name, field.label, text)))
}

/// What it has, as texts.
pub fn texts_of(values: &Values) -> Vec<String> {
    let texts = values.iter().cloned();
    texts.map(Option::unwrap_or_default).collect()
}

/// What stands in the fields; `None` where `known` has none. Blanks around a text are nobody's wish, but what
/// was not touched stays as it is.
pub fn values_in(fields: Fields, known: &Values) -> Values {
    let both = fields.values().into_iter().zip(known);
    both.map(|(text, known)| {
        let known = known.as_ref()?;
        Some(if text == *known {
            text
        } else {
            text.trim().to_owned()
        })
    })
    .collect()
}
