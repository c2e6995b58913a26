//! A record that is read: alone, and into the list of its kind, from which its page draws it. So whatever reads
//! or changes it shows there at once.

use futures::future::LocalBoxFuture;
use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::data::collection::{Collection, Record};
use crate::data::mutation::Mutation;
use crate::data::query::Query;
use crate::data::tenant::Tenant;
use crate::layout::failure::Failure;
use crate::reactive::part;
use crate::routes::Page;

/// A record, on its way.
pub type Reading<T> = LocalBoxFuture<'static, Result<T, ApiError>>;

/// A kind of record.
pub struct Kind<T: Record> {
    /// Their page.
    pub page: Page,
    /// What one is called: `organisation`.
    pub noun: &'static str,
    /// What they are called, as a heading: `Organisations`.
    pub plural: &'static str,
    /// All that are known. The list may not exist on this server: what is read alone stands in it all the same.
    pub all: fn(&Tenant) -> Collection<T>,
    /// Reads the one of an id.
    pub read: fn(Tenant, String) -> Reading<T>,
    /// What one of them is called; its id where it has no name.
    pub name: fn(&T) -> String,
}

/// The tenant and the record's id.
pub type Held = StoredValue<(Tenant, String), LocalStorage>;

/// Holds both.
pub fn hold(tenant: &Tenant, id: &str) -> Held {
    StoredValue::new_local((tenant.clone(), id.to_owned()))
}

impl<T: Record<Id = String> + Clone + PartialEq + Send + Sync> Kind<T> {
    /// The record as the list has it.
    pub fn shown(&'static self, held: Held) -> Memo<Option<T>> {
        Memo::new(move |_| {
            held.with_value(|(tenant, id)| {
                (self.all)(tenant).with(|all, _| all.iter().find(|one| one.id() == *id).cloned())
            })
        })
    }

    /// Reads it at once, and whenever it is asked for again.
    pub fn asked(&'static self, held: Held) -> Query<()> {
        Query::new(
            || Some(()),
            move |()| {
                let (tenant, id) = held.get_value();
                async move {
                    let fresh = (self.read)(tenant.clone(), id).await?;
                    self.take_in(&tenant, fresh);
                    Ok(())
                }
            },
        )
    }

    /// Every change of a list has it searched and sorted anew: what is just so in it is not put there again.
    fn take_in(&self, tenant: &Tenant, fresh: T) {
        let all = (self.all)(tenant);
        if !all.with_untracked(|all, _| all.contains(&fresh)) {
            all.put(fresh);
        }
    }

    /// Reads it afresh once, and then shows what is done with it. `title` stands there until then.
    pub fn opened(
        &'static self,
        tenant: &Tenant,
        id: &str,
        title: &'static str,
        then: fn(&Tenant, &T) -> AnyView,
    ) -> AnyView {
        let load = Mutation::new();
        let view = RwSignal::new_local(None::<T>);
        let held = hold(tenant, id);
        let read = Callback::new(move |()| {
            let (tenant, id) = held.get_value();
            let reading = (self.read)(tenant.clone(), id);
            load.send(reading, move |one: T| {
                self.take_in(&tenant, one.clone());
                view.try_set(Some(one));
            });
        });
        read.run(());
        part(move || match (view.get(), load.error()) {
            (Some(one), _) => held.with_value(|(tenant, _)| then(tenant, &one)),
            (None, error) => waiting(title, self.noun, error, read),
        })
        .into_any()
    }
}

/// What stands there until the record does.
fn waiting(
    title: &'static str,
    noun: &'static str,
    error: Option<ApiError>,
    retry: Callback<()>,
) -> AnyView {
    let below = if let Some(error) = error {
        view! { <Failure error retry /> }.into_any()
    } else {
        let words = ["Reading the ", noun, "…"].concat();
        view! { <p class="muted" role="status">{words}</p> }.into_any()
    };
    view! {
        <h1 tabindex="-1">{title}</h1>
        {below}
    }
    .into_any()
}
