//! What can be done with users, one or many: the buttons. What exactly happens is in `plans`.

mod permissions;

use std::rc::Rc;

use leptos::prelude::*;

use super::plans::{Deed, propose};
use crate::data::changes::Changes;
use crate::data::tenant::{KeptUser, Tenant};
use crate::state::read_only::ReadOnly;
use crate::ui::icon::Icon;
use crate::ui::popover::{Popover, close_popover};
use crate::wire::tines::Status;
use permissions::Permissions;

/// The users something is to be done with, at the moment of the click.
pub type Whom = Rc<dyn Fn() -> Vec<KeptUser>>;

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

/// What can be done with many. Those for whom something makes no sense are left out by the plan, which
/// says so.
pub fn for_many(tenant: &Tenant, whom: Whom) -> AnyView {
    menu("Change", tenant, whom, None)
}

/// What can be done with one: only what makes sense for this one.
pub fn for_one(tenant: &Tenant, user: KeptUser) -> AnyView {
    let whom: Whom = {
        let user = user.clone();
        Rc::new(move || vec![user.clone()])
    };
    menu("Actions", tenant, whom, Some(&user))
}

fn menu(label: &'static str, tenant: &Tenant, whom: Whom, only: Option<&KeptUser>) -> AnyView {
    let changes = expect_context::<Changes>();
    let read_only = use_context::<ReadOnly>();
    let pinned = tenant.client.connection().read_only;
    let open = RwSignal::new(false);
    let choosing = RwSignal::new(false);
    let held = StoredValue::new_local((tenant.clone(), whom));
    let off = Signal::derive(move || pinned || read_only.is_some_and(ReadOnly::is_on));
    let start = Callback::new(move |deed: Deed| {
        held.with_value(|(tenant, whom)| propose(tenant, changes, deed, untrack(|| whom())));
    });
    let buttons = ACTIONS
        .iter()
        .filter(|action| only.is_none_or(|user| (action.fits)(user)))
        .map(|action| {
            let deed = action.deed;
            view! {
                <button
                    type="button"
                    class="button bare-words"
                    class:danger=matches!(deed(), Deed::Delete)
                    disabled=off
                    on:click=move |event| {
                        close_popover(open, &event);
                        start.run(deed());
                    }
                >
                    {action.words}
                </button>
            }
        })
        .collect_view();
    let permissions = tenant_knows_permissions(tenant).then(|| {
        view! {
            <button
                type="button"
                class="button bare-words"
                disabled=off
                on:click=move |event| {
                    close_popover(open, &event);
                    choosing.set(true);
                }
            >
                "Permissions…"
            </button>
        }
    });
    let close = Callback::new(move |()| choosing.set(false));
    view! {
        <Popover label icon=Icon::Users open>
            {move || off.get().then(|| view! { <p class="muted">{"Read-only mode is on: nothing can be changed."}</p> })}
            {buttons} {permissions}
        </Popover>
        {move || {
            choosing
                .get()
                .then(|| {
                    let (tenant, whom) = held.get_value();
                    view! { <Permissions tenant users=untrack(|| whom()) on_deed=start on_close=close /> }
                })
        }}
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
