//! What happens before the first page: the configuration is read, and a panic gets a face.

use leptos::prelude::*;

use crate::api::client::fetch_config;
use crate::routes::set_home;
use crate::state::connections::Config;

/// Reads `config.json` from beside `index.html`; without one, the defaults hold.
pub async fn config() -> Config {
    fetch_config()
        .await
        .map_or_else(Config::default, |text| Config::read(&text))
}

/// Finds out where the app stands on its site: `boot.js` wrote it down.
pub fn find_home() {
    let root = document().document_element();
    if let Some(home) = root.and_then(|root| root.get_attribute("data-home")) {
        set_home(home);
    }
}

/// A panic writes its place to the console and shows a page with a way on. The words stand in
/// `index.html`, for after a panic nothing here can be relied on.
pub fn show_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Some(root) = document().document_element() {
            drop(root.set_attribute("data-failed", "crash"));
        }
    }));
}

/// The first words of `index.html` have done their work.
pub fn remove_splash() {
    if let Some(splash) = document().get_element_by_id("splash") {
        splash.remove();
    }
}
