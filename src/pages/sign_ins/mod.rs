//! The sign-in audit of a Tines tenant: who signed in, when, from where and with what, and what of it looks odd.

mod audit;
mod clock;
mod columns;
mod filter;
mod head;
mod lanes;
mod lens;
mod odd;
mod ranged;
mod record;
mod records;
mod review;
mod rules;
mod source;
mod sources;
mod strip;
mod thresholds;
mod when;
mod words;

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::layout::list_filter::ListFilter;
use crate::pages::not_found::no_record;
use crate::routes::Page;
use crate::state::saved_views::SavedViews;
use audit::Audit;
use filter::WORDS;
use odd::Shown;
use ranged::Ranged;

/// What stands behind `/{connection}/sign-ins` and below it.
pub fn page(tenant: &Tenant, item: Option<&str>) -> AnyView {
    match item {
        None => whole(tenant),
        Some("review") => review::page(tenant.clone()),
        Some(id) => match id.parse() {
            Ok(id) => record::page(tenant, id),
            Err(_) => no_record("The address names no sign-in: those have numbers."),
        },
    }
}

/// The audit.
fn whole(tenant: &Tenant) -> AnyView {
    let connection = tenant.client.connection();
    arrive(&["Sign-ins – ", &connection.name].concat());
    let audit = Audit::new(tenant);
    source::follow(audit);
    let cancelled = RwSignal::new(false);
    let odd = Shown::of(audit);
    let views = SavedViews::of(connection.api, Page::SignIns);
    let state = audit.lens().state;
    let filter = ListFilter::new(Ranged::new(audit), state, &WORDS, views).without_column();
    let shown = Signal::derive(move || audit.rows.with(|rows| rows.len()));
    view! {
        <div class="page audit">
            {head::head(audit)}
            <div class="audit-filter">
                <div class="toolbar">{head::ranges(audit.lens())} {filter.bar(shown)} {head::options(audit)}</div>
                {filter.problems()}
            </div>
            {source::progress(audit, cancelled)}
            {source::chosen(audit)}
            {source::fallback(audit)}
            {head::limits(audit)}
            {strip::strip(audit, odd)}
            <div class="audit-columns">
                {when::when(audit)}
                {odd::odd(audit, odd)}
            </div>
            {lanes::panel(audit)}
            {sources::sources(audit)}
            {records::records(audit)}
            {source::extent(audit, cancelled)}
        </div>
    }
    .into_any()
}
