//! The frame of every page of a connection: band, navigation, bar, main.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::navigation::Navigation;
use super::top_bar::TopBar;
use crate::data::tenant::Tenant;
use crate::reactive::{effect, on};
use crate::routes::Page;

/// The frame around the pages of one connection.
#[component]
pub fn Shell(
    /// The connection's tenant.
    tenant: Tenant,
    /// The page one is on.
    #[prop(into)]
    current: Signal<Option<Page>>,
    /// The page itself.
    children: Children,
) -> impl IntoView {
    let colour = tenant.client.connection().colour.to_string();
    let pinned = tenant.client.connection().read_only;
    tenant.ensure_capabilities();
    let main = NodeRef::<html::Main>::new();
    // By hand: the router would make a place in the history of it, and move no focus.
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            drop(main.focus());
        }
    };
    let open = RwSignal::new(false);
    // A page was chosen: the drawer has done its work.
    effect(move || {
        current.track();
        open.set(false);
    });
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            let menu = document().query_selector(".menu-button").ok().flatten();
            if let Some(menu) = menu.and_then(|menu| menu.dyn_into::<web_sys::HtmlElement>().ok()) {
                drop(menu.focus());
            }
        }
    });
    on_cleanup(move || escape.remove());
    view! {
        <div class="shell" data-colour=colour class:drawer-open=open>
            <a class="skip-link" href="#main" on:click=skip>
                "Skip to the content"
            </a>
            <div class={"band"} aria-hidden="true"></div>
            <div class="drawer">
                <Navigation tenant current />
            </div>
            <div class="drawer-shade" aria-hidden="true" on:click=on(move |_| open.set(false))></div>
            <TopBar drawer=open pinned />
            <main id="main" tabindex="-1" node_ref=main>
                {children()}
            </main>
        </div>
    }
}
