//! What a tenant offers, and why the rest is missing.

use crate::reactive::part;
use leptos::prelude::*;

use crate::api::error::{ApiError, Kind};
use crate::api::tines::jobs::Queue;
use crate::data::capabilities::{Feature, Offer};
use crate::data::tenant::Tenant;
use crate::format::number::count;
use crate::state::connections::Api;
use crate::ui::icon::{Icon, IconView};

/// The list of what a tenant offers; what is missing is explained.
#[component]
pub fn Offers(
    /// The tenant.
    tenant: Tenant,
) -> impl IntoView {
    let api = tenant.client.connection().api;
    let held = StoredValue::new_local(tenant);
    view! {
        <ul class="offers" aria-label="What this tenant offers">
            {Feature::of(api)
                .iter()
                .map(|feature| {
                    let feature = *feature;
                    let offer = move || held.with_value(|tenant| tenant.capabilities.offer(feature));
                    let is_shared = move || held.with_value(|tenant| tenant.capabilities.is_shared());
                    view! { <li>{part(move || item(feature, &offer(), is_shared()))}</li> }
                })
                .collect_view()}
            {match api {
                Api::Tines => view! { <li>{part(move || scim(held))}</li> }.into_any(),
                Api::Tyk => view! { <li>{deletion()}</li> }.into_any(),
            }}
        </ul>
    }
}

fn item(feature: Feature, offer: &Offer, is_shared: bool) -> AnyView {
    let name = name(feature);
    match offer {
        Offer::Asking => view! { <Line mark="asking" icon=None name words=String::new() /> }.into_any(),
        // An empty list where no list is due: a shared tenant may also answer that way.
        Offer::Yes { count: Some(0) } if is_shared && matches!(feature, Feature::Jobs(_)) => {
            view! { <Line mark="no" icon=Some(Icon::Close) name words=NO_JOBS.to_owned() /> }.into_any()
        }
        Offer::Yes { count: number } => {
            let words = number.and_then(|number| usize::try_from(number).ok()).map(count).unwrap_or_default();
            let words = if feature == Feature::AuditLogs && !words.is_empty() {
                format!("{words} sign-ins in the last 24 hours")
            } else {
                words
            };
            view! { <Line mark="yes" icon=Some(Icon::Check) name words /> }.into_any()
        }
        Offer::No(error) => {
            view! { <Line mark="no" icon=Some(Icon::Close) name words=missing(feature, error).to_owned() /> }.into_any()
        }
        Offer::Unknown(error) => {
            let words = format!("could not be found out: {}", error.title().to_ascii_lowercase());
            view! { <Line mark="unknown" icon=Some(Icon::Warning) name words /> }.into_any()
        }
    }
}

#[component]
fn Line(
    mark: &'static str,
    icon: Option<Icon>,
    name: &'static str,
    words: String,
) -> impl IntoView {
    let said = match mark {
        "yes" => "available",
        "no" => "not available",
        "asking" => "asking",
        _ => "not known",
    };
    view! {
        <span class=format!("offer {mark}")>
            {icon.map(|icon| view! { <IconView icon /> })} <span class="offer-name">{name}</span>
            <span class="unseen">", " {said} ", "</span> <span class="offer-words">{words}</span>
        </span>
    }
}

const fn name(feature: Feature) -> &'static str {
    match feature {
        Feature::Users => "Users",
        Feature::AuditLogs => "Audit log",
        Feature::Jobs(Queue::Queued) => "Queued jobs",
        Feature::Jobs(Queue::Retry) => "Retry jobs",
        Feature::Jobs(Queue::Dead) => "Dead jobs",
        Feature::Jobs(Queue::InProgress) => "Running jobs",
        Feature::WorkerStats => "Worker figures",
        Feature::Templates => "Private templates",
        Feature::Organisations => "Organisations",
        Feature::GatewayUsers => "List of gateway users",
    }
}

const NO_JOBS: &str =
    "only dedicated tenants show their jobs; on a shared one this is as it should be";

/// Why something is missing, and what that means (`docs/contract.md`).
const fn missing(feature: Feature, error: &ApiError) -> &'static str {
    match feature {
        Feature::Users | Feature::Templates | Feature::Organisations => match error.kind {
            Kind::Forbidden => "this key may not see them: it must belong to a tenant owner",
            _ => "this server does not offer them at this path",
        },
        Feature::AuditLogs => match error.kind {
            Kind::Forbidden => "this key lacks AUDIT_LOG_READ; sign-ins are then read user by user",
            _ => "this tenant has none; sign-ins are then read user by user",
        },
        Feature::Jobs(_) => NO_JOBS,
        Feature::WorkerStats => "only self-hosted and newer dedicated tenants give them",
        Feature::GatewayUsers => {
            "this version cannot list users; one user can still be opened by id"
        }
    }
}

/// Whether the server can delete users. Only deleting one would tell, so it is not asked.
fn deletion() -> impl IntoView {
    view! {
        <Line
            mark="unknown"
            icon=Some(Icon::Warning)
            name="Deleting gateway users"
            words="not known until it is tried: no call says so, and only older versions document it".to_owned()
        />
    }
}

/// Whether a directory seems to keep the users. No call says so: users with a `scim_uid` do.
fn scim(held: StoredValue<Tenant, LocalStorage>) -> AnyView {
    let managed = held.with_value(|tenant| tenant.capabilities.scim());
    match managed {
        None => view! { <Line mark="asking" icon=None name="Directory sync (SCIM)" words=String::new() /> }.into_any(),
        Some(true) => view! {
            <Line
                mark="unknown"
                icon=Some(Icon::Warning)
                name="Directory sync (SCIM)"
                words="seems to be on: users may be managed there only".to_owned()
            />
        }
        .into_any(),
        Some(false) => view! {
            <Line mark="yes" icon=Some(Icon::Check) name="Directory sync (SCIM)" words="no sign of it: users can be changed here".to_owned() />
        }
        .into_any(),
    }
}
