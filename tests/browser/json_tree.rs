//! The JSON tree, what differs and what is brought together, in a page.

use gatehouse::analysis::json::{Doc, Pick, merge};
use gatehouse::ui::json::diff::DiffView;
use gatehouse::ui::json::merge::MergeView;
use gatehouse::ui::json::tree::JsonTree;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit};

use super::support::{keep, owner, settle, until};

struct Bench {
    _mounted: Box<dyn std::any::Any>,
    _owner: Owner,
    place: HtmlElement,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.place.remove();
    }
}

async fn bench(draw: impl FnOnce() -> AnyView + 'static) -> Bench {
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
    let mounted = owner.with(|| keep(mount_to(place.clone(), draw)));
    settle().await;
    Bench {
        _mounted: mounted,
        _owner: owner,
        place,
    }
}

impl Bench {
    fn one(&self, selector: &str) -> HtmlElement {
        let found = self.place.query_selector(selector).expect("a selector");
        found.expect(selector).unchecked_into()
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let all = self.place.query_selector_all(selector).expect("a selector");
        let all = (0..all.length()).filter_map(|at| all.item(at));
        all.map(|one| one.text_content().unwrap_or_default())
            .collect()
    }

    /// The words of the row that is looked at.
    fn now(&self) -> String {
        let tree = self.one("[role=tree]");
        let id = tree.get_attribute("aria-activedescendant").expect("a row");
        let row = document().get_element_by_id(&id).expect("in the document");
        row.text_content().unwrap_or_default()
    }

    async fn press(&self, keys: &[&str]) {
        for key in keys {
            let init = KeyboardEventInit::new();
            init.set_key(key);
            init.set_bubbles(true);
            init.set_cancelable(true);
            let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
            self.one("[role=tree]")
                .dispatch_event(&event.expect("an event"))
                .expect("sent");
            settle().await;
        }
    }

    fn button(&self, words: &str) -> HtmlElement {
        let all = self.place.query_selector_all("button").expect("a selector");
        let all = (0..all.length()).filter_map(|at| all.item(at));
        let mut buttons = all.map(JsCast::unchecked_into::<HtmlElement>);
        buttons
            .find(|button| button.text_content().as_deref() == Some(words))
            .expect(words)
    }
}

fn tree(json: &str) -> impl FnOnce() -> AnyView + 'static {
    let json = json.to_owned();
    move || view! { <JsonTree json label="Options" root="options" /> }.into_any()
}

