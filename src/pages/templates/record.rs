//! One template: what is known from the list at once, then read afresh.

use std::rc::Rc;

use leptos::prelude::*;

use super::bundle::save_bundle;
use super::columns::{access, words};
use super::list::nothing_may_change;
use super::place::{duplicate_path, edit_path, query, way_back};
use super::plans::{Chosen, called_so, delete};
use super::versions;
use crate::analysis::json::visible;
use crate::analysis::template_record::{FIELDS, fields_of};
use crate::api::tines::templates;
use crate::data::changes::Changes;
use crate::data::query::Query;
use crate::data::templates::KeptTemplate;
use crate::data::tenant::Tenant;
use crate::format::file_name::size;
use crate::layout::announcer::{arrive, entitle};
use crate::layout::record_tools::record_tools;
use crate::pages::users::reading::{failure, reading};
use crate::reactive::{effect, live, on, part};
use crate::ui::cell_view::{Make, cell_view, short_table, text};
use crate::ui::icon::Icon;
use crate::ui::json::tree::JsonTree;
use crate::ui::popover::{Popover, close_popover};
use crate::ui::table::cell::{Cell, Tone};
use crate::wire::pretty::{compact, pretty};
use crate::wire::secret;

/// The page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    let held = StoredValue::new_local((tenant.clone(), id.to_owned()));
    let listed = Memo::new(move |_| held.with_value(|(tenant, id)| tenant.templates().find(id)));
    // What was known of it last stays when it goes.
    let known = RwSignal::new_local(None::<KeptTemplate>);
    effect(move || {
        if let Some(template) = listed.get() {
            known.set(Some(template));
        }
    });
    let gone = Memo::new(move |_| listed.with(Option::is_none) && known.with(Option::is_some));
    let name = Memo::new(move |_| {
        known
            .with(|known| {
                known
                    .as_ref()
                    .map(|known| visible(&known.name).into_owned())
            })
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| held.with_value(|(_, id)| ["Template ", id].concat()))
    });
    let title = [" – Templates – ", &tenant.client.connection().name].concat();
    arrive(&(name.get_untracked() + &title));
    effect(move || entitle(&(name.get() + &title)));
    let asked = reading(
        Rc::new(|| true),
        Rc::new(move || {
            let (tenant, id) = held.get_value();
            Box::pin(async move {
                let read = templates::get(&tenant.client, &id).await?;
                tenant.templates().take_in(&read);
                Ok(())
            })
        }),
    );
    let loading = Memo::new(move |_| asked.get().loading);
    let marks = Rc::new(move || {
        Cell::Badges(known.with(|known| {
            let kind = known.as_ref().map(|known| known.kind().to_owned());
            let kind = kind.filter(|kind| !kind.is_empty());
            kind.map(|kind| (Tone::Plain, kind)).into_iter().collect()
        }))
    });
    view! {
        <div class="page person templates">
            {way_back(tenant)}
            <header class="page-head person-head">
                <h1 tabindex="-1">{name}</h1>
                {cell_view(marks)}
                <div class="page-actions">{actions(held, known, gone, asked)}</div>
            </header>
            {part(move || (gone.get() && !loading.get()).then(is_gone))}
            {failure(asked)}
            {part(move || match known.get() {
                Some(template) => facts(&template),
                None if loading.get() => {
                    view! { <div class="panel skeleton" aria-hidden="true"></div> }.into_any()
                }
                None => ().into_any(),
            })}
            {versions::panel(tenant, id, known)}
        </div>
    }
    .into_any()
}

/// It was there, and no longer is.
fn is_gone() -> AnyView {
    view! {
        <div class="notice" role="status">
            <p>
                <strong>{"This template is no longer there."}</strong>
                {" It was deleted. Below stands what was known of it last; saved as a bundle, it can be imported again, under a new id."}
            </p>
        </div>
    }
    .into_any()
}

type Known = RwSignal<Option<KeptTemplate>, LocalStorage>;

/// The buttons beside the name.
fn actions(
    held: StoredValue<(Tenant, String), LocalStorage>,
    known: Known,
    gone: Memo<bool>,
    asked: Query<()>,
) -> AnyView {
    let changes = expect_context::<Changes>();
    let off = held.with_value(|(tenant, _)| nothing_may_change(tenant));
    let deeds = RwSignal::new(false);
    let query = query();
    let way = move |path: fn(&Tenant, &str, &str) -> String| {
        live(move || held.with_value(|(tenant, id)| path(tenant, id, &query.get())))
    };
    let path = Callback::new(move |()| held.with_value(|(_, id)| templates::one_path(id)));
    let id = Callback::new(move |()| held.with_value(|(_, id)| id.clone()));
    let tools = held.with_value(|(tenant, _)| record_tools(tenant, asked, ("Copy id", id), path));
    let save = move |event: leptos::ev::MouseEvent| {
        close_popover(deeds, &event);
        if let Some(template) = known.get_untracked() {
            held.with_value(|(tenant, _)| save_bundle(tenant, "template", &[template]));
        }
    };
    let delete = move |event: leptos::ev::MouseEvent| {
        close_popover(deeds, &event);
        if let Some(template) = known.get_untracked() {
            let chosen = Chosen {
                templates: vec![template],
                elsewhere: Vec::new(),
            };
            held.with_value(|(tenant, _)| changes.propose(&tenant.client, delete(tenant, &chosen)));
        }
    };
    view! {
        {tools}
        <Popover label="Actions" icon=Icon::Templates open=deeds>
            <button type="button" class="button bare-words" on:click=on(save)>
                {"Save as a bundle"}
            </button>
            <button
                type="button"
                class="button bare-words danger"
                disabled=live(move || off.get() || gone.get())
                on:click=on(delete)
            >
                {"Delete…"}
            </button>
        </Popover>
        {part(move || {
            (!gone.get())
                .then(|| {
                    view! {
                        <a class="button" href=way(duplicate_path)>{"Duplicate"}</a>
                        <a class="button primary" href=way(edit_path)>{"Edit"}</a>
                    }
                })
        })}
    }
    .into_any()
}

