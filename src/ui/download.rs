//! Files that the page writes itself and hands to the browser's downloads.

use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::format::file_name::file_name;
use crate::state::clock::now;
use crate::wire::time::Timestamp;

/// How long the browser gets to take a file over; asking the person where to may take a while.
const KEPT: Duration = Duration::from_mins(2);

/// The name of a file made now, by the clock on the person's wall: [`file_name`].
pub fn name_now(what: &str, ending: &str) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole minutes, at most a day"
    )]
    let west = js_sys::Date::new_0().get_timezone_offset() as i64;
    file_name(what, Timestamp(now().0 - west * 60_000), ending)
}

/// Saves a text as a file, in UTF-8. Big ones are better built with [`Parts`].
pub fn save_text(name: &str, mime: &str, text: &str) {
    let parts = Parts::default();
    parts.push(text);
    parts.save(name, mime);
}

/// A file in the making, in parts, so that no single text must hold all of it.
#[derive(Debug, Default)]
pub struct Parts(Array);

impl Parts {
    /// Adds to the end.
    pub fn push(&self, text: &str) {
        self.0.push(&JsValue::from_str(text));
    }

    /// Saves the parts as one file, in UTF-8.
    pub fn save(&self, name: &str, mime: &str) {
        // Nothing here fails in a document that is alive; in one that is going away nobody waits for it.
        drop(self.try_save(name, mime));
    }

    /// The parts as one blob, in UTF-8.
    pub fn blob(&self, mime: &str) -> Result<Blob, JsValue> {
        let kind = BlobPropertyBag::new();
        kind.set_type(mime);
        Blob::new_with_str_sequence_and_options(&self.0, &kind)
    }

    fn try_save(&self, name: &str, mime: &str) -> Result<(), JsValue> {
        let url = Url::create_object_url_with_blob(&self.blob(mime)?)?;
        let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
        set_timeout(move || drop(Url::revoke_object_url(&url)), KEPT);
        Ok(())
    }
}
