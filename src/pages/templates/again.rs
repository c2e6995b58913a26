//! The question before a template is made once more whose making may have been carried out already.

use leptos::prelude::*;

use super::place::item_path;
use super::plans::called;
use crate::data::sync::Phase;
use crate::data::tenant::Tenant;
use crate::format::number::counted;
use crate::reactive::{on, part};
use crate::ui::dialog::Dialog;

/// So many of those that are called alike are named.
const MOST: usize = 3;

/// The question, with what the list says of it: it is read anew meanwhile. `named`: name and kind.
pub fn again(
    tenant: &Tenant,
    named: (&str, &str),
    on_yes: Callback<()>,
    on_no: Callback<()>,
) -> AnyView {
    let named = (named.0.to_owned(), named.1.to_owned());
    let held = StoredValue::new_local((tenant.clone(), named));
    view! {
        <Dialog labelled_by="again-title" on_cancel=on_no>
            <div class="review">
                <h2 id="again-title">{"Create it once more?"}</h2>
                <p>{"The last attempt broke off: it may have been made all the same."}</p>
                <div role="status">{part(move || found(held))}</div>
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| on_no.run(()))>
                        {"Cancel"}
                    </button>
                    <button type="button" class="button primary" on:click=on(move |_| on_yes.run(()))>
                        {"Create once more"}
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Those that are called so, once the list is there.
fn found(held: StoredValue<(Tenant, (String, String)), LocalStorage>) -> AnyView {
    let (tenant, (name, kind)) = held.get_value();
    let list = tenant.templates().list.collection;
    match list.progress().phase {
        Phase::Complete => {}
        Phase::Syncing | Phase::Idle => {
            return view! { <p class="muted">{"Reading the list of templates…"}</p> }.into_any();
        }
        Phase::Cancelled | Phase::Failed(_) => {
            return view! { <p>{"The list of templates could not be read: nobody knows yet."}</p> }
                .into_any();
        }
    }
    let alike: Vec<String> = list.with(|all, _| {
        let alike = all.iter();
        alike
            .filter(|one| one.name == name && one.agent_type == kind)
            .map(|one| one.id.clone())
            .collect()
    });
    let called = called(&name, &kind);
    if alike.is_empty() {
        let words = [called.as_str(), " is not in the list: it was not made."].concat();
        return view! { <p>{words}</p> }.into_any();
    }
    let number = counted(alike.len(), "template is", "templates are");
    let words = [number.as_str(), " called ", &called, " now: "].concat();
    let links = alike
        .iter()
        .take(MOST)
        .map(|id| {
            let path = item_path(&tenant, id, "");
            view! { <a href=path>{id.clone()}</a> " " }
        })
        .collect_view();
    view! { <p>{words} {links}</p> }.into_any()
}
