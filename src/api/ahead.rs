//! What `src/ahead.js` asked for while the wasm was still on its way.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Where `ahead.js` keeps the answers, for a few seconds.
const KEPT: &str = "gatehouseAhead";

/// The answer to a GET that was sent ahead with these headers of a key, once; `None` if there is none
/// or no answer came, and then it is to be sent as usual.
pub async fn take(url: &str, key: &[(&'static str, String)]) -> Option<Response> {
    let mut name = url.to_owned();
    for (header, value) in key {
        name.extend([" ", header, ": ", value]);
    }
    let name = JsValue::from(name);
    let kept: Object = Reflect::get(&js_sys::global(), &JsValue::from(KEPT))
        .ok()?
        .dyn_into()
        .ok()?;
    let answer: Promise = Reflect::get(&kept, &name).ok()?.dyn_into().ok()?;
    // A repeated request wants a new answer.
    Reflect::delete_property(&kept, &name).ok()?;
    JsFuture::from(answer).await.ok()?.dyn_into().ok()
}
