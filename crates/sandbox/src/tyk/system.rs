//! `/admin/system`.

use axum::Router;
use axum::response::Response;
use axum::routing::get;

use super::both;
use super::reply::json;
use crate::app::App;

/// The calls.
pub fn router() -> Router<App> {
    both(Router::new(), "/admin/system/reload", &get(reload))
}

/// Makes a changed CNAME work on a real dashboard; there is nothing to reload here.
async fn reload() -> Response {
    json(r#"{"status":"ok"}"#.into())
}
