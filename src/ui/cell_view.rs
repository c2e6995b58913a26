//! Cells outside of the long table: in a list of facts, or in a short table of which all rows stand in
//! the document. They are filled by the same code.

use std::rc::Rc;

use leptos::{html, prelude::*};

use crate::reactive::effect_with_last;

use super::table::cell::{Cell, fill};

/// Makes a cell. It is asked again when what it reads changes, such as the clock.
pub type Make = Rc<dyn Fn() -> Cell>;

/// A cell with fixed words.
pub fn text(words: impl Into<String>) -> Make {
    let cell = Cell::Text(words.into());
    Rc::new(move || cell.clone())
}

/// Draws a cell.
pub fn cell_view(make: Make) -> AnyView {
    let node = NodeRef::<html::Span>::new();
    effect_with_last(move |before: Option<Cell>| {
        let cell = make();
        if let Some(into) = node.get()
            && before.as_ref() != Some(&cell)
        {
            fill(&document(), &into, &cell);
            into.set_class_name(match cell {
                Cell::Badges(_) => "cell badges",
                _ => "cell",
            });
            return cell;
        }
        // Not drawn yet: something that no cell is.
        before.unwrap_or(Cell::Nothing(""))
    });
    view! { <span class="cell" node_ref=node></span> }.into_any()
}

/// A short table of fixed cells.
pub fn short_table(caption: &'static str, heads: &[&'static str], rows: Vec<Vec<Make>>) -> AnyView {
    let rows = rows.into_iter();
    let rows = rows.map(|row| row.into_iter().map(cell_view).collect());
    table_of(caption, heads, rows.collect())
}

/// A short table of anything. Roles are spelled out: on a narrow screen its rows are blocks.
pub fn table_of(caption: &'static str, heads: &[&'static str], rows: Vec<Vec<AnyView>>) -> AnyView {
    let cell = |(view, head): (AnyView, &&'static str)| {
        view! {
            <td role="cell" data-label=*head>
                {view}
            </td>
        }
        .into_any()
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row.into_iter().zip(heads).map(cell).collect_view();
            view! { <tr role="row">{cells}</tr> }.into_any()
        })
        .collect_view();
    let heads = heads
        .iter()
        .map(|head| view! { <th role="columnheader" scope="col">{*head}</th> }.into_any())
        .collect_view();
    view! {
        <table class="short-table" role="table">
            <caption>{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}
