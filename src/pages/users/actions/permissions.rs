//! Giving and taking a permission: which one, and how many have it.

use leptos::prelude::*;

use crate::analysis::user_form::KNOWN_PERMISSIONS;
use crate::data::changes::plan::not_listed_words;
use crate::data::tenant::Tenant;
use crate::format::number::count;
use crate::pages::users::plans::{Chosen, Deed};
use crate::reactive::{live, on};
use crate::ui::dialog::Dialog;

/// The permissions known here: the documented ones, and those that somebody of the tenant has.
fn known(tenant: &Tenant) -> Vec<String> {
    let mut all: Vec<String> = KNOWN_PERMISSIONS.map(str::to_owned).to_vec();
    untrack(|| {
        tenant.users.collection.with(|users, _| {
            for name in users
                .iter()
                .filter_map(|user| user.tenant_permissions.as_ref())
                .flatten()
            {
                if !all.contains(name) {
                    all.push(name.clone());
                }
            }
        });
    });
    all
}

/// Asks which permission to give or to take.
#[component]
pub fn Permissions(
    /// The tenant.
    tenant: Tenant,
    /// Whom it is about.
    chosen: Chosen,
    /// What was chosen.
    on_deed: Callback<Deed>,
    /// It was called off, or chosen.
    on_close: Callback<()>,
) -> impl IntoView {
    let Chosen { users, elsewhere } = chosen;
    let left_out = not_listed_words(elsewhere.len()).map(|words| view! { <p>{words}</p> });
    let total = users.len();
    let other = RwSignal::new(String::new());
    let choose = move |deed: Deed| {
        on_close.run(());
        on_deed.run(deed);
    };
    let rows = known(&tenant)
        .into_iter()
        .map(|name| {
            let having = users
                .iter()
                .filter(|user| {
                    let all = user.tenant_permissions.as_ref();
                    all.is_some_and(|all| all.contains(&name))
                })
                .count();
            let words = if total == 1 {
                if having == 1 {
                    "has it"
                } else {
                    "does not have it"
                }
                .to_owned()
            } else {
                [&count(having), " of ", &count(total), " have it"].concat()
            };
            let (give, take) = (name.clone(), name.clone());
            view! {
                <li>
                    <span class="permission-name">
                        <code>{name.clone()}</code>
                        <span class="muted">{words}</span>
                    </span>
                    <button
                        type="button"
                        class="button small"
                        aria-label=["Give ", &name].concat()
                        disabled=having == total
                        on:click=on(move |_| choose(Deed::AddPermission(give.clone())))
                    >
                        "Give"
                    </button>
                    <button
                        type="button"
                        class="button small"
                        aria-label=["Take away ", &name].concat()
                        disabled=having == 0
                        on:click=on(move |_| choose(Deed::RemovePermission(take.clone())))
                    >
                        "Take away"
                    </button>
                </li>
            }
        })
        .collect_view();
    let give_other = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = other.get_untracked().trim().to_owned();
        if !name.is_empty() {
            choose(Deed::AddPermission(name));
        }
    };
    view! {
        <Dialog labelled_by="permissions-title" on_cancel=on_close>
            <h2 id="permissions-title">{"Permissions"}</h2>
            <p>
                {if total == 1 {
                    "What is given or taken here is shown once more before it is sent.".to_owned()
                } else {
                    format!("For {} users. What is given or taken is shown once more before it is sent.", count(total))
                }}
            </p>
            {left_out}
            <ul class="permission-list">{rows}</ul>
            <form class="permission-other" on:submit=give_other>
                <label>
                    "Another one, by its name "
                    <input
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        on:input=on(move |event| other.set(event_target_value(&event)))
                    />
                </label>
                <button type="submit" class="button small" disabled=live(move || other.get().trim().is_empty())>
                    "Give"
                </button>
            </form>
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=on(move |_| on_close.run(()))>
                    "Cancel"
                </button>
            </div>
        </Dialog>
    }
}
