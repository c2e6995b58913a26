//! The overview of a Tines tenant.

use leptos::prelude::*;

use super::{Figure, findings};
use crate::analysis::attention::{Finding, about_people};
use crate::api::tines::jobs::Queue;
use crate::data::capabilities::{Feature, Offer};
use crate::data::sync::Phase;
use crate::data::tenant::Tenant;
use crate::format::number::{count, counted};
use crate::layout::sync_status::SyncFailure;
use crate::reactive::part;
use crate::routes::{Page, Route};
use crate::ui::moment::Tick;
use crate::wire::tines::Status;
use crate::wire::tines::User;

/// Its figures and findings.
pub fn body(tenant: &Tenant) -> AnyView {
    tenant.users.collection.ensure();
    let held = StoredValue::new_local(tenant.clone());
    let number = move |feature| {
        Signal::derive(move || {
            let number = held.with_value(|tenant| tenant.capabilities.count(feature))?;
            Some(count(usize::try_from(number).ok()?))
        })
    };
    let note = move |feature, words: &'static str| {
        Signal::derive(
            move || match held.with_value(|tenant| tenant.capabilities.offer(feature)) {
                Offer::No(_)
                    if held
                        .with_value(|tenant| tenant.capabilities.count(feature))
                        .is_none() =>
                {
                    "not on this tenant".to_owned()
                }
                Offer::No(error) | Offer::Unknown(error) => error.title().to_ascii_lowercase(),
                _ => words.to_owned(),
            },
        )
    };
    let people = move || held.with_value(people);
    let owners = Signal::derive(move || people().map(|people| count(people.owners)));
    let owners_note = Signal::derive(move || {
        people()
            .map(|people| format!("{} active", count(people.active_owners)))
            .unwrap_or_default()
    });
    let users_note = Signal::derive(move || {
        people()
            .map(|people| {
                format!(
                    "{} pending, {} inactive",
                    count(people.pending),
                    count(people.inactive)
                )
            })
            .unwrap_or_default()
    });
    let workers = Signal::derive(move || {
        held.with_value(|tenant| tenant.capabilities.workers())
            .and_then(|stats| Some(stats.current_workers?.to_string()))
    });
    let workers_note = Signal::derive(move || {
        held.with_value(|tenant| tenant.capabilities.workers())
            .and_then(|stats| Some(format!("of {} at most", stats.max_workers?)))
            .unwrap_or_else(|| note(Feature::WorkerStats, "").get())
    });
    let path = |page| Route::new(&tenant.client.connection().id, page).path();
    let [users, sign_ins, jobs, templates] =
        [Page::Users, Page::SignIns, Page::Jobs, Page::Templates].map(path);
    let owners_path = [&users, "?q=role:owner"].concat();
    let queue = |name| [jobs.as_str(), "?q=queue:", name].concat();
    view! {
        <dl class="figures-row">
            <Figure label="Users" value=number(Feature::Users) note=users_note href=users />
            <Figure label="Owners" value=owners note=owners_note href=owners_path />
            <Figure
                label="Sign-ins"
                value=number(Feature::AuditLogs)
                note=note(Feature::AuditLogs, "in the last 24 hours")
                href=sign_ins + "?range=24h"
            />
            <Figure
                label="Queued jobs"
                value=number(Feature::Jobs(Queue::Queued))
                note=note(Feature::Jobs(Queue::Queued), "waiting for a worker")
                href=queue("queued")
            />
            <Figure
                label="Retry jobs"
                value=number(Feature::Jobs(Queue::Retry))
                note=note(Feature::Jobs(Queue::Retry), "to be tried again")
                href=queue("retry")
            />
            <Figure
                label="Dead jobs"
                value=number(Feature::Jobs(Queue::Dead))
                note=note(Feature::Jobs(Queue::Dead), "failed for good")
                href=queue("dead")
            />
            <Figure label="Workers" value=workers note=workers_note href=jobs.clone() />
            <Figure
                label="Private templates"
                value=number(Feature::Templates)
                note=note(Feature::Templates, "")
                href=templates
            />
        </dl>
        <section class="panel" aria-labelledby="attention-title">
            <h2 id="attention-title">{"What wants attention"}</h2>
            <SyncFailure sync=tenant.users.collection.sync() />
            {part(move || attention(held))}
        </section>
    }
    .into_any()
}

/// Counts of the people read so far.
#[derive(Clone, Copy, PartialEq, Eq)]
struct People {
    owners: usize,
    active_owners: usize,
    pending: usize,
    inactive: usize,
}

/// `None` until the whole list is there: a count of a part would mislead.
fn people(tenant: &Tenant) -> Option<People> {
    let list = &tenant.users.collection;
    list.progress().as_of?;
    Some(list.with(|users, _| {
        let with = |status| users.iter().filter(|user| user.status() == status).count();
        People {
            owners: users.iter().filter(|user| user.admin).count(),
            active_owners: users
                .iter()
                .filter(|user| user.admin && user.status() == Status::Active)
                .count(),
            pending: with(Status::Pending),
            inactive: with(Status::Inactive),
        }
    }))
}

fn attention(held: StoredValue<Tenant, LocalStorage>) -> AnyView {
    held.with_value(|tenant| {
        let list = &tenant.users.collection;
        let progress = list.progress();
        if progress.as_of.is_none() {
            // Judged only when everybody was looked at.
            return match progress.phase {
                Phase::Failed(_) | Phase::Cancelled => {
                    view! { <p class="muted">"Not all users could be looked at yet."</p> }
                        .into_any()
                }
                _ => view! { <p class="muted">"Looking through the users…"</p> }.into_any(),
            };
        }
        let people = list.with(|users, _| {
            let users: Vec<&User> = users.iter().map(|user| &user.value).collect();
            about_people(&users, Tick::now())
        });
        let mut all: Vec<_> = people.into_iter().map(|one| (one, Page::Users)).collect();
        let dead = tenant
            .capabilities
            .count(Feature::Jobs(Queue::Dead))
            .unwrap_or(0);
        if dead > 0 {
            let dead = Finding {
                title: counted(
                    usize::try_from(dead).unwrap_or(usize::MAX),
                    "dead job",
                    "dead jobs",
                ),
                detail: "They failed 25 times over about three weeks and are not tried again."
                    .to_owned(),
                grave: false,
                filter: "queue:dead",
            };
            all.push((dead, Page::Jobs));
        }
        findings(tenant, all)
    })
}
