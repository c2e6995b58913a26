//! The filter box in a page: what the keys do, and what a screen reader is told.

use std::rc::Rc;

use gatehouse::analysis::filter::complete::{Suggestion, Suggestions};
use gatehouse::ui::filter_box::FilterBox;
use gatehouse::ui::filter_combo::complete;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit,
};

use super::support::{keep, owner, painted, settle};

/// A box on the page; ends with it.
struct Bench {
    _mounted: Box<dyn std::any::Any>,
    _owner: Owner,
    place: HtmlElement,
    text: RwSignal<String>,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Offers names of qualifiers for what stands before the caret, and values behind a colon.
fn offer(text: &str, caret: usize) -> Suggestions {
    let from = text[..caret].rfind([' ', ':']).map_or(0, |at| at + 1);
    let known: &[&str] = if text[..from].ends_with(':') {
        &["owner", "member"]
    } else {
        &["role:", "status:"]
    };
    let fitting = known
        .iter()
        .filter(|one| one.starts_with(&text[from..caret]));
    Suggestions {
        at: from..caret,
        items: fitting
            .map(|one| Suggestion {
                insert: (*one).to_owned(),
                means: "meaning".to_owned(),
                count: Some(1_234),
            })
            .collect(),
    }
}

async fn bench() -> Bench {
    let owner = owner();
    let place: HtmlElement = document()
        .create_element("div")
        .expect("a place")
        .unchecked_into();
    document()
        .body()
        .expect("a body")
        .append_child(&place)
        .expect("in it");
    let (text, mounted) = owner.with(|| {
        let text = RwSignal::new(String::new());
        let mounted = keep(mount_to(place.clone(), move || {
            let filter = FilterBox::new(
                Callback::new(move |new| text.set(new)),
                Callback::new(|()| ()),
            );
            complete(filter, Rc::new(offer));
            let help = Callback::new(|()| ());
            filter.view("Filter rows", "Filter rows", text.into(), help)
        }));
        (text, mounted)
    });
    settle().await;
    Bench {
        _mounted: mounted,
        _owner: owner,
        place,
        text,
    }
}

fn bubbling() -> EventInit {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init
}

impl Bench {
    fn one(&self, selector: &str) -> Element {
        let found = self.place.query_selector(selector).expect("a selector");
        found.expect(selector)
    }

    fn input(&self) -> HtmlInputElement {
        self.one("[role=combobox]").unchecked_into()
    }

    /// Types a text with the caret at its end.
    async fn write(&self, text: &str) {
        self.input().focus().expect("focus");
        self.input().set_value(text);
        let event = Event::new_with_event_init_dict("input", &bubbling()).expect("an event");
        self.input().dispatch_event(&event).expect("sent");
        // What completes it comes after what was asked for is painted.
        painted().await;
        settle().await;
    }

    /// Presses a key, and says whether the box took it.
    async fn press(&self, key: &str) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
        let free = self.input().dispatch_event(&event.expect("an event"));
        settle().await;
        !free.expect("sent")
    }

    /// The options, the active one in brackets.
    fn options(&self) -> String {
        let options = self.place.query_selector_all("[role=option]");
        let options = options.expect("a selector");
        let active = self.input().get_attribute("aria-activedescendant");
        let shown = (0..options.length()).map(|at| {
            let option: Element = options.item(at).expect("one").unchecked_into();
            let is = option.get_attribute("aria-selected").as_deref() == Some("true");
            assert_eq!(
                is,
                active.as_deref() == Some(&option.id()),
                "both tell the same"
            );
            let word = option.first_element_child().expect("what is written");
            let word = word.text_content().unwrap_or_default();
            if is { format!("[{word}]") } else { word }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    fn expanded(&self) -> bool {
        let hidden = self.one("[role=listbox]").has_attribute("hidden");
        let told = self.input().get_attribute("aria-expanded");
        assert_eq!(
            told.as_deref(),
            Some(if hidden { "false" } else { "true" }),
            "both tell the same"
        );
        !hidden
    }
}

#[wasm_bindgen_test]
async fn nothing_is_chosen_until_an_arrow_chooses_it() {
    let bench = bench().await;
    assert!(!bench.expanded());
    bench.write("ro").await;
    assert!(bench.expanded());
    assert_eq!(bench.options(), "role:");
    assert!(bench.press("Enter").await, "Enter only closes the list");
    assert!(!bench.expanded());
    assert_eq!(bench.text.get_untracked(), "ro");

    bench.write("").await;
    assert!(!bench.press("Tab").await, "Tab is free to leave");
}

#[wasm_bindgen_test]
async fn between_words_typing_opens_nothing() {
    let bench = bench().await;
    bench.write("ro").await;
    bench.write("").await;
    assert!(!bench.expanded());
    bench.write("x ").await;
    assert!(!bench.expanded());
    bench.press("ArrowDown").await;
    assert_eq!(bench.options(), "[role:] status:");
}

#[wasm_bindgen_test]
async fn arrows_go_round_and_enter_takes() {
    let bench = bench().await;
    assert!(bench.press("ArrowDown").await);
    assert_eq!(bench.options(), "[role:] status:");
    bench.press("ArrowUp").await;
    assert_eq!(bench.options(), "role: [status:]");
    bench.press("ArrowDown").await;
    assert_eq!(bench.options(), "[role:] status:");
    assert!(bench.press("Enter").await);
    assert_eq!(bench.text.get_untracked(), "role:");
    assert_eq!(
        bench.options(),
        "owner member",
        "a name asks for its value at once"
    );
    bench.press("ArrowUp").await;
    assert!(bench.press("Tab").await, "Tab takes what is chosen");
    assert_eq!(bench.input().value(), "role:member");
    assert_eq!(bench.text.get_untracked(), "role:member");
    assert!(!bench.expanded());
}

#[wasm_bindgen_test]
async fn only_what_stands_at_the_caret_is_replaced() {
    let bench = bench().await;
    bench.write("é st x").await;
    bench.input().set_selection_range(4, 4).expect("a caret");
    bench.press("ArrowDown").await;
    bench.press("Enter").await;
    assert_eq!(bench.text.get_untracked(), "é status: x");
    let caret = bench.input().selection_start().expect("a caret");
    assert_eq!(caret, Some(9), "behind what was written");
}

#[wasm_bindgen_test]
async fn escape_closes_first_and_clears_then() {
    let bench = bench().await;
    bench.write("ro").await;
    assert!(bench.press("Escape").await);
    assert!(!bench.expanded());
    assert_eq!(bench.text.get_untracked(), "ro");
    assert!(bench.press("Escape").await);
    assert_eq!(bench.text.get_untracked(), "");
    settle().await;
    assert!(
        !bench.press("Escape").await,
        "an empty box leaves it to what lies around it"
    );
}

#[wasm_bindgen_test]
async fn the_pointer_takes_without_taking_the_focus() {
    let bench = bench().await;
    bench.write("s").await;
    let option: HtmlElement = bench.one("[role=option]").unchecked_into();
    assert_eq!(
        option.text_content().as_deref(),
        Some("status: meaning 1,234")
    );
    let down = Event::new_with_event_init_dict("mousedown", &bubbling()).expect("an event");
    let free = option.dispatch_event(&down).expect("sent");
    assert!(!free, "the focus stays in the box");
    option.click();
    settle().await;
    assert_eq!(bench.text.get_untracked(), "status:");
}
