//! One gateway user: all that is said of it, its access key and its password.

use std::rc::Rc;

use leptos::prelude::*;

use super::edit::{record_of, saved};
use super::fields::{ELSEWHERE, GROUPS};
use super::key::key_view;
use super::list::{organisation_name, status};
use super::password;
use super::plans::{allow_reset, delete, who};
use crate::analysis::user_permissions::RESET;
use crate::api::tyk::users;
use crate::data::changes::Changes;
use crate::data::mutation::Mutation;
use crate::data::tenant::{KeptGatewayUser, Tenant};
use crate::layout::failure::Failure;
use crate::pages::raw_record::facts::facts;
use crate::pages::raw_record::open::{Held, Kind, hold};
use crate::pages::raw_record::page::{
    Deed, Shown, deeds_view, propose, raw_json, record_page, section,
};
use crate::pages::raw_record::place::{Mode, item_path};
use crate::pages::raw_record::save::{Next, Wanted, attempt};
use crate::reactive::part;
use crate::routes::Page;
use crate::state::journal::Outcome;
use crate::ui::cell_view::{cell_view, short_table, text};
use crate::ui::icon::Icon;
use crate::ui::table::cell::{Cell, Tone};

/// The gateway users.
pub static KIND: Kind<KeptGatewayUser> = Kind {
    page: Page::GatewayUsers,
    noun: "user",
    plural: "Gateway users",
    all: Tenant::gateway_users,
    read: |tenant, id| Box::pin(async move { users::get(&tenant.client, &id).await }),
    name: |user| match user.full_name() {
        name if name.is_empty() => user.value.id.clone(),
        name => name,
    },
};

/// The page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    tenant.organisations().ensure();
    let held = hold(tenant, id);
    let user = KIND.shown(held);
    let asked = KIND.asked(held);
    let marks = move || {
        Cell::Badges(user.with(|user| {
            let marks = user.as_ref().map(|user| {
                let over = (Tone::Warning, "Super user".to_owned());
                let over = user.is_super_user().then_some(over);
                std::iter::once(status(user.active)).chain(over).collect()
            });
            marks.unwrap_or_default()
        }))
    };
    let shown = Shown {
        path: users::one_path,
        beside: cell_view(Rc::new(marks)),
        deeds: Callback::new(move |()| deeds(held, user)),
        known: Callback::new(move |()| user.get().map(|user| known(held, &user))),
        below: password_panel(held, user),
        raw: Callback::new(move |()| {
            let nothing = || ().into_any();
            user.with(|user| {
                let user = user.as_ref()?;
                Some(raw_json(
                    "Raw JSON, secrets masked",
                    user.raw.get(),
                    nothing(),
                ))
            })
        }),
    };
    record_page(&KIND, held, user, asked, shown)
}

/// The panel that sets the password. It stays while the user is read anew: something may be typed in it.
fn password_panel(held: Held, user: Memo<Option<KeptGatewayUser>>) -> AnyView {
    let known = Memo::new(move |_| {
        user.with(|user| {
            let user = user.as_ref()?;
            Some((user.access_key.clone(), user.active))
        })
    });
    part(move || {
        let (key, active) = known.get()?;
        let whose = user.with_untracked(|user| user.as_ref().map(who))?;
        let panel = held.with_value(|(tenant, id)| {
            if active {
                password::panel(tenant, id.clone(), whose, key)
            } else {
                // The call is made in the user's own name, and the key of somebody who is inactive opens nothing.
                password::inactive()
            }
        });
        Some(section("Password", None, panel))
    })
    .into_any()
}

fn known(held: Held, user: &KeptGatewayUser) -> AnyView {
    let raw = user.raw.get();
    let permissions: Vec<_> = user
        .user_permissions
        .iter()
        .map(|(area, level)| vec![text(area.clone()), text(level.clone())])
        .collect();
    let permissions = if permissions.is_empty() {
        view! { <p class="muted">{"None. What a user group allows is not shown here."}</p> }
            .into_any()
    } else {
        short_table("Permissions", &["Area", "May"], permissions)
    };
    let key = held.with_value(|(tenant, id)| {
        user.access_key.clone().map_or_else(
            || view! { <p class="muted">{"This server does not tell it."}</p> }.into_any(),
            |key| {
                let key = key_view(tenant, key, who(user), &users::one_path(id));
                view! {
                    <p class="hint">{"Opens the ordinary dashboard API in this user’s name. Showing it is entered in the journal."}</p>
                    {key}
                }
                .into_any()
            },
        )
    });
    let owner = user.org_id.clone().map(|org| {
        let name = {
            let org = org.clone();
            move || held.with_value(|(tenant, _)| organisation_name(tenant, &org))
        };
        let path = held
            .with_value(|(tenant, _)| item_path(tenant, Page::Organisations, &org, Mode::Look, ""));
        view! { <p><a href=path>{part(name)}</a></p> }.into_any()
    });
    let owner = owner.unwrap_or_else(|| {
        let words = "Over all organisations: this user can see and change every one of them.";
        view! { <p class="notice">{words}</p> }.into_any()
    });
    view! {
        <div class="organisation-columns">
            <div class="organisation-facts">{facts(GROUPS, raw, ELSEWHERE)}</div>
            <div class="organisation-side">
                {section("Organisation", None, owner)}
                {section("Permissions", None, permissions)}
                {section("Access key", None, key)}
            </div>
        </div>
    }
    .into_any()
}

