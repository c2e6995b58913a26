//! What lists of options have in common.

use leptos::prelude::document;

/// Scrolls an option into the part of its list that is seen; the page does not move with it.
pub fn reveal(id: &str) {
    if let Some(option) = document().get_element_by_id(id) {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
