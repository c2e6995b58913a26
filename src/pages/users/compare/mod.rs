//! Two to four users side by side.

pub mod sheet;

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::place::{DIFFERENCES, IDS, item_path, query, way_back};
use super::reading::{failure, reading};
use crate::api::error::Kind;
use crate::api::tines;
use crate::data::tenant::{KeptUser, Tenant};
use crate::layout::announcer::arrive;
use crate::reactive::part;
use crate::routes::{parse_query, with_pair};
use crate::ui::cell_view::cell_view;
use crate::ui::copy::CopyLink;
use crate::ui::export::{ExportButton, ExportSource};
use sheet::{Line, sheet};

/// How many users fit side by side.
const MOST: usize = 4;

/// Whom the URL asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    ids: Vec<i64>,
    /// What is no user's number.
    odd: Vec<String>,
    /// How many were beyond [`MOST`].
    beyond: usize,
}

impl Asked {
    fn read(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in parse_query(query) {
            if name != IDS {
                continue;
            }
            for part in value.split(',').map(str::trim) {
                match part.parse() {
                    Ok(id) if asked.ids.contains(&id) => {}
                    Ok(_) if asked.ids.len() == MOST => asked.beyond += 1,
                    Ok(id) => asked.ids.push(id),
                    Err(_) if part.is_empty() => {}
                    Err(_) => asked.odd.push(part.to_owned()),
                }
            }
        }
        asked
    }
}

/// The comparison.
#[component]
pub fn Compare(
    /// The tenant whose users they are.
    tenant: Tenant,
) -> impl IntoView {
    arrive(&format!(
        "Compare users – {}",
        tenant.client.connection().name
    ));
    let held = StoredValue::new_local(tenant);
    let query = query();
    let asked = move || Asked::read(&query.get());
    // A switch turned, or another sort of the list, is no reason to read anybody again.
    let ids = Memo::new(move |_| ids_text(&asked().ids));
    let missing = RwSignal::new(Vec::<i64>::new());
    let users = Memo::new(move |_| {
        held.with_value(|tenant| {
            tenant.users.collection.with(|users, _| {
                let find = |id: &i64| users.iter().find(|user| user.id == *id).cloned();
                asked()
                    .ids
                    .iter()
                    .filter_map(find)
                    .collect::<Vec<KeptUser>>()
            })
        })
    });
    let read = reading(
        Rc::new(move || ids.with(|ids| !ids.is_empty())),
        Rc::new(move || {
            let (tenant, ids) = (held.get_value(), untrack(asked).ids);
            Box::pin(async move {
                let mut failed = None;
                for id in ids {
                    // The list names no teams, and may be older than what one wants to compare.
                    match tines::users::get(&tenant.client, id).await {
                        Ok(user) => {
                            missing.update(|missing| missing.retain(|known| *known != id));
                            tenant.take_in(user);
                        }
                        Err(error) if error.kind == Kind::Missing => missing.update(|missing| {
                            missing.retain(|known| *known != id);
                            missing.push(id);
                        }),
                        Err(error) => failed = Some(error),
                    }
                }
                failed.map_or(Ok(()), Err)
            })
        }),
    );
    let loading = Memo::new(move |_| read.get().loading);
    let back = held.with_value(|tenant| way_back(tenant, ().into_any()));
    let table = move || {
        let users = users.get();
        if users.len() > 1 {
            table(held, users, query)
        } else if loading.get() {
            view! { <p class="muted">"Reading…"</p> }.into_any()
        } else {
            let words = "Two to four users can be compared. Choose them in the list.";
            view! { <p class="empty">{words}</p> }.into_any()
        }
    };
    let source: Rc<dyn Fn() -> ExportSource> = Rc::new(move || {
        let id = held.with_value(|tenant| tenant.client.connection().id.clone());
        export_source(id, users.get(), is_on(&query.get(), DIFFERENCES))
    });
    let source = StoredValue::new_local(source);
    let take = move || {
        (users.with(Vec::len) > 1)
            .then(|| view! { <ExportButton source=source.get_value() /> <CopyLink /> })
    };
    view! {
        <div class="page compare">
            {back}
            <header class="page-head">
                <h1 tabindex="-1">{"Compare users"}</h1>
                <p class="page-note">{part(move || loading.get().then_some("Reading…"))}</p>
                <div class="page-actions">
                    {switch("Only differences", DIFFERENCES)} {take}
                </div>
            </header>
            {failure(read)}
            <ul class="compare-notes">
                {part(move || {
                    notes(&asked(), &missing.get())
                        .into_iter()
                        .map(|note| view! { <li class="notice">{note}</li> }.into_any())
                        .collect_view()
                })}
            </ul>
            <div class="compare-scroll panel" tabindex="0" role="region" aria-label="Comparison">
                {table}
            </div>
        </div>
    }
}