/// What else can be done with the user, as it is when it is asked for.
fn deeds(held: Held, user: Memo<Option<KeptGatewayUser>>) -> AnyView {
    let changes = expect_context::<Changes>();
    let switching = Mutation::new();
    let differs = RwSignal::new(false);
    let is_active =
        Memo::new(move |_| user.with(|user| user.as_ref().is_some_and(|user| user.active)));
    let resets = Memo::new(move |_| user.with(|user| user.as_ref().is_some_and(may_reset)));
    let tenant = move || held.with_value(|(tenant, _)| tenant.clone());
    let switch = move |()| {
        let Some(user) = user.get_untracked() else {
            return;
        };
        let tenant = tenant();
        let what = if user.active {
            "Deactivate user"
        } else {
            "Activate user"
        };
        let record = record_of(&tenant, &user, what);
        let wanted = Wanted::Fields(vec![("active".to_owned(), (!user.active).to_string())]);
        differs.set(false);
        switching.send(
            async move { attempt(&record, user.raw.get(), &wanted).await },
            move |next| match next {
                Next::Differs(..) => {
                    differs.try_set(true);
                }
                Next::Idle(_) => {}
                Next::Saved(sent) => saved(&tenant, &sent),
            },
        );
    };
    let reset = move |()| {
        if let Some(user) = user.get_untracked() {
            propose(
                held,
                changes,
                allow_reset(&tenant(), &user, !may_reset(&user)),
            );
        }
    };
    let remove = move |()| {
        if let Some(user) = user.get_untracked() {
            propose(held, changes, delete(&tenant(), &user));
        }
    };
    let either = |flag: Memo<bool>, yes: &'static str, no: &'static str| {
        Signal::derive(move || if flag.get() { yes } else { no })
    };
    let deeds = vec![
        Deed::new(
            either(is_active, "Deactivate", "Activate"),
            Callback::new(switch),
        ),
        Deed::new(
            either(resets, "Disallow password reset", "Allow password reset"),
            Callback::new(reset),
        ),
        Deed {
            why_not: Signal::derive(move || {
                held.with_value(|(tenant, id)| cannot_delete(tenant, id))
            }),
            ..Deed::dangerous("Delete…", Callback::new(remove))
        },
    ];
    view! {
        {deeds_view(held, Icon::GatewayUsers, deeds)}
        {part(move || differs.get().then(|| view! {
            <p class="notice" role="alert">{"Somebody else changed this user meanwhile, and nothing was sent: read again, look, and decide."}</p>
        }))}
        {part(move || switching.error().map(|error| view! { <Failure error /> }))}
    }
    .into_any()
}

/// That this server cannot delete users, once it was tried: 405 says so of any of them, 404 of one that is there
/// (`docs/contract.md`, "Users"). Nothing tells it before.
fn cannot_delete(tenant: &Tenant, id: &str) -> Option<&'static str> {
    let connection = tenant.client.connection();
    let path = [connection.base.as_str(), &users::one_path(id)].concat();
    let was_refused = tenant.client.journal().with(|entries| {
        entries.iter().any(|entry| {
            let is_delete = entry.method == "DELETE" && entry.connection == connection.id;
            is_delete
                && match entry.outcome {
                    Outcome::Refused(405, _) => entry.path.contains(users::PATH),
                    Outcome::Refused(404, _) => entry.path == path,
                    _ => false,
                }
        })
    });
    was_refused
        .then_some("This server cannot delete users: it was tried. Make the user inactive instead.")
}

/// Whether the user may reset passwords.
fn may_reset(user: &KeptGatewayUser) -> bool {
    user.user_permissions.iter().any(|(area, _)| area == RESET)
}
