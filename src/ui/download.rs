//! Hands a text to the person as a file.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser is given to fetch the file before its address goes.
const FETCHED: Duration = Duration::from_secs(10);

/// Offers a text as a file of this name and kind. It never leaves the browser: the address is a `blob:`.
pub fn save_text(name: &str, mime: &str, text: &str) {
    // Each step fails only in a document that is going away, and then nobody waits for the file.
    drop(offer(name, mime, text));
}

fn offer(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    set_timeout(move || drop(Url::revoke_object_url(&address)), FETCHED);
    Ok(())
}