/// What of the URL's wishes could not be met.
fn notes(asked: &Asked, missing: &[i64]) -> Vec<String> {
    let missing = missing
        .iter()
        .filter(|id| asked.ids.contains(id))
        .map(|id| {
            format!("User {id} was not found: deleted meanwhile, or this key may not see it.")
        });
    let odd = asked
        .odd
        .iter()
        .map(|odd| format!("“{odd}” is no user’s number."));
    let beyond = (asked.beyond > 0)
        .then(|| format!("Four fit side by side: {} more are left out.", asked.beyond));
    missing.chain(odd).chain(beyond).collect()
}

/// A switch that is a pair of the query: there while it is on.
pub fn switch(label: &'static str, name: &'static str) -> AnyView {
    let location = use_location();
    let search = location.search;
    let on = move || is_on(&search.get(), name);
    let navigate = use_navigate();
    let turn = move |event| {
        let value = event_target_checked(&event).then_some("1");
        let query = with_pair(&search.get_untracked(), name, value);
        let options = NavigateOptions {
            resolve: false,
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&(location.pathname.get_untracked() + &query), options);
    };
    view! {
        <label class="switch">
            <input type="checkbox" prop:checked=on on:change=turn />
            {label}
        </label>
    }
    .into_any()
}

/// Whether a query has a pair of that name.
pub fn is_on(query: &str, name: &str) -> bool {
    parse_query(query).iter().any(|pair| pair.0 == name)
}

type Held = StoredValue<Tenant, LocalStorage>;

fn table(held: Held, users: Vec<KeptUser>, query: Signal<String>) -> AnyView {
    let users: Vec<Rc<KeptUser>> = users.into_iter().map(Rc::new).collect();
    let ids: Vec<i64> = users.iter().map(|user| user.id).collect();
    let heads = users
        .iter()
        .map(|user| {
            let id = user.id;
            let href =
                move || held.with_value(|tenant| item_path(tenant, &id.to_string(), &query.get()));
            let others: Vec<i64> = ids.iter().copied().filter(|other| *other != id).collect();
            let without = move || with_pair(&query.get(), IDS, Some(&ids_text(&others)));
            let label = format!("Take {} out", user.full_name());
            view! {
                <th scope="col">
                    <a href=href>{user.full_name()}</a>
                    <a class="button small" href=without aria-label=label>
                        "Take out"
                    </a>
                </th>
            }
            .into_any()
        })
        .collect_view();
    let all = sheet(&users);
    let number = all.iter().filter(|line| line.differs).count();
    let all = StoredValue::new_local(all);
    let shown = move || {
        let only = is_on(&query.get(), DIFFERENCES);
        all.with_value(|all| {
            let lines = all.iter().filter(|line| line.differs || !only);
            lines.map(row).collect_view()
        })
    };
    let caption = match number {
        0 => "They differ in nothing".to_owned(),
        1 => "They differ in 1 field, marked ≠".to_owned(),
        _ => format!("They differ in {number} fields, each marked ≠"),
    };
    view! {
        <table class="compare-table">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{"Field"}</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{shown}</tbody>
        </table>
    }
    .into_any()
}

/// The lines as they are shown, one column for each user: with the address, for names may be alike.
fn export_source(id: String, users: Vec<KeptUser>, only_differences: bool) -> ExportSource {
    let users: Vec<Rc<KeptUser>> = users.into_iter().map(Rc::new).collect();
    let heads = users
        .iter()
        .map(|user| [&user.full_name(), " (", &user.email, ")"].concat());
    let labels = std::iter::once("Field".to_owned()).chain(heads).collect();
    let lines = sheet(&users);
    let rows = lines
        .iter()
        .filter(|line| line.differs || !only_differences)
        .map(|line| line.row().spelled_out())
        .collect();
    ExportSource::of_rows(id + "-users-compared", ("field", "fields"), labels, rows)
}

/// As the URL has them.
fn ids_text(ids: &[i64]) -> String {
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

fn row(line: &Line) -> AnyView {
    let cells = line
        .cells
        .iter()
        .map(|make| view! { <td>{cell_view(Rc::clone(make))}</td> }.into_any())
        .collect_view();
    let mark = line.differs.then(|| {
        view! {
            <span class="differs" aria-hidden="true">{"≠"}</span>
            <span class="unseen">{"differs"}</span>
        }
    });
    view! {
        <tr class:different=line.differs>
            <th scope="row">{line.label.clone()} {mark}</th>
            {cells}
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_whom() {
        let asked = Asked::read("q=x&ids=7,%207,abc,,9,1,2,3&differences=1");
        assert_eq!(asked.ids, [7, 9, 1, 2]);
        assert_eq!(asked.odd, ["abc"]);
        assert_eq!(asked.beyond, 1);
        assert_eq!(Asked::read(""), Asked::default());
        assert_eq!(ids_text(&asked.ids), "7,9,1,2");
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let asked = Asked::read("ids=7,x,1,2,3,4");
        let notes = notes(&asked, &[7, 99]);
        assert_eq!(notes.len(), 3);
        assert!(notes[0].starts_with("User 7 was not found"));
        assert!(notes[1].contains("“x”"));
    }
}
