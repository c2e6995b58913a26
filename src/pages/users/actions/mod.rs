//! What can be done with users, one or many: the buttons. What exactly happens is in `plans`.

mod permissions;

use std::rc::Rc;

use leptos::prelude::*;

use super::place::IDS;
use super::plans::{Chosen, Deed, propose};
use crate::data::changes::Changes;
use crate::data::changes::plan::not_listed_words;
use crate::data::tenant::{KeptUser, Tenant};
use crate::layout::list::ListView;
use crate::reactive::{on, part};
use crate::routes::{Page, Route, write_query};
use crate::state::read_only::ReadOnly;
use crate::ui::icon::Icon;
use crate::ui::popover::{Popover, close_popover};
use crate::wire::tines::Status;
use permissions::Permissions;

/// The users something is to be done with, at the moment of the click.
pub type Whom = Rc<dyn Fn() -> Chosen>;

/// One thing that can be done.
struct Action {
    /// What its button says.
    words: &'static str,
    /// What it is.
    deed: fn() -> Deed,
    /// Whether it makes sense for one user, so that the button is there.
    fits: fn(&KeptUser) -> bool,
}

const ACTIONS: &[Action] = &[
    Action {
        words: "Resend the invitation",
        deed: || Deed::ResendInvitation { again: false },
        fits: |user| user.is_pending(),
    },
    Action {
        words: "End the session",
        deed: || Deed::ExpireSession,
        fits: |user| !user.is_pending(),
    },
    Action {
        words: "Activate",
        deed: || Deed::Activate,
        fits: |user| user.status() == Status::Inactive,
    },
    Action {
        words: "Deactivate",
        deed: || Deed::Deactivate,
        fits: |user| user.status() != Status::Inactive,
    },
    Action {
        words: "Make owner",
        deed: || Deed::MakeOwner,
        fits: |user| !user.admin,
    },
    Action {
        words: "Remove ownership",
        deed: || Deed::RemoveOwnership,
        fits: |user| user.admin,
    },
    Action {
        words: "Delete…",
        deed: || Deed::Delete,
        fits: |_| true,
    },
];

/// What can be done with the selected users. Those for whom something makes no sense, and those who are not
/// in the list as it is filtered, are left out by the plan, which says so.
pub fn selected(tenant: Tenant, list: ListView) -> AnyView {
    let users = tenant.users.collection.clone();
    let whom: Whom = Rc::new(move || {
        let at = |place: &u32| usize::try_from(*place).ok();
        users.with(|users, _| {
            let those = |places: Vec<u32>| {
                let those = places.iter();
                those
                    .filter_map(|place| users.get(at(place)?).cloned())
                    .collect()
            };
            Chosen {
                users: those(list.selected()),
                elsewhere: those(list.selected_elsewhere()),
            }
        })
    });
    let elsewhere = Signal::derive(move || {
        let selected = list.selection.len();
        selected.saturating_sub(list.selected().len())
    });
    let path = Route::item(&tenant.client.connection().id, Page::Users, "compare").path();
    let compare = {
        let whom = StoredValue::new_local(Rc::clone(&whom));
        move || {
            // Before the people are looked up: all of a long list may be selected.
            if !(2..=4).contains(&list.selection.len()) {
                return None;
            }
            let Chosen { users, elsewhere } = whom.with_value(|whom| whom());
            // All that are selected: looking at those who are not in this list changes nothing.
            let ids: Vec<String> = users
                .iter()
                .chain(&elsewhere)
                .map(|user| user.id.to_string())
                .collect();
            (2..=4).contains(&ids.len()).then(|| {
                let href = [&path, write_query([(IDS, ids.join(",").as_str())]).as_str()].concat();
                view! { <a class="button" href=href>{"Compare"}</a> }
            })
        }
    };
    let audit = {
        let whom = StoredValue::new_local(Rc::clone(&whom));
        let path = Route::new(&tenant.client.connection().id, Page::SignIns).path();
        move || {
            // More than these make an address too long for some proxies.
            if !(1..=100).contains(&list.selection.len()) {
                return None;
            }
            let Chosen { users, .. } = whom.with_value(|whom| whom());
            let ids: Vec<String> = users.iter().map(|user| user.id.to_string()).collect();
            (!ids.is_empty()).then(|| {
                let href = [
                    &path,
                    write_query([("people", ids.join(",").as_str())]).as_str(),
                ]
                .concat();
                view! { <a class="button" href=href>{"Sign-ins"}</a> }
            })
        }
    };
    view! {
        {menu("Change", &tenant, whom, Some(elsewhere))}
        {compare}
        {audit}
    }
    .into_any()
}

