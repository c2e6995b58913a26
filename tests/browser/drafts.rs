//! The keeper of drafts in a page: what is written when, what is put back, and when it goes.

use gatehouse::state::drafts::{self, Draft, Kept, LARGEST, MOST, Typed};
use gatehouse::state::session::{Key, Session};
use gatehouse::state::storage::{DRAFTS, Store};
use gatehouse::ui::form::Fields;
use gatehouse::ui::form::draft::{Keeping, draft_view};
use gatehouse::wire::time::Timestamp;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement};

use super::clock::Clock;
use super::support::{owner, settle};

const AT: &str = "/tines/users/5";

/// A form with two fields on the page; ends with it.
struct Bench {
    mounted: Option<Box<dyn std::any::Any>>,
    _owner: Owner,
    clock: Clock,
    place: HtmlElement,
    fields: Fields,
    sending: RwSignal<bool>,
    session: Session,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.mounted.take();
        self.place.remove();
        Store::Session.clear_ours();
    }
}

/// Opens the form of a record that is `email`, `name` now.
async fn open(email: &str, name: &str) -> Bench {
    let (owner, clock) = (owner(), Clock::stopped());
    let place: HtmlElement = document()
        .create_element("div")
        .expect("a place")
        .unchecked_into();
    let body = document().body().expect("a body");
    body.append_child(&place).expect("in it");
    let (session, fields, sending, mounted) = owner.with(|| {
        let session = Session::provide();
        let fields = Fields::new([
            ("email", "E-mail", email.to_owned()),
            ("name", "Name", name.to_owned()),
        ]);
        let sending = RwSignal::new(false);
        let handle = mount_to(place.clone(), move || {
            provide_context(session);
            draft_view(Keeping {
                at: AT.to_owned(),
                fields,
                unsaved: Signal::derive(move || fields.is_changed()),
                sending: sending.into(),
                note: "",
                on_put: Callback::new(|()| {}),
            })
        });
        let mounted: Box<dyn std::any::Any> = Box::new(handle);
        (session, fields, sending, mounted)
    });
    settle().await;
    Bench {
        mounted: Some(mounted),
        _owner: owner,
        clock,
        place,
        fields,
        sending,
        session,
    }
}

impl Bench {
    async fn types(&self, field: usize, text: &str) {
        self.fields.at(field).value.set(text.to_owned());
        settle().await;
    }

    /// The page ends without anybody being asked: nothing of ours runs any more, and the store stays.
    async fn crash(mut self) {
        let stored = Store::Session.get(DRAFTS);
        self.mounted.take();
        settle().await;
        drop(self);
        if let Some(stored) = stored {
            assert!(Store::Session.set(DRAFTS, &stored));
        }
    }

    fn line(&self) -> String {
        self.place
            .query_selector("[role=status]")
            .expect("a selector")
            .and_then(|status| status.text_content())
            .unwrap_or_default()
    }

    fn button(&self) -> HtmlElement {
        let button = self.place.query_selector("button").expect("a selector");
        button.expect("a button").unchecked_into()
    }
}

/// Each field of the kept draft: what was there before, and what stands there.
fn kept() -> Vec<(String, String)> {
    drafts::find(AT)
        .map(|draft| draft.fields)
        .unwrap_or_default()
        .into_iter()
        .map(|typed| (typed.base, typed.value))
        .collect()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs
        .map(|(base, value)| (base.to_owned(), value.to_owned()))
        .to_vec()
}

#[wasm_bindgen_test]
async fn what_is_typed_is_kept_a_moment_later_and_put_back() {
    let form = open("a@x.org", "Ann").await;
    assert_eq!(form.line(), "");
    form.types(1, "Anna").await;
    assert_eq!(kept(), [], "not at every key");
    form.clock.pass(299).await;
    assert_eq!(kept(), []);
    form.types(1, "Anna L").await;
    form.clock.pass(1).await;
    let typed = pairs([("a@x.org", "a@x.org"), ("Ann", "Anna L")]);
    assert_eq!(kept(), typed, "steady typing does not put it off");
    form.crash().await;

    // Somebody else has changed the address meanwhile.
    let form = open("b@x.org", "Ann").await;
    assert_eq!(form.fields.values(), ["a@x.org", "Anna L"]);
    assert_eq!(form.fields.saved(), ["a@x.org", "Ann"], "the old base");
    let line = form.line();
    assert!(line.starts_with("Your unsaved changes of "), "{line}");
    assert!(line.contains("Something else was changed"), "{line}");
    assert!(!line.contains("being sent"), "{line}");
    let when = drafts::find(AT).map(|draft| draft.when);
    form.clock.pass(60_000).await;
    assert_eq!(
        drafts::find(AT).map(|draft| draft.when),
        when,
        "nothing was typed since"
    );
}

