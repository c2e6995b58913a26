//! The JSON editor in a page: what is painted, said, written and taken back.

use gatehouse::ui::json::editor::{Editor, JsonEditor};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent,
    KeyboardEventInit,
};

use super::support::{keep, owner, painted, settle, until};

struct Bench {
    _mounted: Box<dyn std::any::Any>,
    _owner: Owner,
    place: HtmlElement,
    editor: Editor,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.place.remove();
    }
}

const KEYS: &[(&str, &str)] = &[("url", "Where"), ("user_agent", "Who"), ("method", "How")];

async fn bench(text: &str) -> Bench {
    let owner = owner();
    let place: HtmlElement = document()
        .create_element("div")
        .expect("a place")
        .unchecked_into();
    let body = document().body().expect("a body");
    body.append_child(&place).expect("in it");
    let (editor, mounted) = owner.with(|| {
        let editor = Editor::new(text);
        let keys = Signal::derive(|| -> &'static [(&'static str, &'static str)] { KEYS });
        let draw = move || view! { <JsonEditor editor id="options" label="Options" keys /> };
        (editor, keep(mount_to(place.clone(), draw)))
    });
    let bench = Bench {
        _mounted: mounted,
        _owner: owner,
        place,
        editor,
    };
    // There is no style sheet here: lines are as high as the probe.
    until("lines are painted", || {
        bench.count(".json-line span") > 0 || text.is_empty()
    })
    .await;
    bench
}

impl Bench {
    fn one(&self, selector: &str) -> HtmlElement {
        let found = self.place.query_selector(selector).expect("a selector");
        found.expect(selector).unchecked_into()
    }

    fn count(&self, selector: &str) -> u32 {
        self.place
            .query_selector_all(selector)
            .expect("a selector")
            .length()
    }

    fn words(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap_or_default()
    }

    fn area(&self) -> HtmlTextAreaElement {
        self.one("textarea").unchecked_into()
    }

    fn button(&self, words: &str) -> HtmlElement {
        let all = self.place.query_selector_all("button").expect("a selector");
        let all = (0..all.length()).filter_map(|at| all.item(at));
        let mut buttons = all.map(JsCast::unchecked_into::<HtmlElement>);
        buttons
            .find(|button| button.text_content().as_deref() == Some(words))
            .expect(words)
    }

    fn caret(&self, text: &str) {
        let area = self.area();
        area.focus().expect("focus");
        let at = area.value().find(text).expect(text) + text.len();
        let at = u32::try_from(at).expect("short");
        area.set_selection_range(at, at).expect("a caret");
    }

    /// Types as a person does, into the field's own history.
    async fn write(&self, text: &str) {
        let document: web_sys::Document = document();
        let run = js_sys::Reflect::get(&document, &"execCommand".into()).expect("a function");
        let run: js_sys::Function = run.unchecked_into();
        run.call3(&document, &"insertText".into(), &false.into(), &text.into())
            .expect("typed");
        self.over().await;
    }

    /// Takes the last change back.
    async fn undo(&self) {
        let document: web_sys::Document = document();
        let run = js_sys::Reflect::get(&document, &"execCommand".into()).expect("a function");
        let run: js_sys::Function = run.unchecked_into();
        run.call1(&document, &"undo".into()).expect("undone");
        self.over().await;
    }

    async fn over(&self) {
        painted().await;
        settle().await;
        painted().await;
        settle().await;
    }

    /// Presses a key where the focus is, and says whether it was taken.
    async fn press(&self, key: &str, control: bool, shift: bool) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_ctrl_key(control);
        init.set_shift_key(shift);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event =
            KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
        let active = document().active_element().expect("a focus");
        let taken = !active.dispatch_event(&event).expect("sent");
        self.over().await;
        taken
    }
}

