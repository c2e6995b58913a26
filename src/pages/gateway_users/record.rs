//! One gateway user: all that is said of it, its access key and its password.

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
use crate::data::changes::plan::Plan;
use crate::data::mutation::Mutation;
use crate::data::query::Query;
use crate::data::tenant::{KeptGatewayUser, Tenant};
use crate::layout::announcer::{arrive, entitle};
use crate::layout::failure::Failure;
use crate::layout::record_tools::record_tools;
use crate::pages::raw_record::facts::facts;
use crate::pages::raw_record::place::{Mode, item_path, query, way_back};
use crate::pages::raw_record::save::{Next, Wanted, attempt};
use crate::reactive::{effect, on, part};
use crate::routes::Page;
use crate::ui::cell_view::{cell_view, short_table, text};
use crate::ui::icon::Icon;
use crate::ui::popover::{Popover, close_popover};
use crate::ui::table::cell::{Cell, Tone};
use crate::wire::pretty::pretty;
use crate::wire::secret;

/// The tenant and the user's id.
type Held = StoredValue<(Tenant, String), LocalStorage>;
/// The user as it was read last.
type Shown = Memo<Option<KeptGatewayUser>>;

/// The page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    let held: Held = StoredValue::new_local((tenant.clone(), id.to_owned()));
    // The list may not exist on this server: what is read alone stands in it all the same.
    let user: Shown = Memo::new(move |_| {
        held.with_value(|(tenant, id)| {
            let all = tenant.gateway_users();
            all.with(|all, _| all.iter().find(|user| user.value.id == *id).cloned())
        })
    });
    tenant.organisations().ensure();
    let named = id.to_owned();
    let name = Memo::new(move |_| {
        let name = user.with(|user| user.as_ref().map(|user| user.full_name()));
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| named.clone())
    });
    let title = [" – Gateway users – ", &tenant.client.connection().name].concat();
    arrive(&(name.get_untracked() + &title));
    effect(move || entitle(&(name.get() + &title)));
    let asked = Query::new(
        || Some(()),
        move |()| {
            let (tenant, id) = held.get_value();
            async move {
                let fresh = users::get(&tenant.client, &id).await?;
                let all = tenant.gateway_users();
                if !untrack(|| all.with(|all, _| all.contains(&fresh))) {
                    all.put(fresh);
                }
                Ok(())
            }
        },
    );
    let was_here = RwSignal::new(false);
    effect(move || {
        if user.with(Option::is_some) {
            was_here.set(true);
        }
    });
    let retry = Callback::new(move |()| asked.reload());
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
    view! {
        <div class="page person organisation">
            {way_back(tenant, Page::GatewayUsers, "Gateway users")}
            <header class="page-head person-head">
                <h1 tabindex="-1">{part(move || name.get())}</h1>
                {cell_view(std::rc::Rc::new(marks))}
                <div class="page-actions">{actions(held, user, asked)}</div>
            </header>
            {part(move || asked.get().error.map(|error| view! { <Failure error retry /> }))}
            {part(move || match user.get() {
                Some(user) => known(held, &user),
                None if was_here.get() => view! {
                    <p class="notice" role="status">{"This user is no longer there."}</p>
                }
                .into_any(),
                None if asked.get().loading => {
                    view! { <div class="panel skeleton" aria-hidden="true"></div> }.into_any()
                }
                None => ().into_any(),
            })}
            {password_panel(held, user)}
        </div>
    }
    .into_any()
}

/// The panel that sets the password. It stays while the user is read anew: something may be typed in it.
fn password_panel(held: Held, user: Shown) -> AnyView {
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
        Some(view! {
            <section class="panel">
                <h2>{"Password"}</h2>
                {panel}
            </section>
        })
    })
    .into_any()
}

