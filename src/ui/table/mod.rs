//! A long table: a real `<table>` of which only the rows in view stand in the document.
//!
//! Below 720 px each row is a card. Every row has the same height, so that any place can be scrolled
//! to without drawing what lies before it.

pub mod cell;
pub mod column;
mod painter;
mod window;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::media;
use cell::Row;
use column::Column;
use painter::Painter;

/// The height of a row, and of a card on a narrow screen, in CSS pixels; `style/table.css` reads it from
/// `--row-height`.
const ROW: u32 = 40;
const CARD: u32 = 92;
/// Where rows become cards; the same width as in `style/table.css`.
const NARROW: &str = "(max-width: 719.98px)";

/// Where a table's rows come from.
#[derive(Clone)]
pub struct Rows {
    /// How many there are.
    pub total: Signal<usize>,
    /// One row, by its place. What it reads is tracked: the table is drawn again when that changes.
    pub at: Rc<dyn Fn(usize) -> Option<Row>>,
}

/// The table.
#[component]
pub fn Table(
    /// What it lists, for those who cannot see where it stands: "Users".
    caption: &'static str,
    /// Its columns.
    columns: &'static [Column],
    /// Its rows.
    rows: Rows,
    /// The column it is sorted by, and whether the largest stands first.
    #[prop(into)]
    sort: Signal<(&'static str, bool)>,
    /// A heading was pressed.
    on_sort: Callback<&'static str>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Tbody>::new();
    let top = RwSignal::new(0_u32);
    let height = RwSignal::new(800_u32);
    let narrow = media::matches(NARROW);
    watch_height(scroller, height);

    let Rows { total, at } = rows;
    let row_height = move || if narrow.get() { CARD } else { ROW };
    let window = Memo::new(move |_| {
        window::rows_in_view(top.get(), height.get(), row_height(), total.get())
    });
    let painter = Rc::new(RefCell::new(Painter::default()));
    Effect::new(move |_| {
        if let Some(body) = body.get() {
            painter
                .borrow_mut()
                .paint(&body, columns, window.get(), at.as_ref());
        }
    });
    // Another order or another search starts at the top.
    Effect::new(move |before: Option<(&'static str, bool)>| {
        let now = sort.get();
        if before.is_some_and(|before| before != now)
            && let Some(scroller) = scroller.get_untracked()
        {
            scroller.set_scroll_top(0);
        }
        now
    });

    let spacer = move |rows: usize| {
        format!(
            "{}px",
            u64::try_from(rows).unwrap_or(0) * u64::from(row_height())
        )
    };
    view! {
        <div
            class="table-scroll"
            node_ref=scroller
            tabindex="0"
            role="region"
            aria-label=caption
            style:--row-height=move || format!("{}px", row_height())
            on:scroll=move |_| {
                if let Some(scroller) = scroller.get_untracked() {
                    top.set(scroller.scroll_top().unsigned_abs());
                }
            }
        >
            <table role="table" aria-rowcount=move || (total.get() + 1).to_string()>
                <caption class="unseen">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        {columns.iter().map(|column| view! { <Heading column sort on_sort /> }).collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup" node_ref=body>
                    <tr role="presentation" class="spacer" style:--height=move || spacer(window.get().start)></tr>
                    <tr
                        role="presentation"
                        class="spacer"
                        style:--height=move || spacer(total.get() - window.get().end)
                    ></tr>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Heading(
    column: &'static Column,
    sort: Signal<(&'static str, bool)>,
    on_sort: Callback<&'static str>,
) -> impl IntoView {
    let Some(name) = column.sort else {
        return view! { <th scope="col" role="columnheader" class=column.class>{column.label}</th> }.into_any();
    };
    let order = move || match sort.get() {
        (sorted, false) if sorted == name => "ascending",
        (sorted, true) if sorted == name => "descending",
        _ => "none",
    };
    view! {
        <th scope="col" role="columnheader" class=column.class aria-sort=order>
            <button type="button" class="heading" on:click=move |_| on_sort.run(name)>
                {column.label}
                <span class={"order"} aria-hidden="true"></span>
            </button>
        </th>
    }
    .into_any()
}

/// Keeps `height` at the height of an element, whatever changes it.
fn watch_height(element: NodeRef<html::Div>, height: RwSignal<u32>) {
    let watcher = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let measured = element.clone();
        let measure = Closure::<dyn Fn()>::new(move || {
            // Zero while it is hidden: then the old height is the better guess.
            if measured.client_height() > 0 {
                height.try_set(measured.client_height().unsigned_abs());
            }
        });
        if let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watcher.set_value(Some((observer, measure)));
        }
    });
    on_cleanup(move || {
        watcher.with_value(|watcher| {
            if let Some((observer, _)) = watcher {
                observer.disconnect();
            }
        });
    });
}
