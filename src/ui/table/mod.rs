//! A long table: a real `<table>` of which only the rows in view stand in the document.
//!
//! Below 720 px each row is a card. Every row has the same height, so that any place can be scrolled
//! to without drawing what lies before it. One row at a time is in the Tab order, and the arrow keys go
//! from row to row (APG, "Keyboard navigation inside components"). When it is printed, all rows are there.

pub mod cell;
pub mod column;
mod heading;
mod keyboard;
pub(in crate::ui) mod measure;
mod painter;
pub mod places;
mod row_view;
pub mod selection;
mod view;
pub mod view_menu;
mod window;

use std::rc::Rc;

use crate::reactive::{live, on, part};
use leptos::{html, prelude::*};

use cell::Row;
use column::{Column, Shown};
use heading::{Heading, PickAll};
use measure::watch_height;
use painter::Painter;
use places::Places;
use selection::Selection;
use view::TableView;

use super::media;
use super::sight::Sight;
use crate::state::table_prefs::{Density, TablePrefs};

/// The height of a row, and of a card on a narrow screen, in CSS pixels; `style/table.css` reads it from
/// `--row-height`.
const ROW: u32 = 40;
const COMPACT: u32 = 30;
const CARD: u32 = 92;

/// Where rows become cards; the same width as in `style/table.css`.
const NARROW: &str = "screen and (max-width: 719.98px)";

/// Where a table's rows come from.
#[derive(Clone)]
pub struct Rows {
    /// How many there are.
    pub total: Signal<usize>,
    /// One row, by its place. What it reads is tracked: the table is drawn again when that changes.
    pub at: Rc<dyn Fn(usize) -> Option<Row>>,
    /// A row's key, by its place.
    pub key: Rc<dyn Fn(usize) -> Option<String>>,
}

/// The table.
#[component]
pub fn Table(
    /// What it lists, for those who cannot see where it stands: "Users".
    caption: &'static str,
    /// Its columns.
    columns: &'static [Column],
    /// Which of them are shown.
    #[prop(into, default = Shown::ALL.into())]
    shown: Signal<Shown>,
    /// Its rows.
    rows: Rows,
    /// The column it is sorted by, and whether the largest stands first.
    #[prop(into)]
    sort: Signal<(&'static str, bool)>,
    /// A heading was pressed.
    on_sort: Callback<&'static str>,
    /// What is selected, where rows can be.
    #[prop(optional)]
    selection: Option<Selection>,
    /// What is looked at: another search or another order starts at the top, and who comes back to one
    /// finds the place again. The URL's path and query.
    #[prop(into)]
    looked_at: Signal<String>,
) -> impl IntoView {
    let places = use_context::<Places>();
    let prefs = use_context::<TablePrefs>();
    let (start, current) = places
        .and_then(|places| places.find(&looked_at.get_untracked()))
        .unwrap_or_default();
    let scroller = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Tbody>::new();
    let top = RwSignal::new(start);
    let height = RwSignal::new(800_u32);
    let narrow = media::matches(NARROW);
    watch_height(scroller, height);

    // Whatever else changes in the URL, the headings stay.
    let shown: Signal<Shown> = Memo::new(move |_| shown.get()).into();
    let total = rows.total;
    let row_height = Memo::new(move |_| height_of_row(narrow.get(), prefs));
    let printing = RwSignal::new(false);
    let window = Memo::new(move |_| {
        if printing.get() {
            return 0..total.get();
        }
        window::rows_in_view(top.get(), height.get(), row_height.get(), total.get())
    });
    let view = TableView {
        scroller,
        body,
        painter: StoredValue::new_local(Painter::default()),
        rows: StoredValue::new_local(rows),
        columns,
        shown,
        selection,
        current: RwSignal::new(current),
        top,
        height,
        row_height,
        window,
        prefs,
        sight: Sight::new(),
    };
    view.follow(looked_at, printing);
    come_by_key(view);
    print_whole(printing, view);
    keep_place(looked_at, view, start, places);

    // Where no row can take the focus, the keyboard needs something to scroll with (WCAG 2.1.1).
    let scroll_stop = if selection.is_some() { "-1" } else { "0" };
    view! {
        <div
            class="table-scroll"
            class:compact=live(move || row_height.get() == COMPACT)
            class:chosen=live(move || shown.get() != Shown::ALL)
            node_ref=scroller
            role="region"
            aria-label=caption
            tabindex=scroll_stop
            style:--row-height=live(move || format!("{}px", row_height.get()))
            on:scroll=on(move |_| {
                if let Some(scroller) = scroller.get_untracked() {
                    top.set(scroller.scroll_top().unsigned_abs());
                }
            })
            on:keydown=on(move |event: leptos::ev::KeyboardEvent| view.key(&event))
            on:click=on(move |event: leptos::ev::MouseEvent| view.click(&event))
            on:focusin=on(move |event: leptos::ev::FocusEvent| view.focus(&event))
        >
            <table role="table" aria-rowcount=live(move || (total.get() + 1).to_string())>
                <caption class="unseen">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        {selection.map(|selection| view! { <PickAll selection view /> })}
                        {part(move || {
                            let shown = shown.get();
                            columns
                                .iter()
                                .enumerate()
                                .filter(|(at, _)| shown.has(*at))
                                .map(|(_, column)| view! { <Heading column sort on_sort /> })
                                .collect_view()
                        })}
                    </tr>
                </thead>
                <tbody role="rowgroup" node_ref=body>
                    <tr role="presentation" class={"spacer"}></tr>
                    <tr role="presentation" class={"spacer"}></tr>
                </tbody>
            </table>
        </div>
    }
}

fn height_of_row(narrow: bool, prefs: Option<TablePrefs>) -> u32 {
    if narrow {
        CARD
    } else if prefs.is_some_and(|prefs| prefs.density() == Density::Compact) {
        COMPACT
    } else {
        ROW
    }
}

/// Starts where one was, and remembers where one is.
fn keep_place(looked_at: Signal<String>, view: TableView, start: u32, places: Option<Places>) {
    // Only once the spacers have their height is there anything to scroll.
    if start > 0 {
        request_animation_frame(move || view.scroll_to(start));
    }
    on_cleanup(move || {
        if let (Some(places), Some(looked_at)) = (places, looked_at.try_get_untracked()) {
            let place = (
                view.top.try_get_untracked(),
                view.current.try_get_untracked(),
            );
            if let (Some(top), Some(current)) = place {
                places.keep(looked_at, (top, current));
            }
        }
    });
}

/// `j` and `k` anywhere on the page lead into the list.
fn come_by_key(view: TableView) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        view.key_from_outside(&event);
    });
    on_cleanup(move || keys.remove());
}

/// Everything is on paper, not only what is in view.
fn print_whole(printing: RwSignal<bool>, view: TableView) {
    // At once, and not after this turn of the loop: then the paper is already being filled.
    let set = move |on: bool| {
        printing.set(on);
        view.paint();
    };
    let before = window_event_listener_untyped("beforeprint", move |_| set(true));
    let after = window_event_listener_untyped("afterprint", move |_| set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
}
