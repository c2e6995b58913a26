//! The keys: in this tab's session storage under one name, and gone when they are taken away.

use gatehouse::state::connections::{Api, Connection, KeyKind};
use gatehouse::state::session::{Key, Session};
use gatehouse::state::storage::{KEYS, Store, THEME};
use js_sys::{Error, Object, Reflect};
use leptos::prelude::{Owner, use_context};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Storage;

use super::support::owner;

const STRANGER: &str = "somebody-else";

/// Both stores with nothing in them but somebody else's value.
fn clean_stores() -> (Storage, Storage) {
    let window = web_sys::window().expect("a window");
    let session = window.session_storage().expect("allowed").expect("a store");
    let local = window.local_storage().expect("allowed").expect("a store");
    for store in [&session, &local] {
        store.clear().expect("cleared");
        store.set_item(STRANGER, "1").expect("kept");
    }
    (session, local)
}

/// Names and values of a store, sorted, without somebody else's.
fn ours(store: &Storage) -> Vec<(String, String)> {
    assert_eq!(
        store.get_item(STRANGER).expect("readable").as_deref(),
        Some("1"),
        "it is not ours to take"
    );
    let names = (0..store.length().expect("a length"))
        .map(|index| store.key(index).expect("readable").expect("a name"));
    let mut all: Vec<_> = names
        .filter(|name| name != STRANGER)
        .map(|name| {
            (
                name.clone(),
                store.get_item(&name).expect("readable").expect("a value"),
            )
        })
        .collect();
    all.sort();
    all
}

fn single(key: &str) -> Key {
    Key::Single(key.to_owned())
}

fn provide() -> (Owner, Session) {
    let owner = owner();
    let session = owner.with(Session::provide);
    (owner, session)
}

