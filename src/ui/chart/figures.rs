//! The numbers of a picture as a table, for those who do not see it. Made when it is first opened.

use std::rc::Rc;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::reactive::{effect, on};
use crate::ui::dom::{add, set};

/// A table of words. The first cell of each row is its heading.
#[derive(Debug, Default)]
pub struct Figures {
    /// What it lists.
    pub caption: String,
    /// The columns' headings.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A line that opens the table. `make` tracks what it reads and is asked only while the table is open.
pub fn figures(summary: &'static str, make: Rc<dyn Fn() -> Figures>) -> AnyView {
    let open = RwSignal::new(false);
    let place = NodeRef::<html::Div>::new();
    effect(move || {
        if open.get()
            && let Some(place) = place.get()
        {
            draw(&place, &make());
        }
    });
    let toggled = move |event: web_sys::Event| {
        let details = event.target().and_then(|to| to.dyn_into::<Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    view! {
        <details class="chart-figures" on:toggle=on(toggled)>
            <summary>{summary}</summary>
            <div class="chart-scroll" role="group" aria-label=summary tabindex="0" node_ref=place></div>
        </details>
    }
    .into_any()
}

fn draw(place: &Element, figures: &Figures) {
    place.set_text_content(None);
    let table = add(place, "table", "figures-table", "");
    add(&table, "caption", "", &figures.caption);
    let numbers = |column: usize| {
        let cells = figures.rows.first().and_then(|row| row.get(column));
        cells.is_some_and(|words| is_number(words))
    };
    let align = |column: usize| if numbers(column) { "number" } else { "" };
    let aligned: Vec<&str> = (0..figures.heads.len()).map(align).collect();
    let line = add(&add(&table, "thead", "", ""), "tr", "", "");
    for (head, class) in figures.heads.iter().zip(&aligned) {
        set(&add(&line, "th", class, head), "scope", "col");
    }
    let body = add(&table, "tbody", "", "");
    for row in &figures.rows {
        let line = add(&body, "tr", "", "");
        for (at, (words, class)) in row.iter().zip(&aligned).enumerate() {
            if at == 0 {
                set(&add(&line, "th", class, words), "scope", "row");
            } else {
                add(&line, "td", class, words);
            }
        }
    }
}

/// `1,284`: a column of such stands to the right.
fn is_number(words: &str) -> bool {
    let digit = |letter: char| letter.is_ascii_digit() || letter == ',';
    !words.is_empty() && words.chars().all(digit)
}