#[wasm_bindgen_test]
async fn the_end_of_the_page_does_not_wait() {
    let form = open("a@x.org", "Ann").await;
    for (name, text) in [("pagehide", "One"), ("visibilitychange", "Two")] {
        form.types(1, text).await;
        let event = Event::new(name).expect("an event");
        window().dispatch_event(&event).expect("told");
        assert_eq!(kept()[1].1, text, "{name}");
    }
}

#[wasm_bindgen_test]
async fn it_goes_when_nothing_is_unsaved_and_when_the_form_goes() {
    let mut form = open("a@x.org", "Ann").await;
    form.types(1, "Anna").await;
    form.clock.pass(300).await;
    assert_ne!(kept(), []);
    form.types(1, "Ann").await;
    assert_eq!(Store::Session.get(DRAFTS), None, "as it was");

    form.types(1, "Anna").await;
    form.clock.pass(300).await;
    form.fields.reset(vec!["a@x.org".into(), "Anna".into()]);
    settle().await;
    assert_eq!(Store::Session.get(DRAFTS), None, "saved");

    form.types(1, "Annabel").await;
    form.clock.pass(300).await;
    form.types(1, "Annabella").await;
    form.mounted.take();
    settle().await;
    form.clock.pass(300).await;
    assert_eq!(Store::Session.get(DRAFTS), None, "left");
}

#[wasm_bindgen_test]
async fn discarded_is_as_it_is_now_and_can_be_brought_back() {
    let form = open("a@x.org", "Ann").await;
    form.types(1, "Anna").await;
    form.clock.pass(300).await;
    form.crash().await;
    let form = open("b@x.org", "Ann").await;
    assert_eq!(
        form.button().text_content().as_deref(),
        Some("Discard them")
    );
    form.button().click();
    settle().await;
    assert_eq!(form.fields.values(), ["b@x.org", "Ann"]);
    assert!(!form.fields.is_changed());
    assert_eq!(Store::Session.get(DRAFTS), None);
    assert_eq!(form.line(), "They were discarded.");

    form.button().click();
    settle().await;
    form.clock.pass(300).await;
    assert_eq!(form.fields.values(), ["a@x.org", "Anna"]);
    assert_eq!(kept(), pairs([("a@x.org", "a@x.org"), ("Ann", "Anna")]));

    form.button().click();
    settle().await;
    form.types(1, "Other").await;
    assert_eq!(form.line(), "", "there is something newer to lose");
    assert!(form.button().hidden());
}

#[wasm_bindgen_test]
async fn what_has_arrived_meanwhile_is_no_draft_and_what_was_sent_is_said() {
    let form = open("a@x.org", "Ann").await;
    form.types(1, "Anna").await;
    form.sending.set(true);
    settle().await;
    assert_eq!(kept()[1].1, "Anna", "written before it leaves");
    form.crash().await;
    let form = open("a@x.org", "Ann").await;
    let line = form.line();
    assert!(line.contains("They were being sent"), "{line}");
    form.types(0, "c@x.org").await;
    form.clock.pass(300).await;
    let doubted = drafts::find(AT).is_some_and(|draft| draft.sending);
    assert!(doubted, "it may still have arrived");
    form.types(0, "a@x.org").await;
    form.clock.pass(300).await;
    form.crash().await;

    let form = open("a@x.org", "Anna").await;
    assert_eq!(form.line(), "");
    assert!(!form.fields.is_changed());
    assert_eq!(Store::Session.get(DRAFTS), None);
}

