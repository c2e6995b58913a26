//! Starts the dashboard in the browser.

use gatehouse::app::App;
use gatehouse::{parts, start};
use leptos::prelude::*;

fn main() {
    start::show_panics();
    start::find_home();
    // The framework's own spawner exists only once something is mounted.
    wasm_bindgen_futures::spawn_local(async {
        let config = start::config().await;
        start::remove_splash();
        mount_to_body(move || view! { <App config parts=parts::fetch /> });
    });
}
