//! The way back to the list, and to the users before and after this one in it.

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use crate::format::number::count;
use crate::pages::users::place::{item_path, listed, way_back};
use crate::reactive::part;

/// Where a user stands in the list, counted from 0, of how many, and who stands beside it.
struct Place {
    at: usize,
    of: usize,
    before: Option<i64>,
    after: Option<i64>,
}

/// The links above a user's name.
pub fn neighbours(tenant: &Tenant, id: i64, query: Signal<String>) -> AnyView {
    let held = StoredValue::new_local(tenant.clone());
    let place = move || held.with_value(|tenant| place(tenant, id, &query.get()));
    let way = move |beside: Option<i64>, rel: &'static str, words: &'static str| {
        // Not a dead link at the ends of the list, but what one would look for there.
        match beside {
            None => view! {
                <span class="button small" aria-disabled="true" role="link">
                    {words}
                </span>
            }
            .into_any(),
            Some(id) => {
                let href = move || {
                    held.with_value(|tenant| item_path(tenant, &id.to_string(), &query.get()))
                };
                view! {
                    <a class="button small" rel=rel href=href>
                        {words}
                    </a>
                }
                .into_any()
            }
        }
    };
    let beside = move || {
        let place = place()?;
        let words = format!("{} of {}", count(place.at + 1), count(place.of));
        Some(view! {
            <span class="person-place">{words}</span>
            {way(place.before, "prev", "Previous")}
            {way(place.after, "next", "Next")}
        })
    };
    way_back(tenant, part(beside).into_any())
}

/// `None` while the user is not in the list, or not among those that its filter lets through.
fn place(tenant: &Tenant, id: i64, query: &str) -> Option<Place> {
    let listed = listed(tenant, query);
    tenant.users.collection.with(|users, _| {
        let id_at = |at: usize| {
            let position = usize::try_from(*listed.get(at)?).ok()?;
            Some(users.get(position)?.id)
        };
        let at = (0..listed.len()).find(|at| id_at(*at) == Some(id))?;
        Some(Place {
            at,
            of: listed.len(),
            before: at.checked_sub(1).and_then(id_at),
            after: id_at(at + 1),
        })
    })
}
