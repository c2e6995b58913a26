//! Files out and in, and copying: the bytes of a download, what is said of a file that cannot be read,
//! and the way out where there is no clipboard.

use std::cell::RefCell;
use std::rc::Rc;

use gatehouse::ui::copy::CopyButton;
use gatehouse::ui::download::Parts;
use gatehouse::ui::file_picker::{FilePicker, TextFile};
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    DataTransfer, Element, Event, File, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
};

use super::support::{owner, settle, until};

/// A view in the document, in an element of its own.
pub struct Mounted<M: Mountable> {
    /// The element.
    pub at: HtmlElement,
    _handle: UnmountHandle<M>,
}

/// Puts a view into the document until it is dropped.
pub fn mounted<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Mounted<V::State> {
    drop(owner());
    let at: HtmlElement = document()
        .create_element("div")
        .expect("an element")
        .unchecked_into();
    document()
        .body()
        .expect("a body")
        .append_child(&at)
        .expect("a place");
    Mounted {
        _handle: mount_to(at.clone(), view),
        at,
    }
}

impl<M: Mountable> Mounted<M> {
    /// The first element below that matches.
    pub fn find<T: JsCast>(&self, what: &str) -> Option<T> {
        let found: Option<Element> = self.at.query_selector(what).expect("a selector");
        found.map(JsCast::unchecked_into)
    }

    /// All its words.
    pub fn words(&self) -> String {
        self.at.text_content().unwrap_or_default()
    }
}

#[wasm_bindgen_test]
async fn a_file_in_parts_has_every_byte() {
    let parts = Parts::default();
    for text in ["\u{feff}Name\r\n", "Ünïcödé \"quoted\"\n", "東京 😀"] {
        parts.push(text);
    }
    let blob = parts.blob("text/csv;charset=utf-8").expect("a blob");
    assert_eq!(blob.type_(), "text/csv;charset=utf-8");
    let bytes = JsFuture::from(blob.array_buffer()).await.expect("bytes");
    assert_eq!(
        Uint8Array::new(&bytes).to_vec(),
        "\u{feff}Name\r\nÜnïcödé \"quoted\"\n東京 😀".as_bytes()
    );
}

/// Chooses a file in the picker as a person does.
fn choose(input: &HtmlInputElement, files: &[(&str, &[u8])]) {
    let chosen = DataTransfer::new().expect("a transfer");
    for (name, bytes) in files {
        let bits = Array::of1(&Uint8Array::from(*bytes));
        let file = File::new_with_u8_array_sequence(&bits, name).expect("a file");
        chosen
            .items()
            .add_with_file(&file)
            .expect("room for a file");
    }
    input.set_files(chosen.files().as_ref());
    let event = Event::new("change").expect("an event");
    input.dispatch_event(&event).expect("a listener");
}

#[wasm_bindgen_test]
async fn a_file_is_read_or_refused_in_words() {
    let read = Rc::new(RefCell::new(Vec::<TextFile>::new()));
    let into = StoredValue::new_local(Rc::clone(&read));
    let picker = mounted(move || {
        let on_file = Callback::new(move |file| {
            into.with_value(|into| into.borrow_mut().push(file));
        });
        view! { <FilePicker id="picked" label="CSV file" accept=".csv" biggest=20 on_file /> }
    });
    let input: HtmlInputElement = picker.find("input").expect("a field");
    assert!(picker.find::<HtmlElement>("label[for=picked]").is_some());

    choose(&input, &[("people.csv", "Ünïcödé,1\n".as_bytes())]);
    until("the file was read", || !read.borrow().is_empty()).await;
    let file = read.borrow_mut().remove(0);
    assert_eq!(
        (file.name.as_str(), file.text.as_str()),
        ("people.csv", "Ünïcödé,1\n")
    );

    let said = "“big.csv” is too big: 21 bytes. It may have 20 bytes at most.";
    choose(&input, &[("big.csv", &[b'a'; 21])]);
    until(said, || picker.words().contains(said)).await;

    let said = "“old.csv” is not text in UTF-8.";
    choose(&input, &[("old.csv", b"\xdcn\xefcode")]);
    until(said, || picker.words().contains(said)).await;
    assert!(!picker.words().contains("big.csv"));

    let said = "That is more than one file.";
    choose(&input, &[("a.csv", b"a"), ("b.csv", b"b")]);
    until(said, || picker.words().contains(said)).await;
    assert!(read.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn without_a_clipboard_the_text_is_there_to_be_copied_by_hand() {
    let button = mounted(|| {
        let text = Callback::new(|()| "a\n'b'".to_owned());
        view! { <CopyButton label="Copy this" text /> }
    });
    let navigator: Object = window().navigator().unchecked_into();
    let nothing = Object::new();
    Reflect::set(&nothing, &"configurable".into(), &true.into()).expect("an object");
    Object::define_property(&navigator, &"clipboard".into(), &nothing);

    let press: HtmlElement = button.find("button").expect("a button");
    press.click();
    until("a dialog", || {
        button.find::<HtmlElement>("dialog[open]").is_some()
    })
    .await;
    let field: HtmlTextAreaElement = button.find("textarea").expect("a field");
    assert_eq!(field.value(), "a\n'b'");
    assert!(field.read_only());
    assert_eq!(
        button
            .find::<HtmlElement>("[role=status]")
            .and_then(|said| said.text_content())
            .as_deref(),
        Some("")
    );

    let close: HtmlElement = button.find("dialog .button").expect("a button");
    close.click();
    settle().await;
    assert!(button.find::<HtmlElement>("dialog").is_none());
    Reflect::delete_property(&navigator, &"clipboard".into()).expect("the browser's own again");
}