#[wasm_bindgen_test]
async fn nothing_comes_back_after_the_lock() {
    let form = open("a@x.org", "Ann").await;
    form.session.keep("tines", Key::Single("secret-key".into()));
    form.types(1, "Anna").await;
    form.clock.pass(300).await;
    form.types(1, "Annabel").await;
    // The form stays: a connection through a proxy needs no key.
    form.session.lock();
    window()
        .dispatch_event(&Event::new("pagehide").expect("an event"))
        .expect("told");
    form.clock.pass(1_000).await;
    assert_eq!(Store::Session.get(DRAFTS), None);
    form.types(1, "Somebody").await;
    form.clock.pass(300).await;
    assert_eq!(
        kept()[1].1,
        "Somebody",
        "what is typed from then on is kept"
    );
    form.session.forget_everything();
    settle().await;
    assert_eq!(Store::Session.get(DRAFTS), None);
}

#[wasm_bindgen_test]
async fn a_key_in_a_field_is_not_kept() {
    let form = open("a@x.org", "Ann").await;
    form.types(1, "Anna").await;
    form.clock.pass(300).await;
    form.session.keep("tines", Key::Single("secret-key".into()));
    form.types(1, "see secret-key!").await;
    form.clock.pass(300).await;
    assert_eq!(Store::Session.get(DRAFTS), None);
    form.types(1, "see").await;
    form.clock.pass(300).await;
    assert_eq!(kept()[1].1, "see");
}

#[wasm_bindgen_test]
async fn what_is_too_large_is_said_and_leaves_nothing_old_behind() {
    let form = open("a@x.org", "Ann").await;
    form.types(1, "Anna").await;
    form.clock.pass(300).await;
    form.types(1, &"x".repeat(LARGEST)).await;
    form.clock.pass(300).await;
    assert_eq!(Store::Session.get(DRAFTS), None);
    assert!(form.line().contains("too large"), "{}", form.line());
    form.types(1, "Anna").await;
    form.clock.pass(300).await;
    assert_eq!(form.line(), "");
    assert_eq!(kept()[1].1, "Anna");
}

#[wasm_bindgen_test]
async fn what_nobody_wrote_is_ignored() {
    for broken in ["", "{", "null", r#"[{"at":"/tines/users/5"}]"#] {
        assert!(Store::Session.set(DRAFTS, broken));
        let form = open("a@x.org", "Ann").await;
        assert_eq!(form.fields.values(), ["a@x.org", "Ann"], "{broken}");
        assert_eq!(form.line(), "", "{broken}");
        form.types(1, "Anna").await;
        form.clock.pass(300).await;
        assert_eq!(kept()[1].1, "Anna", "{broken}");
    }
}

#[wasm_bindgen_test]
fn a_full_store_takes_no_other_draft_with_it() {
    let draft = |at: &str, size: usize| Draft {
        at: at.to_owned(),
        when: Timestamp(1),
        sending: false,
        fields: vec![Typed {
            id: "rows".to_owned(),
            base: String::new(),
            value: "x".repeat(size),
        }],
    };
    Store::Session.clear_ours();
    assert_eq!(drafts::keep(draft("/a", 10)), Kept::Kept);
    assert_eq!(drafts::keep(draft("/b", 10)), Kept::Kept);
    // Somebody else at this address has nearly filled the store.
    let mut size = 1 << 23;
    let mut filled = String::new();
    while size > 1_000 {
        let more = [filled.as_str(), &"x".repeat(size)].concat();
        if Store::Session.set("somebody-else", &more) {
            filled = more;
        }
        size /= 2;
    }
    let result = drafts::keep(draft("/a", 100_000));
    let (a, b) = (drafts::find("/a"), drafts::find("/b"));
    Store::Session.remove("somebody-else");
    assert_eq!(result, Kept::Refused);
    assert_eq!(a, None, "it is no longer what stands in the form");
    assert_eq!(b, Some(draft("/b", 10)));

    for number in 0..MOST {
        let at = ["/", &number.to_string()].concat();
        assert_eq!(drafts::keep(draft(&at, 1)), Kept::Kept);
    }
    assert_eq!(drafts::find("/b"), None, "the oldest goes");
    assert_eq!(drafts::find("/0"), Some(draft("/0", 1)));
    drafts::forget("/0");
    assert_eq!(drafts::find("/0"), None);
    Store::Session.clear_ours();
}
