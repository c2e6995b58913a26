//! All that the tenant says of a user: the known fields in words, the others as they are.

use std::rc::Rc;

use leptos::prelude::*;

use super::Shown;
use crate::data::query::Query;
use crate::data::tenant::{KeptUser, Tenant};
use crate::pages::users::fields::{GROUPS, TEAMS, UNSAID, others, says};
use crate::pages::users::place::item_path;
use crate::reactive::part;
use crate::ui::cell_view::{cell_view, short_table, text};
use crate::wire::pretty::pretty;
use crate::wire::secret;

/// The panels of facts; bars in their place until something is known.
pub fn facts(tenant: &Tenant, user: Shown, asked: Query<()>, query: Signal<String>) -> AnyView {
    let held = StoredValue::new_local(tenant.clone());
    let matrix = Signal::derive(move || {
        held.with_value(|tenant| item_path(tenant, "permissions", &query.get()))
    });
    let loading = Memo::new(move |_| asked.get().loading);
    view! {
        <div class="person-facts">
            {part(move || match user.get() {
                Some(user) => known(user, loading, matrix),
                None if loading.get() => {
                    view! { <div class="panel skeleton" aria-hidden="true"></div> }.into_any()
                }
                None => ().into_any(),
            })}
        </div>
    }
    .into_any()
}

fn known(user: KeptUser, loading: Memo<bool>, matrix: Signal<String>) -> AnyView {
    let user = Rc::new(user);
    let groups = GROUPS
        .iter()
        .map(|(heading, fields)| {
            let rows = fields
                .iter()
                .map(|field| fact(field.label, cell_view(field.of(&user)), (field.hint)(&user)))
                .collect();
            panel(heading, list(rows))
        })
        .collect_view();
    let others: Vec<AnyView> = others(&user)
        .into_iter()
        .map(|(name, value)| {
            let name = view! { <code>{name}</code> };
            fact(name, value.into_any(), "")
        })
        .collect();
    let others = (!others.is_empty()).then(|| panel("Further fields", list(others)));
    let raw = pretty(&secret::mask(user.raw.get()));
    view! {
        {groups}
        {panel("Teams", teams(&user, loading))}
        {others}
        <details class="panel raw-json">
            <summary>{"Raw JSON"}</summary>
            <pre tabindex="0">{raw}</pre>
        </details>
        <p>
            <a href=matrix>"Everyone’s permissions"</a>
        </p>
    }
    .into_any()
}

fn panel(heading: &'static str, body: AnyView) -> AnyView {
    view! {
        <section class="panel">
            <h2>{heading}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn list(rows: Vec<AnyView>) -> AnyView {
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

fn fact(label: impl IntoAny, value: AnyView, hint: &'static str) -> AnyView {
    let hint = (!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> });
    view! {
        <div>
            <dt>{label.into_any()}</dt>
            <dd>{value} {hint}</dd>
        </div>
    }
    .into_any()
}

/// The list of users does not name the teams: they come with the fresh reading.
fn teams(user: &KeptUser, loading: Memo<bool>) -> AnyView {
    let words = match &user.team_memberships {
        Some(teams) if !teams.is_empty() => {
            let rows = teams
                .iter()
                .map(|team| vec![text(team.team_name.clone()), text(team.role.clone())])
                .collect();
            return short_table("Teams and the role in each", &["Team", "Role"], rows);
        }
        Some(_) if says(user, TEAMS) => Some("In no team."),
        _ => None,
    };
    let words = move || match words {
        Some(words) => words,
        None if loading.get() => "Reading…",
        None => UNSAID,
    };
    view! { <p class="muted">{words}</p> }.into_any()
}
