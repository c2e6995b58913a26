//! The browser's notifications, by their names: this is the one place that uses them, and a binding would
//! cost bytes of the first visit.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the browser says about notifications of this page (`Notification.permission`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It has none: no secure address, or a browser without them.
    Missing,
    /// Nobody was asked yet.
    Unasked,
    /// They are shown.
    Granted,
    /// They are not, and asking again would change nothing.
    Denied,
}

fn notification() -> Option<Function> {
    let found = Reflect::get(&js_sys::global(), &"Notification".into()).ok()?;
    found.dyn_into().ok()
}

/// What is allowed.
pub fn permission() -> Permission {
    let Some(notification) = notification() else {
        return Permission::Missing;
    };
    let said = Reflect::get(&notification, &"permission".into()).ok();
    match said.and_then(|said| said.as_string()).as_deref() {
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Denied,
        Some(_) => Permission::Unasked,
        None => Permission::Missing,
    }
}

/// Has the browser ask. Browsers allow that in answer to a click alone.
pub async fn ask() -> Permission {
    let asked = notification().and_then(|notification| {
        let ask = Reflect::get(&notification, &"requestPermission".into()).ok()?;
        let ask: Function = ask.dyn_into().ok()?;
        ask.call0(&notification).ok()?.dyn_into::<Promise>().ok()
    });
    if let Some(asked) = asked {
        // What became of it, the browser says itself.
        drop(JsFuture::from(asked).await);
    }
    permission()
}

/// Shows one, where that is allowed; a newer one of the same `tag` takes its place.
pub fn show(title: &str, body: &str, tag: &str) {
    if permission() != Permission::Granted {
        return;
    }
    let Some(notification) = notification() else {
        return;
    };
    let options = Object::new();
    for (name, value) in [("body", body), ("tag", tag)] {
        drop(Reflect::set(&options, &name.into(), &value.into()));
    }
    let told = Array::of2(&JsValue::from_str(title), &options);
    // Some browsers let only a service worker show them: then the title of the tab has to do.
    drop(Reflect::construct(&notification, &told));
}
