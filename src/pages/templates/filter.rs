//! The words of the templates' filter, and the views that are always there.

use crate::layout::list_filter::Words;

/// The words and views.
pub static WORDS: Words = Words {
    label: "Filter templates",
    placeholder: "Filter templates: okta kind:HTTPRequestAgent",
    noun: ("template", "templates"),
    built_in: &[
        ("All", ""),
        ("HTTP requests", "?q=kind:HTTPRequestAgent"),
        ("Everyone may use", "?q=access:GLOBAL"),
        ("Without a description", "?q=description:none"),
        ("Largest options first", "?sort=-size"),
    ],
};
