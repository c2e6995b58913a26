//! Starts the dashboard in the browser.

use gatehouse::app::App;
use gatehouse::start;
use leptos::prelude::*;
use leptos::task::spawn_local;

fn main() {
    start::show_panics();
    spawn_local(async {
        let config = start::config().await;
        start::remove_splash();
        mount_to_body(move || view! { <App config /> });
    });
}
