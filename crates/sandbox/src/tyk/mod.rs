//! The Tyk half: the Dashboard Admin API, and the calls that real clients make next.

mod apis;
mod companions;
mod fields;
mod guard;
mod organisations;
mod pages;
mod reply;
mod system;
mod user;
mod users;

#[cfg(test)]
mod any_body;
#[cfg(test)]
mod testing;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, any};

use crate::app::App;

/// Every call, below `/tyk` (as a reverse proxy shows it) and bare.
pub fn router(app: App) -> Router {
    let admin = Router::new()
        .merge(organisations::router())
        .merge(users::router())
        .merge(system::router())
        .route_layer(from_fn_with_state(app.clone(), guard::admin));
    let bare = admin
        .merge(companions::router())
        .method_not_allowed_fallback(reply::method_not_allowed)
        .route("/admin", any(reply::unknown))
        .route("/admin/{*rest}", any(reply::unknown));
    // Bare, /api belongs to the Tines half.
    let below = bare
        .clone()
        .route("/api", any(reply::unknown))
        .route("/api/{*rest}", any(reply::unknown));
    Router::new()
        .merge(bare)
        .nest("/tyk", below)
        .layer(from_fn_with_state(app.clone(), reply::envelopes))
        .with_state(app)
}

/// A path with and without the slash at its end: real clients use both, and follow no redirect.
fn both(router: Router<App>, path: &str, calls: &MethodRouter<App>) -> Router<App> {
    router
        .route(path, calls.clone())
        .route(&format!("{path}/"), calls.clone())
}

/// An id as the dashboard makes them: 24 hexadecimal digits.
fn new_id(app: &App) -> String {
    app.draw(|random| random.hex(24))
}