fn facts(template: &KeptTemplate) -> AnyView {
    let raw = pretty(&secret::mask(template.raw.get()));
    view! {
        <div class="templates-columns">
            <div class="templates-main">
                {options(template)} {inputs(template)}
                <details class="panel raw-json">
                    <summary>{"Raw JSON"}</summary>
                    <pre tabindex="0">{raw}</pre>
                </details>
            </div>
            {said(template)}
        </div>
    }
    .into_any()
}

fn options(template: &KeptTemplate) -> AnyView {
    let body = match &template.agent_options {
        Some(options) => {
            let json = options.get().to_owned();
            view! { <JsonTree json label="Options" root="agent_options" /> }.into_any()
        }
        None => view! { <p class="muted">{"This template has no options."}</p> }.into_any(),
    };
    let note = size(template.size() as u64);
    view! {
        <section class="panel" aria-labelledby="options-title">
            <div class="panel-head">
                <h2 id="options-title">{"Options"}</h2>
                <p class="hint">{note}</p>
            </div>
            {body}
        </section>
    }
    .into_any()
}

const INPUT_HEADS: &[&str] = &["Name", "Type", "Required", "Default", "Description", "More"];

fn inputs(template: &KeptTemplate) -> AnyView {
    let body = match &template.action_inputs {
        Some(inputs) if !inputs.is_empty() => {
            let json = |value: &Option<Box<serde_json::value::RawValue>>| match value {
                Some(value) => text(compact(value.get())),
                None => fixed(Cell::Nothing("none")),
            };
            let rows = inputs.iter().map(|input| {
                vec![
                    fixed(words(&input.name, "no name")),
                    fixed(words(&input.kind, "not said")),
                    fixed(if input.required {
                        Cell::Badges(vec![(Tone::Plain, "Required".to_owned())])
                    } else {
                        Cell::Nothing("no")
                    }),
                    json(&input.default_value),
                    fixed(words(&input.description, "none")),
                    json(&input.data),
                ]
            });
            short_table(
                "What whoever uses it is asked for",
                INPUT_HEADS,
                rows.collect(),
            )
        }
        _ => view! { <p class="muted">{"Whoever uses it is asked for nothing."}</p> }.into_any(),
    };
    view! {
        <section class="panel templates-inputs">
            <h2>{"Inputs"}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn fixed(cell: Cell) -> Make {
    Rc::new(move || cell.clone())
}

/// A longer name, in bytes, may not find room in the heading.
const LONG: usize = 120;

/// What the record says besides, and the fields that this dashboard does not know, as they are.
fn said(template: &KeptTemplate) -> AnyView {
    let number = |number: Option<i64>| match number {
        Some(number) => Cell::Text(number.to_string()),
        None => Cell::Nothing("none"),
    };
    let teams = template.shared_team_slugs.as_deref().unwrap_or_default();
    let facts = [
        ("Description", words(&template.description, "none")),
        ("Kind of Action", words(template.kind(), "not said")),
        ("Vendor", words(&template.vendor, "none")),
        ("Product", words(&template.product, "none")),
        ("Access", access(template.read_access.as_deref())),
        ("Shared with teams", words(&teams.join(", "), "none")),
        ("Team", number(template.team_id)),
        ("Folder", number(template.folder_id)),
        ("Id", Cell::Text(template.id.clone())),
    ];
    // The heading shows the beginning of a long name only.
    let name = (template.name.len() > LONG).then(|| ("Name", words(&template.name, "none")));
    let rows = name
        .into_iter()
        .chain(facts)
        .map(|(label, cell)| {
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd>{cell_view(fixed(cell))}</dd>
                </div>
            }
            .into_any()
        })
        .collect_view();
    let masked = secret::mask(template.raw.get());
    let others = fields_of(&masked)
        .all()
        .filter(|(name, _)| name != "id" && !FIELDS.iter().any(|field| field.name == name))
        .map(|(name, value)| {
            let value = compact(value.raw());
            view! {
                <div>
                    <dt>
                        <code>{name.into_owned()}</code>
                    </dt>
                    <dd>{value}</dd>
                </div>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let others = (!others.is_empty()).then(|| {
        view! {
            <section class="panel">
                <h2>{"Further fields"}</h2>
                <dl class="facts">{others}</dl>
            </section>
        }
    });
    view! {
        <div class="templates-facts">
            <section class="panel" aria-label=called_so(template)>
                <h2>{"What the record says"}</h2>
                <dl class="facts">{rows}</dl>
            </section>
            {others}
        </div>
    }
    .into_any()
}
