//! The overview of a Tyk Dashboard.

use leptos::prelude::*;

use super::{Figure, findings, frame};
use crate::analysis::attention::Finding;
use crate::analysis::list_index::sort_by;
use crate::data::capabilities::Feature;
use crate::data::sync::Phase;
use crate::data::tenant::Tenant;
use crate::format::number::{count, counted};
use crate::layout::sync_status::SyncFailure;
use crate::reactive::{effect, part};
use crate::routes::{Page, Route};

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    frame(tenant.clone(), body(tenant))
}

/// Its figures and findings.
fn body(tenant: &Tenant) -> AnyView {
    tenant.organisations().ensure();
    let held = StoredValue::new_local(tenant.clone());
    // The list of users is asked for only where the probe found it.
    effect(move || {
        held.with_value(|tenant| {
            if tenant
                .capabilities
                .offer(Feature::GatewayUsers)
                .count()
                .is_some()
            {
                tenant.gateway_users().ensure();
            }
        });
    });
    let figures = move || held.with_value(figures);
    let organisations = Signal::derive(move || figures().organisations.map(count));
    let apis = Signal::derive(move || figures().apis.map(count));
    let users = Signal::derive(move || figures().users.map(count));
    let supers = Signal::derive(move || figures().super_users.map(count));
    let users_note = Signal::derive(move || {
        held.with_value(|tenant| {
            if tenant
                .capabilities
                .offer(Feature::GatewayUsers)
                .is_refused()
            {
                "this version cannot list them".to_owned()
            } else {
                figures()
                    .inactive
                    .map(|inactive| format!("{} inactive", count(inactive)))
                    .unwrap_or_default()
            }
        })
    });
    let connection = &tenant.client.connection().id;
    let path = |page| Route::new(connection, page).path();
    let [orgs_path, users_path] = [Page::Organisations, Page::GatewayUsers].map(path);
    let apis_path = Route::item(connection, Page::Organisations, "apis").path();
    let supers_path = [&users_path, "?q=super:yes"].concat();
    view! {
        <dl class="figures-row">
            <Figure label="Organisations" value=organisations note="" href=orgs_path />
            <Figure label="APIs" value=apis note="in all organisations" href=apis_path />
            <Figure label="Gateway users" value=users note=users_note href=users_path />
            <Figure label="Super users" value=supers note="over all organisations" href=supers_path />
        </dl>
        <section class="panel" aria-labelledby="attention-title">
            <h2 id="attention-title">{"What wants attention"}</h2>
            <SyncFailure sync=tenant.organisations().sync() />
            {part(move || attention(held))}
        </section>
    }
    .into_any()
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Figures {
    organisations: Option<usize>,
    apis: Option<usize>,
    users: Option<usize>,
    super_users: Option<usize>,
    inactive: Option<usize>,
}

/// Each is `None` until its whole list is there: a count of a part would mislead.
fn figures(tenant: &Tenant) -> Figures {
    let mut figures = Figures::default();
    if tenant.organisations().progress().as_of.is_some() {
        tenant.organisations().with(|all, _| {
            figures.organisations = Some(all.len());
            figures.apis = Some(
                all.iter()
                    .map(|one| one.apis.as_ref().map_or(0, Vec::len))
                    .sum(),
            );
        });
    }
    if tenant.gateway_users().progress().as_of.is_some() {
        tenant.gateway_users().with(|all, _| {
            figures.users = Some(all.len());
            figures.super_users = Some(all.iter().filter(|user| user.is_super_user()).count());
            figures.inactive = Some(all.iter().filter(|user| !user.active).count());
        });
    }
    figures
}

fn attention(held: StoredValue<Tenant, LocalStorage>) -> AnyView {
    held.with_value(|tenant| {
        let progress = tenant.organisations().progress();
        if progress.as_of.is_none() {
            let words = match progress.phase {
                Phase::Failed(_) | Phase::Cancelled => "Not all organisations could be looked at.",
                _ => "Looking through the organisations…",
            };
            return view! { <p class="muted">{words}</p> }.into_any();
        }
        let all = tenant.organisations().with(|all, _| {
            let without = all
                .iter()
                .filter(|one| one.apis.as_ref().is_none_or(Vec::is_empty))
                .count();
            let mut names: Vec<u32> = (0..).take(all.len()).collect();
            let name = |at: u32| {
                usize::try_from(at)
                    .ok()
                    .and_then(|at| all.get(at))
                    .map(|one| one.owner_name.as_str())
            };
            sort_by(&mut names, &mut |a, b| name(a).cmp(&name(b)));
            let same =
                |pair: &[u32]| pair.first().map(|at| name(*at)) == pair.last().map(|at| name(*at));
            let doubled = names.windows(2).filter(|pair| same(pair)).count();
            let mut found = Vec::new();
            if without > 0 {
                found.push(Finding {
                    title: format!(
                        "{} without an API",
                        counted(without, "organisation", "organisations")
                    ),
                    detail:
                        "They may be left over, or their API list may not be shown by this version."
                            .to_owned(),
                    grave: false,
                    filter: "-apis:>0",
                });
            }
            if doubled > 0 {
                found.push(Finding {
                    title: "Organisations with the same name".to_owned(),
                    detail: "Names are not unique: look at the id before changing one of them."
                        .to_owned(),
                    grave: false,
                    filter: "",
                });
            }
            found
        });
        let mut all: Vec<_> = all
            .into_iter()
            .map(|one| (one, Page::Organisations))
            .collect();
        let supers = tenant.gateway_users().with(|users, _| {
            users
                .iter()
                .filter(|user| user.is_super_user() && user.active)
                .count()
        });
        if supers > 0 {
            let found = Finding {
                title: format!(
                    "{} over all organisations",
                    counted(supers, "active super user", "active super users")
                ),
                detail: "Each of them can see and change every organisation.".to_owned(),
                grave: true,
                filter: "super:yes active:yes",
            };
            all.insert(0, (found, Page::GatewayUsers));
        }
        findings(tenant, all)
    })
}
