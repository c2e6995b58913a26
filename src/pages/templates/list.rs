//! The templates as a list, and what can be done with those that are selected.

use std::rc::Rc;

use leptos::prelude::*;

use super::bundle::save_bundle;
use super::columns::{COLUMNS, row};
use super::filter::WORDS;
use super::place::item_path;
use super::plans::{Chosen, delete};
use crate::api::tines::templates::list_path;
use crate::data::changes::Changes;
use crate::data::changes::plan::not_listed_words;
use crate::data::templates::KeptTemplate;
use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::layout::list::{ListView, Look};
use crate::layout::list_filter::ListFilter;
use crate::reactive::{live, on, part};
use crate::routes::Page;
use crate::state::read_only::ReadOnly;
use crate::state::saved_views::SavedViews;

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["Templates – ", &tenant.client.connection().name].concat());
    let templates = tenant.templates();
    let look = Look {
        page: Page::Templates,
        caption: "Templates",
        nouns: ("template", "templates"),
        columns: COLUMNS,
        row: |template: &KeptTemplate| row(template),
        raw: Some(|template: &KeptTemplate| template.raw.get()),
        first_page: list_path(1),
        opens: true,
    };
    let list = ListView::new(&tenant.client, &templates.list, look);
    list.announce();
    let views = SavedViews::of(tenant.client.connection().api, Page::Templates);
    let filter = ListFilter::new(Rc::new(templates.list), list.state, &WORDS, views);
    let held = StoredValue::new_local(tenant.clone());
    let way = move |item: &'static str, words: &'static str, class: &'static str| {
        // The list's query travels along, for the way back.
        let href =
            live(move || held.with_value(|tenant| item_path(tenant, item, &list.state.query())));
        view! { <a class=class href=href>{words}</a> }.into_any()
    };
    view! {
        <div class="page page-list templates">
            <header class="page-head">
                <h1 tabindex="-1">{"Templates"}</h1>
                <p class="page-note">{part(move || list.count())}</p>
                <div class="page-actions">
                    {whole_bundle(held, &list)}
                    {way("import", "Import", "button")}
                    {way("new", "New template", "button primary")}
                </div>
            </header>
            <div class="filter-layout">
                {filter.column()}
                {list.panel(&filter, Rc::new(move || selected(held, &list)))}
            </div>
        </div>
    }
    .into_any()
}

/// The templates at some places of the list.
fn at(tenant: &Tenant, places: &[u32]) -> Vec<KeptTemplate> {
    tenant.templates().list.collection.with_untracked(|all, _| {
        let place = |place: &u32| usize::try_from(*place).ok();
        let those = places.iter();
        those
            .filter_map(|at| all.get(place(at)?).cloned())
            .collect()
    })
}

/// Saves all of the tenant's templates as one bundle; not before all of them are there.
fn whole_bundle(held: StoredValue<Tenant, LocalStorage>, list: &ListView) -> AnyView {
    let total = list.all;
    let whole = Memo::new(move |_| {
        held.with_value(|tenant| {
            tenant
                .templates()
                .list
                .collection
                .progress()
                .as_of
                .is_some()
        })
    });
    let save = move |_| {
        held.with_value(|tenant| {
            let all = tenant
                .templates()
                .list
                .collection
                .with_untracked(|all, _| all.to_vec());
            save_bundle(tenant, "templates", &all);
        });
    };
    view! {
        <button
            type="button"
            class="button"
            disabled=live(move || !whole.get() || total.get() == 0)
            on:click=on(save)
        >
            {"Save all as a bundle"}
        </button>
    }
    .into_any()
}

/// What can be done with the selected ones.
fn selected(held: StoredValue<Tenant, LocalStorage>, list: &ListView) -> AnyView {
    let list = *list;
    let changes = expect_context::<Changes>();
    let off = nothing_may_change(&held.get_value());
    let chosen = move || {
        held.with_value(|tenant| Chosen {
            templates: at(tenant, &untrack(|| list.selected())),
            elsewhere: at(tenant, &untrack(|| list.selected_elsewhere())),
        })
    };
    let save = move |_| {
        let chosen = chosen();
        held.with_value(|tenant| save_bundle(tenant, "templates-selected", &chosen.templates));
    };
    let go = move |_| {
        let chosen = chosen();
        held.with_value(|tenant| changes.propose(&tenant.client, delete(tenant, &chosen)));
    };
    let left_out = move || {
        let elsewhere = list.selection.len().saturating_sub(list.selected().len());
        let words = not_listed_words(elsewhere)?;
        Some(view! { <span class="muted">{words}</span> })
    };
    view! {
        <button type="button" class="button" on:click=on(save)>{"Save as a bundle"}</button>
        <button type="button" class="button danger" disabled=off on:click=on(go)>{"Delete…"}</button>
        {part(left_out)}
    }
    .into_any()
}

/// Whether nothing may be changed here.
pub fn nothing_may_change(tenant: &Tenant) -> Signal<bool> {
    let read_only = use_context::<ReadOnly>();
    let connection = StoredValue::new(tenant.client.connection().clone());
    Signal::derive(move || {
        read_only.is_some_and(|read_only| {
            connection.with_value(|connection| read_only.refuses(connection).is_some())
        })
    })
}
