//! Copying a text, said and seen; and by hand where the browser does not allow it (a page that came
//! without TLS has no clipboard at all).

use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;

use crate::reactive::{on, part};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlTextAreaElement};

use super::dialog::Dialog;

/// How long the button says that it has copied.
const SAID: Duration = Duration::from_secs(3);

/// Puts a text on the clipboard; `false` if there is none, or the browser refused.
async fn to_clipboard(text: &str) -> bool {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok();
    let Some(clipboard) = clipboard.filter(JsValue::is_object) else {
        return false;
    };
    let written = clipboard.unchecked_into::<Clipboard>().write_text(text);
    JsFuture::from(written).await.is_ok()
}

/// A button that copies a text, and says so in place of its label and to those who cannot see it.
#[component]
pub fn CopyButton(
    /// What it says: "Copy link".
    label: &'static str,
    /// Its class.
    #[prop(default = "button small")]
    class: &'static str,
    /// Gives the text when it is pressed.
    text: Callback<(), String>,
) -> impl IntoView {
    button(label, class, text)
}

/// A button that copies the address of the page.
#[component]
pub fn CopyLink(
    /// Its class.
    #[prop(default = "button")]
    class: &'static str,
) -> impl IntoView {
    // A page always has an address.
    let link = Callback::new(|()| window().location().href().unwrap_or_default());
    button("Copy link", class, link)
}

fn button(label: &'static str, class: &'static str, text: Callback<(), String>) -> AnyView {
    let said = RwSignal::new("");
    let by_hand = RwSignal::new(None::<String>);
    let copy = move |_| {
        let text = text.run(());
        spawn_local(async move {
            if to_clipboard(&text).await {
                said.try_set("Copied");
                let over = move || {
                    said.try_set("");
                };
                set_timeout(over, SAID);
            } else {
                by_hand.try_set(Some(text));
            }
        });
    };
    let words = move || match said.get() {
        "" => label,
        said => said,
    };
    view! {
        <button type="button" class=class on:click=copy>
            {words}
        </button>
        <span class="unseen" role="status">
            {said}
        </span>
        {part(move || by_hand.get().map(|text| refused(text, by_hand)))}
    }
    .into_any()
}

/// The text to be copied by hand.
fn refused(text: String, by_hand: RwSignal<Option<String>>) -> AnyView {
    let close = Callback::new(move |()| by_hand.set(None));
    let select = |event: leptos::ev::FocusEvent| {
        let field = event_target::<HtmlTextAreaElement>(&event);
        // A browser that moves the focus places its caret after this event.
        request_animation_frame(move || field.select());
    };
    view! {
        <Dialog labelled_by="copy-title" on_cancel=close>
            <h2 id="copy-title">{"Copy this by hand"}</h2>
            <p id="copy-why">{"The browser does not let this page write to the clipboard. The text is selected: press Ctrl+C, or ⌘C on a Mac."}</p>
            <textarea
                class="copy-text"
                readonly
                rows="5"
                aria-labelledby="copy-title"
                aria-describedby="copy-why"
                spellcheck="false"
                prop:value=text
                on:focus=select
            ></textarea>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=on(move |_| close.run(()))>
                    "Close"
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
