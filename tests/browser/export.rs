//! The export dialog: no file mixes two states of a list, and one that is called off ends.

use std::cell::Cell as Count;
use std::rc::Rc;

use gatehouse::ui::export::{Export, ExportSource, Picked, Which};
use gatehouse::ui::table::cell::{Cell, Row};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::files::{Mounted, mounted};
use super::support::{Replaced, until};

const ROWS: usize = 100;

/// What an export did.
#[derive(Clone, Default)]
struct Seen {
    /// How often the rows were taken.
    taken: Rc<Count<u32>>,
    /// Up to which taking the records are replaced in the middle.
    replaced: Rc<Count<u32>>,
    closed: Rc<Count<bool>>,
    saved: Rc<Count<u32>>,
}

fn source(seen: Seen) -> ExportSource {
    ExportSource {
        name: "tines-users".to_owned(),
        head: None,
        nouns: ("user", "users"),
        columns: Rc::new(|| vec![(0, "Name".to_owned())]),
        matching: Signal::stored(ROWS),
        selected: Signal::stored(0),
        partial: Rc::new(|| None),
        take: Rc::new(move |which| {
            assert_eq!(which, Which::Matching);
            seen.taken.set(seen.taken.get() + 1);
            let (taken, replaced) = (seen.taken.get(), Rc::clone(&seen.replaced));
            Picked {
                total: ROWS,
                row: Box::new(move |place| {
                    (place < ROWS / 2 || taken > replaced.get()).then(|| Row {
                        href: None,
                        key: place.to_string(),
                        cells: vec![Cell::Text(format!("={place}"))],
                    })
                }),
                record: None,
            }
        }),
    }
}

fn dialog(seen: &Seen) -> (Mounted<impl Mountable + use<>>, Replaced) {
    let saved = Rc::clone(&seen.saved);
    // No file is left behind by the tests.
    let click = Closure::<dyn FnMut()>::new(move || saved.set(saved.get() + 1));
    let prototype = js_sys::Reflect::get(
        &js_sys::Reflect::get(&window(), &"HTMLAnchorElement".into()).expect("a class"),
        &"prototype".into(),
    );
    let click = Replaced::new(prototype.expect("a prototype"), "click", click);
    let (source, closed) = (source(seen.clone()), Rc::clone(&seen.closed));
    let closed = StoredValue::new_local(closed);
    let dialog = mounted(move || {
        let on_close = Callback::new(move |()| closed.with_value(|closed| closed.set(true)));
        view! { <Export source on_close /> }
    });
    (dialog, click)
}

fn save(dialog: &Mounted<impl Mountable>) {
    let button: HtmlElement = dialog.find("[type=submit]").expect("a button");
    button.click();
}

#[wasm_bindgen_test]
async fn the_first_rows_are_shown_defused() {
    let seen = Seen::default();
    let (dialog, _click) = dialog(&seen);
    let preview: HtmlElement = dialog.find("pre").expect("a preview");
    assert_eq!(
        preview.text_content().as_deref(),
        Some("Name\r\n'=0\r\n'=1\r\n'=2\r\n")
    );
    assert!(dialog.words().contains("All 100 users that match"));
}

#[wasm_bindgen_test]
async fn records_that_are_replaced_meanwhile_are_taken_anew() {
    let seen = Seen::default();
    let (dialog, _click) = dialog(&seen);
    let before = seen.taken.get();
    seen.replaced.set(before + 2);
    save(&dialog);
    until("the file was saved", || seen.closed.get()).await;
    assert_eq!((seen.taken.get() - before, seen.saved.get()), (3, 1));
}

#[wasm_bindgen_test]
async fn a_list_that_does_not_rest_is_not_saved() {
    let seen = Seen::default();
    let (dialog, _click) = dialog(&seen);
    seen.replaced.set(u32::MAX);
    save(&dialog);
    until("it is said", || {
        dialog.words().contains("nothing was saved")
    })
    .await;
    assert_eq!((seen.closed.get(), seen.saved.get()), (false, 0));

    seen.replaced.set(0);
    save(&dialog);
    until("the file was saved", || seen.closed.get()).await;
    assert_eq!(seen.saved.get(), 1);
}