#[wasm_bindgen_test]
async fn lines_are_painted_in_colours_and_the_field_keeps_the_text() {
    let bench = bench("{\n  \"a\": [1, null, \"x\"]\n}").await;
    assert_eq!(bench.area().value(), "{\n  \"a\": [1, null, \"x\"]\n}");
    assert_eq!(bench.words(".json-line .json-key"), "\"a\"");
    assert_eq!(bench.words(".json-digits"), "1");
    assert_eq!(bench.words("#options-said"), "Valid JSON, 3 lines.");
    assert!(!bench.area().has_attribute("aria-invalid"));
    let label = bench.one("label");
    assert_eq!(label.get_attribute("for").as_deref(), Some("options"));
    // Half a surrogate pair and a long text are no trap.
    bench
        .editor
        .set(&["[\"\\ud83d\", \"😀\", \"", &"x".repeat(5_000), "\"]"].concat());
    bench.over().await;
    assert!(bench.one(".json-page").has_attribute("data-bare"));
    assert_eq!(bench.words("#options-said"), "Valid JSON, 1 line.");
    // Of a long line of plain letters only the part in view is painted.
    let long = ["{\"a\":\"", &"x".repeat(50_000), "\"}"].concat();
    bench.editor.set(&long);
    bench.over().await;
    assert!(!bench.one(".json-page").has_attribute("data-bare"));
    assert_eq!(bench.words(".json-line .json-key"), "\"a\"");
    let painted = bench.words(".json-line .json-text").len();
    assert!((100..5_000).contains(&painted), "{painted}");
    bench.area().set_scroll_left(200_000);
    bench.over().await;
    let line = bench.words(".json-line");
    assert!(
        line.len() > 20_000 && long.starts_with(&line),
        "{}",
        line.len()
    );
    assert_eq!(bench.count(".json-line .json-key"), 0);
    bench
        .editor
        .set(&["[\"", &"x".repeat(200_000), "\"]"].concat());
    bench.over().await;
    assert!(bench.one(".json-page").has_attribute("data-bare"));
    // Nothing is no mistake.
    bench.editor.set(" \n");
    bench.over().await;
    assert_eq!(bench.words("#options-said"), "Nothing is written here.");
    assert!(!bench.area().has_attribute("aria-invalid"));
    assert_eq!(bench.count(".json-wrong"), 0);
}