fn known(held: Held, user: &KeptGatewayUser) -> AnyView {
    let raw = user.raw.get();
    let laid_out = pretty(&secret::mask(raw));
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
            |key| key_view(tenant, key, who(user), &users::one_path(id)),
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
                <section class="panel"><h2>{"Organisation"}</h2>{owner}</section>
                <section class="panel"><h2>{"Permissions"}</h2>{permissions}</section>
                <section class="panel">
                    <h2>{"Access key"}</h2>
                    <p class="hint">{"Opens the ordinary dashboard API in this user’s name. Showing it is entered in the journal."}</p>
                    {key}
                </section>
            </div>
        </div>
        <details class="panel raw-json">
            <summary>{"Raw JSON, secrets masked"}</summary>
            <pre tabindex="0">{laid_out}</pre>
        </details>
    }
    .into_any()
}

/// The buttons beside the name.
fn actions(held: Held, user: Shown, asked: Query<()>) -> AnyView {
    let deeds = RwSignal::new(false);
    let query = query();
    let edit = Signal::derive(move || {
        held.with_value(|(tenant, id)| {
            item_path(tenant, Page::GatewayUsers, id, Mode::Edit, &query.get())
        })
    });
    let path = Callback::new(move |()| held.with_value(|(_, id)| users::one_path(id)));
    let id = Callback::new(move |()| held.with_value(|(_, id)| id.clone()));
    let tools = held.with_value(|(tenant, _)| record_tools(tenant, asked, ("Copy id", id), path));
    view! {
        {tools}
        {part(move || user.get().map(|user| deeds_view(held, user, deeds)))}
        {part(move || user.with(Option::is_some).then(|| view! { <a class="button primary" href=edit>{"Edit"}</a> }))}
    }
    .into_any()
}

/// What else can be done with the user.
fn deeds_view(held: Held, user: KeptGatewayUser, open: RwSignal<bool>) -> AnyView {
    let changes = expect_context::<Changes>();
    let switching = Mutation::new();
    let differs = RwSignal::new(false);
    let off = Signal::derive(move || {
        held.with_value(|(tenant, _)| tenant.client.refuses_changes())
            .is_some()
    });
    let is_active = user.active;
    let may_reset = user.user_permissions.iter().any(|(area, _)| area == RESET);
    let held_user = StoredValue::new_local(user);
    let propose = Callback::new(move |plan: fn(&Tenant, &KeptGatewayUser) -> Plan| {
        held.with_value(|(tenant, _)| {
            let plan = held_user.with_value(|user| plan(tenant, user));
            changes.propose(&tenant.client, plan);
        });
    });
    let switch = Callback::new(move |()| {
        let (tenant, _) = held.get_value();
        let user = held_user.get_value();
        let what = if is_active {
            "Deactivate user"
        } else {
            "Activate user"
        };
        let record = record_of(&tenant, &user, what);
        let wanted = Wanted::Fields(vec![("active".to_owned(), (!is_active).to_string())]);
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
    });
    let button = move |words: &'static str, danger: bool, run: Callback<()>| {
        view! {
            <button
                type="button"
                class="button bare-words"
                class:danger=danger
                disabled=off
                on:click=on(move |event: leptos::ev::MouseEvent| {
                    close_popover(open, &event);
                    run.run(());
                })
            >
                {words}
            </button>
        }
        .into_any()
    };
    let reset = Callback::new(move |()| {
        propose.run(if may_reset {
            |tenant, user| allow_reset(tenant, user, false)
        } else {
            |tenant, user| allow_reset(tenant, user, true)
        });
    });
    let remove = Callback::new(move |()| propose.run(delete));
    view! {
        <Popover label="Actions" icon=Icon::GatewayUsers open>
            {button(if is_active { "Deactivate" } else { "Activate" }, false, switch)}
            {button(if may_reset { "Disallow password reset" } else { "Allow password reset" }, false, reset)}
            {button("Delete…", true, remove)}
        </Popover>
        {part(move || differs.get().then(|| view! {
            <p class="notice" role="alert">{"Somebody else changed this user meanwhile, and nothing was sent: read again, look, and decide."}</p>
        }))}
        {part(move || switching.error().map(|error| view! { <Failure error /> }))}
    }
    .into_any()
}
