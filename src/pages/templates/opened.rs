//! A template that is read before a form is made of it.

use leptos::prelude::*;

use super::place::way_back;
use crate::api::tines::templates;
use crate::data::mutation::Mutation;
use crate::data::templates::KeptTemplate;
use crate::data::tenant::Tenant;
use crate::layout::failure::Failure;
use crate::reactive::{effect_with_last, part};
use crate::state::session::Session;

/// The form of a template, once it is read. `words`: the heading until then, and what is being done.
pub fn opened(
    tenant: &Tenant,
    id: &str,
    words: (&'static str, &'static str),
    form: fn(&Tenant, &KeptTemplate) -> AnyView,
) -> AnyView {
    let load = Mutation::new();
    let template = RwSignal::new_local(None::<KeptTemplate>);
    let held = StoredValue::new_local((tenant.clone(), id.to_owned()));
    let read = Callback::new(move |()| {
        let (tenant, id) = held.get_value();
        let templates = tenant.templates();
        load.send(
            async move { templates::get(&tenant.client, &id).await },
            move |read| {
                templates.take_in(&read);
                template.try_set(Some(read));
            },
        );
    });
    read.run(());
    // Once a refused key has given way to a good one, what was kept of the form comes back by itself.
    let session = use_context::<Session>();
    effect_with_last(move |was_refused: Option<bool>| {
        let is_refused = held.with_value(|(tenant, _)| {
            session.is_some_and(|session| session.is_refused(&tenant.client.connection().id))
        });
        if was_refused == Some(true) && !is_refused && template.with_untracked(Option::is_none) {
            read.run(());
        }
        is_refused
    });
    let (heading, doing) = words;
    part(move || {
        if let Some(template) = template.get() {
            return held.with_value(|(tenant, _)| form(tenant, &template));
        }
        let state = match load.error() {
            Some(error) => view! { <Failure error retry=read /> }.into_any(),
            None => view! { <p class="muted" role="status">{doing}</p> }.into_any(),
        };
        view! {
            {held.with_value(|(tenant, _)| way_back(tenant))}
            <h1 tabindex="-1">{heading}</h1>
            {state}
        }
        .into_any()
    })
    .into_any()
}