#[wasm_bindgen_test]
async fn a_tree_is_walked_by_arrows() {
    let bench = bench(tree(r#"{"a":{"X-A":[1,"\u202e"]},"c":null}"#)).await;
    until("rows", || bench.texts("[role=treeitem]").len() == 6).await;
    assert_eq!(bench.now(), "▾{ } 2 keys");
    bench
        .press(&["ArrowDown", "ArrowRight", "ArrowRight"])
        .await;
    assert_eq!(bench.now(), "0: 1");
    assert_eq!(bench.texts(".json-at code"), [r#"options.a["X-A"][0]"#]);
    bench.press(&["ArrowLeft", "ArrowLeft"]).await;
    assert_eq!(bench.now(), "▸X-A: [ ] 2 elements");
    let row = bench.one(".json-row.now");
    for (name, value) in [
        ("aria-level", "3"),
        ("aria-expanded", "false"),
        ("aria-setsize", "1"),
    ] {
        assert_eq!(row.get_attribute(name).as_deref(), Some(value), "{name}");
    }
    bench.press(&["End"]).await;
    assert_eq!(bench.now(), "c: null");
    bench.press(&["Home", "Enter"]).await;
    assert_eq!(bench.texts("[role=treeitem]").len(), 1);
}

#[wasm_bindgen_test]
async fn what_nobody_sees_is_shown_and_what_is_long_is_cut() {
    let long = "x".repeat(500);
    let bench = bench(tree(&format!("[\"a\u{202e}b\",\"{long}\"]"))).await;
    assert_eq!(bench.texts(".json-row .json-text")[0], "\"a\\u202eb\"");
    assert_eq!(bench.texts(".json-row .json-text")[1].chars().count(), 161);
    bench.press(&["End"]).await;
    assert_eq!(bench.texts("pre"), [long]);
}

#[wasm_bindgen_test]
async fn a_huge_value_has_few_rows_in_the_document() {
    let items: Vec<String> = (0..50_000).map(|at| at.to_string()).collect();
    let bench = bench(tree(&format!("[{}]", items.join(",")))).await;
    // Without a style sheet the box is as high as its rows, and still not all of them are made.
    let rows = bench.one("[role=tree]");
    assert!(bench.texts("[role=treeitem]").len() < 400);
    for (name, value) in [("height", "240px"), ("overflow", "auto")] {
        HtmlElement::style(&rows)
            .set_property(name, value)
            .expect("a style");
    }
    until("the box is low", || {
        bench.texts("[role=treeitem]").len() < 60
    })
    .await;
    bench.press(&["End", "Home", "End"]).await;
    assert_eq!(bench.now(), "49999: 49999");
    assert!(bench.texts("[role=treeitem]").len() < 60);
}

#[wasm_bindgen_test]
async fn no_json_is_shown_as_it_is() {
    let bench = bench(tree("{\"a\": tru}")).await;
    assert!(bench.texts("p")[0].contains("Line 1, column 7"));
    assert_eq!(bench.texts("pre"), ["{\"a\": tru}"]);
}

fn compared(before: &str, after: &str) -> impl FnOnce() -> AnyView + 'static {
    let (before, after) = (before.to_owned(), after.to_owned());
    move || {
        view! { <DiffView before after before_name="Old".to_owned() after_name="New".to_owned() root="options" /> }
            .into_any()
    }
}

#[wasm_bindgen_test]
async fn what_differs_is_named_in_words() {
    let bench = bench(compared(
        r#"{"a":1,"b":1.0,"c":[1,2]}"#,
        r#"{"a":2,"b":1.00,"d":null,"c":[1,2]}"#,
    ))
    .await;
    until("differences", || bench.texts(".json-change").len() == 3).await;
    let heads = bench.texts(".json-change p");
    assert_eq!(
        heads,
        [
            "~ Changed options.a",
            "~ Written differently options.b",
            "+ Added options.d"
        ]
    );
    assert_eq!(
        bench.texts(".json-change pre")[..2],
        ["− Before: 1", "+ After: 2"]
    );
    bench.button("Line by line").click();
    until("lines", || bench.texts(".json-lines-diff li").len() > 4).await;
    assert!(
        bench
            .texts(".json-lines-diff .json-was")
            .concat()
            .contains("\"a\": 1,")
    );
}

#[wasm_bindgen_test]
async fn what_is_no_json_is_compared_line_by_line() {
    let bench = bench(compared("a\nb", "a\nc")).await;
    until("lines", || bench.texts(".json-lines-diff li").len() == 3).await;
    assert!(bench.texts(".json-diff-head")[0].contains("no JSON"));
    drop(bench);
    let same = crate::json_tree::bench(compared("{\"a\":1}", "{ \"a\": 1 }")).await;
    assert_eq!(same.texts("p"), ["Nothing differs."]);
}

#[wasm_bindgen_test]
async fn each_conflict_is_picked_and_the_result_follows() {
    let read = |text: &str| Doc::read(text).expect("JSON");
    let merged = merge(
        &read(r#"{"a":1,"b":1,"c":1}"#),
        &read(r#"{"a":2,"b":2,"c":1}"#),
        &read(r#"{"a":3,"c":9}"#),
    );
    let picks = ArcRwSignal::new(vec![None; merged.conflicts().len()]);
    let shown = picks.clone();
    let bench = bench(move || {
        let picks = RwSignal::from(shown);
        view! { <MergeView merge=merged picks root="options" /> }.into_any()
    })
    .await;
    assert_eq!(bench.texts("legend"), ["options.a", "options.b"]);
    assert_eq!(
        bench.texts("[role=status]"),
        ["2 conflicts are left to pick."]
    );
    let radios = bench
        .place
        .query_selector_all("input[type=radio]")
        .expect("a selector");
    assert_eq!(radios.length(), 6);
    let theirs: HtmlElement = radios.item(1).expect("theirs of a").unchecked_into();
    theirs.click();
    settle().await;
    assert_eq!(picks.get_untracked(), [Some(Pick::Theirs), None]);
    bench.button("Show the result").click();
    settle().await;
    assert_eq!(
        bench.texts("pre.json-whole"),
        ["{\n  \"a\": 3,\n  \"b\": 2,\n  \"c\": 9\n}"]
    );
    bench.button("Take all theirs").click();
    settle().await;
    assert_eq!(bench.texts("[role=status]"), ["All is picked."]);
    assert_eq!(
        bench.texts("pre.json-whole"),
        ["{\n  \"a\": 3,\n  \"c\": 9\n}"]
    );
}