#[wasm_bindgen_test]
async fn a_mistake_is_told_with_its_place_and_gone_to() {
    let bench = bench("{\n  \"é\": 1\n  \"b\": 2\n}").await;
    let said = "Line 3, column 3: Expected a comma or the end of the object.";
    assert_eq!(bench.words("#options-said"), said);
    assert_eq!(
        bench.area().get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    let notes = bench
        .area()
        .get_attribute("aria-describedby")
        .unwrap_or_default();
    assert!(notes.contains("options-said") && notes.contains("options-help"));
    assert_eq!(bench.words(".json-number.json-wrong"), "3");
    bench.button("Go there").click();
    bench.over().await;
    assert_eq!(bench.area().selection_start().expect("a caret"), Some(13));
    bench.caret("1");
    bench.write(",").await;
    assert!(
        bench.editor.verdict().get_untracked().is_none(),
        "nobody has looked yet"
    );
    assert_eq!(bench.editor.check_now(), Ok(()));
    settle().await;
    assert_eq!(bench.words("#options-said"), "Valid JSON, 4 lines.");
    assert_eq!(bench.count(".json-wrong"), 0);
    assert!(bench.press("F8", false, false).await);
}

#[wasm_bindgen_test]
async fn laying_out_is_taken_back_by_the_fields_own_history() {
    let before = "{\"b\":1.50,\"a\":{\"d\":1e400,\"c\":[]}}";
    let bench = bench(before).await;
    let changed = bench.editor.changed().get_untracked();
    bench.button("Format").click();
    bench.over().await;
    assert_eq!(
        bench.editor.text(),
        "{\n  \"b\": 1.50,\n  \"a\": {\n    \"d\": 1e400,\n    \"c\": []\n  }\n}"
    );
    assert!(bench.editor.changed().get_untracked() > changed);
    bench.button("Sort keys").click();
    bench.over().await;
    assert_eq!(
        bench.editor.text(),
        "{\n  \"a\": {\n    \"c\": [],\n    \"d\": 1e400\n  },\n  \"b\": 1.50\n}"
    );
    bench.area().focus().expect("focus");
    bench.undo().await;
    bench.undo().await;
    assert_eq!(bench.editor.text(), before);
    assert_eq!(bench.area().value(), before);
}

#[wasm_bindgen_test]
async fn enter_goes_further_in_and_tab_can_be_left() {
    let bench = bench("{\n  \"a\": {}\n}").await;
    bench.caret("{\n  \"a\": {");
    assert!(bench.press("Enter", false, false).await);
    assert_eq!(bench.editor.text(), "{\n  \"a\": {\n    \n  }\n}");
    assert_eq!(bench.area().selection_start().expect("a caret"), Some(15));
    assert!(bench.press("Tab", false, false).await);
    assert_eq!(bench.editor.text(), "{\n  \"a\": {\n      \n  }\n}");
    assert!(bench.press("Tab", false, true).await);
    assert_eq!(bench.editor.text(), "{\n  \"a\": {\n    \n  }\n}");
    // Escape, then Tab leaves in any case; and only then.
    assert!(!bench.press("Escape", false, false).await);
    assert!(!bench.press("Tab", false, false).await);
    assert!(bench.press("Tab", false, false).await);
    // Ctrl+M leaves for good, and back.
    assert!(bench.press("m", true, false).await);
    assert_eq!(
        bench
            .button("Tab moves focus")
            .get_attribute("aria-pressed")
            .as_deref(),
        Some("true")
    );
    assert!(!bench.press("Tab", false, false).await);
    assert!(bench.press("m", true, false).await);
    assert!(bench.press("Tab", false, false).await);
}

#[wasm_bindgen_test]
async fn a_known_key_is_completed_and_enter_is_not_stolen() {
    let bench = bench("{\n  \n}").await;
    bench.caret("{\n  ");
    bench.write("\"u").await;
    until("keys are offered", || bench.count("[role=option]") == 2).await;
    let area = bench.area();
    assert_eq!(
        area.get_attribute("aria-controls").as_deref(),
        Some("options-keys")
    );
    assert!(
        !area.has_attribute("aria-activedescendant"),
        "nothing is chosen by itself"
    );
    assert!(bench.press("ArrowDown", false, false).await);
    assert!(bench.press("ArrowDown", false, false).await);
    assert_eq!(
        area.get_attribute("aria-activedescendant").as_deref(),
        Some("options-keys-1")
    );
    assert!(bench.press("Enter", false, false).await);
    assert_eq!(bench.editor.text(), "{\n  \"user_agent\": \n}");
    assert!(bench.one("[role=listbox]").has_attribute("hidden"));
    // What is there already is not offered; without a choice Enter is a new line.
    bench.write("1,\n  \"u").await;
    until("one key is offered", || bench.count("[role=option]") == 1).await;
    assert!(bench.press("Enter", false, false).await);
    assert!(bench.editor.text().ends_with("\"u\n  \n}"));
    assert!(bench.one("[role=listbox]").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn words_are_found_counted_and_shown() {
    let bench = bench("{\n  \"Url\": \"url\",\n  \"x\": 1\n}").await;
    bench.area().focus().expect("focus");
    bench.area().set_selection_range(0, 0).expect("a caret");
    assert!(bench.press("f", true, false).await);
    let input: HtmlInputElement = bench.one(".json-find input").unchecked_into();
    assert!(
        document()
            .active_element()
            .expect("a focus")
            .is_same_node(Some(&input))
    );
    input.set_value("URL");
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = Event::new_with_event_init_dict("input", &init).expect("an event");
    // What follows a change of the text keeps the focus where it is.
    input.dispatch_event(&event).expect("sent");
    bench.over().await;
    assert_eq!(bench.words(".json-count"), "1 of 2");
    assert_eq!(bench.count("[data-found]"), 2);
    assert_eq!(bench.words("[data-found=now]"), "Url");
    bench.one(".json-find input").focus().expect("focus");
    assert!(bench.press("Enter", false, false).await);
    assert_eq!(bench.words(".json-count"), "2 of 2");
    assert!(bench.press("Escape", false, false).await);
    assert_eq!(bench.count(".json-find"), 0);
    assert_eq!(bench.count("[data-found]"), 0);
    let area = bench.area();
    let part = (
        area.selection_start().expect("one"),
        area.selection_end().expect("one"),
    );
    assert_eq!(part, (Some(12), Some(15)));
}

#[wasm_bindgen_test]
async fn warnings_lead_to_their_line() {
    let bench = bench("{\n  \"a\": 1,\n  \"n\": 9007199254740993,\n  \"a\": 2\n}").await;
    until("warnings", || bench.count(".json-warned li") == 2).await;
    assert_eq!(bench.words(".json-warned p"), "2 warnings");
    bench.button("Line 4").click();
    bench.over().await;
    let area = bench.area();
    assert!(
        document()
            .active_element()
            .expect("a focus")
            .is_same_node(Some(&area))
    );
    assert_eq!(area.selection_start().expect("a caret"), Some(39));
}

#[wasm_bindgen_test]
async fn what_is_too_large_for_the_fields_history_is_taken_back_as_well() {
    let items: Vec<String> = (0..8_000).map(|at| at.to_string()).collect();
    let before = ["[", &items.join(",\n"), "]"].concat();
    let bench = bench(&before).await;
    bench.button("Format").click();
    bench.over().await;
    let after = bench.editor.text();
    assert!(after.starts_with("[\n  0,\n  1,") && bench.area().value() == after);
    bench.area().focus().expect("focus");
    assert!(bench.press("z", true, false).await);
    assert!(bench.editor.text() == before && bench.area().value() == before);
    assert!(bench.press("z", true, true).await);
    assert!(bench.area().value() == after);
    // Any other text is the field's own.
    bench.caret("[");
    bench.write("7,").await;
    assert!(!bench.press("z", true, false).await);
}

#[wasm_bindgen_test]
async fn a_long_text_has_few_lines_in_the_document() {
    let items: Vec<String> = (0..20_000).map(|at| at.to_string()).collect();
    let bench = bench(&["[\n", &items.join(",\n"), "\n]"].concat()).await;
    assert!(bench.count(".json-line") < 200);
    assert_eq!(bench.words("#options-said"), "Valid JSON, 20,002 lines.");
}
