//! The question of a plan that depends on the moment: it waits while one counts, says what it saw, and takes no
//! yes before.

use gatehouse::api::error::Kind;
use gatehouse::data::changes::watch::{Answer, FileKind, Looked};
use gatehouse::layout::announcer::Announcer;
use gatehouse::layout::changes::ChangesView;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, EventInit, HtmlButtonElement, HtmlElement, HtmlInputElement};

use super::changes::Office;
use super::changes_watch::{Fake, sight, watched};
use super::support::{failure, keep, settle};

/// The question on the page; ends with it.
struct Bench {
    _mounted: Box<dyn std::any::Any>,
    place: HtmlElement,
    office: Office,
    watch: Fake,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Asked, with a watch that says `looked`.
async fn bench(looked: Looked) -> Bench {
    let office = Office::new();
    let place: HtmlElement = document()
        .create_element("div")
        .expect("a place")
        .unchecked_into();
    let body = document().body().expect("a body");
    body.append_child(&place).expect("in it");
    let mounted = office.bench.owner.with(|| {
        provide_context(office.changes);
        Announcer::provide();
        keep(mount_to(place.clone(), || view! { <ChangesView /> }))
    });
    let watch = Fake::new([]);
    watch.0.looked.set(looked);
    let plan = watched(&office, &[7], &watch);
    office.changes.propose(&office.bench.client, plan);
    settle().await;
    Bench {
        _mounted: mounted,
        place,
        office,
        watch,
    }
}

impl Bench {
    fn one(&self, selector: &str) -> Element {
        let found = self.place.query_selector(selector).expect("a selector");
        found.expect(selector)
    }

    fn button(&self, words: &str) -> HtmlButtonElement {
        let all = self.place.query_selector_all("button").expect("a selector");
        let all = (0..all.length()).filter_map(|at| all.item(at));
        let mut all = all.map(JsCast::unchecked_into::<HtmlButtonElement>);
        let is = |button: &HtmlButtonElement| button.text_content().as_deref() == Some(words);
        all.find(is).expect(words)
    }

    fn hint(&self) -> String {
        self.one("#confirm-hint").text_content().unwrap_or_default()
    }

    async fn fill(&self, label: &str, text: &str) {
        let labels = self.place.query_selector_all("label").expect("a selector");
        let labels = (0..labels.length()).filter_map(|at| labels.item(at));
        let label = labels
            .map(JsCast::unchecked_into::<Element>)
            .find(|one| one.text_content().unwrap_or_default().contains(label));
        let field = label.expect("a label").query_selector("input");
        let field: HtmlInputElement = field
            .expect("a selector")
            .expect("a field")
            .unchecked_into();
        field.set_value(text);
        let init = EventInit::new();
        init.set_bubbles(true);
        let event = Event::new_with_event_init_dict("input", &init).expect("an event");
        field.dispatch_event(&event).expect("sent");
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn while_it_counts_the_button_waits_and_says_so() {
    let bench = bench(Looked::Looking(vec![sight(3)])).await;
    assert!(bench.button("Delete").disabled());
    assert_eq!(bench.hint(), "Counting what is there now…");
    let status = bench.one("[role=status]").text_content();
    assert_eq!(
        status.as_deref(),
        Some("As the list was read. Counting what is there now…")
    );
    assert_eq!(
        bench.one(".sight-head .figures").text_content().as_deref(),
        Some("3 jobs")
    );
    let mut seen = sight(5);
    seen.news = vec!["2 jobs arrived since the list was read.".to_owned()];
    bench.watch.0.looked.set(Looked::Seen(vec![seen]));
    settle().await;
    assert!(!bench.button("Delete 5 jobs").disabled());
    let status = bench.one("[role=status]").text_content();
    assert_eq!(
        status.as_deref(),
        Some("Counted just now: 5 jobs. 2 jobs arrived since the list was read.")
    );
    assert!(bench.hint().starts_with("Nothing is sent for 8 seconds"));
    let focused = document()
        .active_element()
        .and_then(|element| element.text_content());
    assert_eq!(
        focused.as_deref(),
        Some("Cancel"),
        "the focus stays where it was"
    );
}

#[wasm_bindgen_test]
async fn what_cannot_be_counted_cannot_be_confirmed_and_can_be_counted_again() {
    let failed = Looked::Failed(Box::new(failure(Kind::Offline)));
    for looked in [failed, Looked::NotSure] {
        let bench = bench(looked).await;
        assert!(bench.button("Delete").disabled());
        assert_eq!(
            bench.hint(),
            "It could not be counted, so nothing can be sent."
        );
        assert_eq!(bench.watch.0.looks.get(), 1);
        bench.button("Count again").click();
        assert_eq!(bench.watch.0.looks.get(), 2);
        bench.office.bench.network.has_sent(0);
    }
}

#[wasm_bindgen_test]
async fn nothing_that_is_left_is_nothing_to_confirm() {
    let bench = bench(Looked::Seen(vec![sight(0)])).await;
    assert!(bench.button("Delete 0 jobs").disabled());
    assert_eq!(bench.hint(), "Nothing of it is there any more.");
}

#[wasm_bindgen_test]
async fn the_number_to_type_is_that_of_the_last_count() {
    let bench = bench(Looked::Seen(vec![sight(5)])).await;
    bench.watch.0.typed.set(Some("5".to_owned()));
    settle().await;
    assert_eq!(bench.hint(), "Type “5” to go on.");
    bench.fill("to confirm", "5").await;
    assert!(!bench.button("Delete 5 jobs").disabled());
    bench.watch.0.typed.set(Some("6".to_owned()));
    settle().await;
    assert!(bench.button("Delete 5 jobs").disabled());
    assert_eq!(bench.hint(), "Type “6” to go on.");
}

#[wasm_bindgen_test]
async fn what_may_go_along_is_a_whole_number_and_the_file_is_on_unless_unticked() {
    let bench = bench(Looked::Seen(vec![sight(5)])).await;
    bench.fill("How many more?", "lots").await;
    assert!(bench.button("Delete 5 jobs").disabled());
    assert_eq!(bench.hint(), "“At most” wants a whole number.");
    bench.fill("How many more?", " 12 ").await;
    bench.button("Delete 5 jobs").click();
    settle().await;
    let expected = Answer {
        file: Some(FileKind::Json),
        more: 12,
    };
    assert_eq!(bench.watch.0.answer.get(), Some(expected));
    assert!(bench.office.changes.asked().is_none());
    bench.office.bench.network.has_sent(0);
}
