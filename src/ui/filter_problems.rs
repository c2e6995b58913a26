//! What of a filter was left out, and what can be done about it.

use web_sys::Element;

use super::dom::{add, add_button};
use crate::analysis::filter::explain::Problem;

/// Draws problems into a live region. The buttons are known by `data-do="fix"`, and their `data-at` is the
/// whole filter that they lead to.
pub fn paint(into: &Element, problems: &[Problem]) {
    into.set_text_content(None);
    for problem in problems {
        let line = add(into, "div", "filter-problem", "");
        add(&line, "span", "", &problem.words);
        for fix in &problem.fixes {
            add_button(&line, "button small", &fix.label, "fix", &fix.text);
        }
    }
}
