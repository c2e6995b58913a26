//! The Tines half: one file per resource, and around them what all of them share.

mod audit;
mod audit_logs;
mod caller;
mod guard;
mod id;
mod info;
mod input;
mod job_deletes;
mod jobs;
mod moment;
mod page;
mod query;
mod refusal;
mod sign_ins;
mod templates;
mod users;

use axum::{Router, middleware};

use crate::app::App;
use refusal::Refusal;

/// Every call below `/api/v1`. To be nested there: the paths of the routes, and those that the guard
/// sees, start after it.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(users::routes())
        .merge(sign_ins::routes())
        .merge(audit_logs::routes())
        .merge(jobs::routes())
        .merge(job_deletes::routes())
        .merge(info::routes())
        .merge(templates::routes())
        .fallback(async || Refusal::not_found())
        .method_not_allowed_fallback(async || Refusal::method_not_allowed())
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}
