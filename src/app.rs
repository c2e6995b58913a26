//! The app: what everything shares, the gate, and which page stands behind which URL.

use crate::reactive::{effect, part};
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};

use crate::data::changes::Changes;
use crate::data::tenant::Tenants;
use crate::layout::announcer::{Announcer, LiveRegion};
use crate::layout::idle::{IdleWarning, watch};
use crate::layout::keys_help::{KeysHelp, KeysHelpView};
use crate::layout::later::{Fetch, Frame, Later, later};
use crate::layout::pages;
use crate::layout::palette::{Palette, PaletteView};
use crate::layout::shell::Shell;
use crate::layout::toasts::ToastList;
use crate::pages::connect::{Closed, FrontDoor, Refused};
use crate::pages::not_found::NotFound;
use crate::pages::overview::Overview;
use crate::pages::users::list::Users;
use crate::routes::{Page, Route, checks, home};
use crate::state::connections::{Api, Config, Connection, Connections};
use crate::state::idle::Idle;
use crate::state::journal::Journal;
use crate::state::leaving::Leaving;
use crate::state::read_only::ReadOnly;
use crate::state::session::Session;
use crate::state::table_prefs::TablePrefs;
use crate::state::theme::ThemeChoice;
use crate::state::toasts::Toasts;
use crate::ui::moment::Tick;
use crate::ui::table::places::Places;

/// The whole app.
#[component]
pub fn App(
    /// What `config.json` says.
    config: Config,
    /// How what comes later is fetched.
    parts: Fetch,
) -> impl IntoView {
    let lock = config.lock;
    Connections::provide(config);
    Tick::provide();
    ThemeChoice::provide();
    TablePrefs::provide();
    Places::provide();
    Announcer::provide();
    Later::provide(parts);
    let toasts = Toasts::provide();
    let journal = Journal::provide();
    let read_only = ReadOnly::provide();
    Leaving::provide();
    let session = Session::provide();
    Tenants::provide(session, journal, read_only);
    Changes::provide(session, read_only, toasts);
    watch(Idle::provide(lock), session, toasts);
    view! {
        <Router>
            <Gate />
            <Overlays />
        </Router>
    }
}

/// What lies over every page.
#[component]
fn Overlays() -> impl IntoView {
    Palette::provide();
    KeysHelp::provide();
    let changes = expect_context::<Changes>();
    // From the first change on: until then there is nothing to show.
    let used = Memo::new(move |before: Option<&bool>| before == Some(&true) || changes.is_used());
    let leaving = expect_context::<Leaving>();
    let asks = Memo::new(move |_| leaving.asked().is_some());
    view! {
        <PaletteView />
        <KeysHelpView />
        {part(move || used.get().then(|| later(Frame::Inside, |parts| (parts.changes)())))}
        {part(move || asks.get().then(|| later(Frame::Inside, |parts| (parts.leave_question)())))}
        <IdleWarning />
        <div class="corner">
            <ToastList />
            {part(move || used.get().then(|| later(Frame::Inside, |parts| (parts.dock)())))}
        </div>
        <LiveRegion />
    }
}

/// Where one stands, and whether the key for it is there.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    FrontDoor,
    Checks,
    Nowhere,
    Closed(Connection),
    Open(Connection),
}

/// Shows the page of the URL, or the question for its key in its place: signed out, one stays where
/// one is, and a link to a page survives the question.
#[component]
fn Gate() -> impl IntoView {
    let session = expect_context::<Session>();
    let connections = expect_context::<Connections>();
    let path = use_location().pathname;
    complete_navigations();

    let route = Memo::new(move |_| Route::parse(&path.get()));
    let place = Memo::new(move |_| {
        if path.get() == home() {
            return Place::FrontDoor;
        }
        if path.get() == checks() {
            return Place::Checks;
        }
        let connection = Route::parse(&path.get())
            .and_then(|route| Some((connections.get(&route.connection)?, route.page)));
        match connection {
            Some((connection, page)) if pages(connection.api).contains(&page) => {
                if session.is_open(&connection) {
                    Place::Open(connection)
                } else {
                    Place::Closed(connection)
                }
            }
            _ => Place::Nowhere,
        }
    });
    move || match place.get() {
        Place::FrontDoor => view! { <FrontDoor /> }.into_any(),
        Place::Checks => later(Frame::Page, |parts| (parts.checks)()),
        Place::Nowhere => view! { <NotFound /> }.into_any(),
        Place::Closed(connection) => view! { <Closed connection /> }.into_any(),
        Place::Open(connection) => view! { <Inside connection route /> }.into_any(),
    }
}

/// The pages of a connection whose key is there; the question for a new key lies over them.
#[component]
fn Inside(connection: Connection, route: Memo<Option<Route>>) -> impl IntoView {
    let session = expect_context::<Session>();
    let tenant = expect_context::<Tenants>().of(&connection);
    let held = StoredValue::new_local(tenant.clone());
    let refused = {
        let id = connection.id.clone();
        Memo::new(move |_| session.is_refused(&id))
    };
    let page = Memo::new(move |_| route.get().map(|route| route.page));
    view! {
        <Shell tenant current=page>
            {part(move || {
                let tenant = held.get_value();
                let Some(Route { page, item, .. }) = route.get() else { return ().into_any() };
                match (page, item) {
                    (Page::Users, None) => view! { <Users tenant /> }.into_any(),
                    (Page::Overview, _) if tenant.client.connection().api == Api::Tines => {
                        view! { <Overview tenant /> }.into_any()
                    }
                    // Which of them this connection has, the gate has asked (`layout::pages`).
                    (page, item) => {
                        later(Frame::Page, move |parts| (parts.page)(&tenant, page, item.as_deref()))
                    }
                }
            })}
        </Shell>
        {part(move || refused.get().then(|| view! { <Refused connection=connection.clone() /> }))}
    }
}

/// The router holds a link's new address back until the page for it is built, and leaves it to its own
/// `Routes` to say so. Ours are built by a plain `match` in the same moment.
fn complete_navigations() {
    let path = use_location().pathname;
    let browser = use_context::<BrowserUrl>();
    effect(move || {
        path.track();
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
}