/// What can be done with one: only what makes sense for this one.
pub fn for_one(tenant: &Tenant, user: KeptUser) -> AnyView {
    let whom = move || Chosen {
        users: vec![user.clone()],
        elsewhere: Vec::new(),
    };
    menu("Actions", tenant, Rc::new(whom), None)
}

/// What can be done with people by their numbers: those of them who are listed now.
pub fn for_people(tenant: &Tenant, ids: Vec<i64>) -> AnyView {
    let users = tenant.users.collection.clone();
    let elsewhere = (ids.len() > 1).then(|| Signal::stored(0));
    let whom = move || Chosen {
        users: users.with(|users, _| {
            let chosen = users.iter().filter(|user| ids.contains(&user.id));
            chosen.cloned().collect()
        }),
        elsewhere: Vec::new(),
    };
    menu("Actions", tenant, Rc::new(whom), elsewhere)
}

/// What a menu needs. Cheap to copy.
#[derive(Clone, Copy)]
struct Menu {
    held: StoredValue<(Tenant, Whom), LocalStorage>,
    open: RwSignal<bool>,
    /// Whether the dialog of the permissions is open.
    choosing: RwSignal<bool>,
    /// Whether nothing may be changed.
    off: Signal<bool>,
    on_deed: Callback<Deed>,
}

/// `elsewhere`: how many of the selected are not in the list; `None` where it is about one user.
fn menu(
    label: &'static str,
    tenant: &Tenant,
    whom: Whom,
    elsewhere: Option<Signal<usize>>,
) -> AnyView {
    let changes = expect_context::<Changes>();
    let read_only = use_context::<ReadOnly>();
    let pinned = tenant.client.connection().read_only;
    let held = StoredValue::new_local((tenant.clone(), whom));
    let menu = Menu {
        held,
        open: RwSignal::new(false),
        choosing: RwSignal::new(false),
        off: Signal::derive(move || pinned || read_only.is_some_and(ReadOnly::is_on)),
        on_deed: Callback::new(move |deed: Deed| {
            held.with_value(|(tenant, whom)| propose(tenant, changes, deed, untrack(|| whom())));
        }),
    };
    let Menu { open, choosing, .. } = menu;
    let close = Callback::new(move |()| choosing.set(false));
    view! {
        <Popover label icon=Icon::Users open>
            {choices(menu, elsewhere)}
        </Popover>
        {part(move || {
            choosing
                .get()
                .then(|| {
                    let (tenant, whom) = held.get_value();
                    let chosen = untrack(|| whom());
                    view! { <Permissions tenant chosen on_deed=menu.on_deed on_close=close /> }
                })
        })}
    }
    .into_any()
}

fn choices(menu: Menu, elsewhere: Option<Signal<usize>>) -> AnyView {
    let (tenant, whom) = menu.held.get_value();
    let only = match elsewhere {
        None => untrack(|| whom()).users.pop(),
        Some(_) => None,
    };
    let left_out = move || {
        let words = not_listed_words(elsewhere?.get())?;
        Some(view! { <p class="muted">{words}</p> })
    };
    let buttons = ACTIONS
        .iter()
        .filter(|action| only.as_ref().is_none_or(|user| (action.fits)(user)))
        .map(|action| {
            let deed = action.deed;
            let chosen = Callback::new(move |()| menu.on_deed.run(deed()));
            choice(menu, action.words, matches!(deed(), Deed::Delete), chosen)
        })
        .collect_view();
    let permissions = tenant_knows_permissions(&tenant).then(|| {
        let chosen = Callback::new(move |()| menu.choosing.set(true));
        choice(menu, "Permissions…", false, chosen)
    });
    let off = move || {
        let words = "Read-only mode is on: nothing can be changed.";
        menu.off
            .get()
            .then(|| view! { <p class="muted">{words}</p> })
    };
    view! {
        {off}
        {part(left_out)}
        {buttons}
        {permissions}
    }
    .into_any()
}

fn choice(menu: Menu, words: &'static str, danger: bool, chosen: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="button bare-words"
            class:danger=danger
            disabled=menu.off
            on:click=on(move |event: leptos::ev::MouseEvent| {
                close_popover(menu.open, &event);
                chosen.run(());
            })
        >
            {words}
        </button>
    }
    .into_any()
}

/// Old tenants do not know permissions.
fn tenant_knows_permissions(tenant: &Tenant) -> bool {
    untrack(|| {
        tenant
            .users
            .collection
            .with(|users, _| users.iter().any(|user| user.tenant_permissions.is_some()))
    })
}