fn entry(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn connection(id: &str, key: KeyKind) -> Connection {
    Connection {
        id: id.to_owned(),
        name: id.to_owned(),
        api: Api::Tines,
        base: format!("/{id}"),
        key,
        colour: 1,
        read_only: false,
    }
}

#[wasm_bindgen_test]
fn a_key_is_kept_in_this_tab_only() {
    let (session_store, local_store) = clean_stores();
    let (_owner, session) = provide();
    assert!(!session.holds_a_key());
    session.keep("tines", single("k\"1"));
    session.keep(
        "old",
        Key::Pair {
            email: "a@example.org".to_owned(),
            token: "t".to_owned(),
        },
    );
    let expected = r#"{"old":{"email":"a@example.org","token":"t"},"tines":"k\"1"}"#;
    assert_eq!(ours(&session_store), [entry(KEYS, expected)]);
    assert_eq!(ours(&local_store), []);
    assert_eq!(KEYS, "gatehouse.keys");
    assert_eq!(session.key_untracked("tines"), Some(single("k\"1")));
}

#[wasm_bindgen_test]
fn a_reload_finds_the_keys_again() {
    let (session_store, _) = clean_stores();
    session_store
        .set_item(
            KEYS,
            r#"{"tines":"k","old":{"email":"a@example.org","token":"t"}}"#,
        )
        .expect("kept");
    let (owner, session) = provide();
    assert_eq!(session.key_untracked("tines"), Some(single("k")));
    let pair = Key::Pair {
        email: "a@example.org".to_owned(),
        token: "t".to_owned(),
    };
    assert_eq!(session.key_untracked("old"), Some(pair));
    assert_eq!(session.key_untracked("tyk"), None);
    assert!(
        owner.with(use_context::<Session>).is_some(),
        "it is provided to what lies below"
    );
}

#[wasm_bindgen_test]
fn a_broken_value_is_no_key() {
    let (session_store, _) = clean_stores();
    for broken in [
        "",
        "{",
        "null",
        "[]",
        "\"k\"",
        r#"{"tines":5}"#,
        r#"{"tines":{"email":"a@example.org"}}"#,
    ] {
        session_store.set_item(KEYS, broken).expect("kept");
        let (_owner, session) = provide();
        assert!(!session.holds_a_key(), "{broken}");
        session.keep("tyk", single("s"));
        assert_eq!(
            ours(&session_store),
            [entry(KEYS, r#"{"tyk":"s"}"#)],
            "{broken}"
        );
    }
}

#[wasm_bindgen_test]
fn locking_takes_the_keys_and_leaves_the_preferences() {
    let (session_store, local_store) = clean_stores();
    // An older version may have kept more here: that goes as well.
    session_store
        .set_item("gatehouse.older", "x")
        .expect("kept");
    assert!(Store::Local.set(THEME, "dark"));
    let (_owner, session) = provide();
    session.keep("tines", single("k"));
    session.keep("tyk", single("s"));
    session.refuse("tines");
    let before = session.epoch();
    session.lock();
    assert_eq!(ours(&session_store), []);
    assert_eq!(ours(&local_store), [entry(THEME, "dark")]);
    assert!(!session.holds_a_key() && session.key_untracked("tines").is_none());
    assert!(
        !session.is_refused("tines"),
        "there is no key that could be refused"
    );
    assert_ne!(
        session.epoch(),
        before,
        "what was read with the keys must go"
    );
}

#[wasm_bindgen_test]
fn forgetting_leaves_nothing_of_ours_in_the_browser() {
    let (session_store, local_store) = clean_stores();
    for name in [THEME, "gatehouse.a", "gatehouse.b", "gatehouse.c"] {
        assert!(Store::Local.set(name, "x"));
    }
    let (_owner, session) = provide();
    session.keep("tines", single("k"));
    let before = session.epoch();
    session.forget_everything();
    assert_eq!((ours(&session_store), ours(&local_store)), (vec![], vec![]));
    assert!(!session.holds_a_key());
    assert_ne!(session.epoch(), before);
}

#[wasm_bindgen_test]
fn a_connection_is_open_with_a_key_or_without_need_of_one() {
    clean_stores();
    let (_owner, session) = provide();
    assert!(!session.is_open(&connection("tines", KeyKind::Bearer)));
    assert!(session.is_open(&connection("tines", KeyKind::Proxy)));
    session.keep("tines", single("k"));
    assert!(session.is_open(&connection("tines", KeyKind::Bearer)));
    assert!(
        !session.is_open(&connection("other", KeyKind::Bearer)),
        "a key belongs to one connection"
    );
}

#[wasm_bindgen_test]
fn a_refused_key_is_asked_for_until_one_is_accepted() {
    clean_stores();
    let (_owner, session) = provide();
    session.keep("tines", single("old"));
    session.refuse("tines");
    session.refuse("tines");
    assert!(session.is_refused("tines") && !session.is_refused("tyk"));
    assert!(
        session.holds_a_key(),
        "the page stays open behind the question"
    );
    session.keep("tines", single("new"));
    assert!(!session.is_refused("tines"));
    session.refuse("tines");
    session.accept("tines");
    assert!(!session.is_refused("tines"));
}

/// A browser that refuses its session store, while this lives.
struct RefusedStore(Object);

impl RefusedStore {
    const NAME: &str = "sessionStorage";

    fn new() -> Self {
        let original = Object::get_own_property_descriptor(&js_sys::global(), &Self::NAME.into());
        let refuse = Closure::<dyn Fn() -> Result<JsValue, JsValue>>::new(|| {
            Err(Error::new("SecurityError").into())
        });
        let refused = Object::new();
        for (name, value) in [
            ("get", refuse.into_js_value()),
            ("configurable", true.into()),
        ] {
            Reflect::set(&refused, &name.into(), &value).expect("a plain object");
        }
        Object::define_property(&js_sys::global(), &Self::NAME.into(), &refused);
        Self(original.dyn_into().expect("the window's own property"))
    }
}

impl Drop for RefusedStore {
    fn drop(&mut self) {
        Object::define_property(&js_sys::global(), &Self::NAME.into(), &self.0);
    }
}

#[wasm_bindgen_test]
fn where_the_browser_refuses_a_store_the_key_lives_as_long_as_the_page() {
    let (session_store, _) = clean_stores();
    let refused = RefusedStore::new();
    let (_owner, session) = provide();
    assert!(!session.holds_a_key() && !Store::Session.set(KEYS, "x"));
    session.keep("tines", single("k"));
    assert_eq!(session.key_untracked("tines"), Some(single("k")));
    session.lock();
    assert!(!session.holds_a_key());
    drop(refused);
    assert_eq!(ours(&session_store), []);
}
