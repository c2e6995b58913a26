//! An organisation made anew of a file, such as the one that was saved before it was deleted: what is sent, and
//! what cannot come back.

use std::rc::Rc;

use leptos::prelude::*;

use super::plans::{body_of_file, called, recreate};
use crate::data::changes::Changes;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::format::number::counted;
use crate::layout::announcer::arrive;
use crate::pages::raw_record::place::{Mode, item_path, way_back};
use crate::reactive::{live, on, part};
use crate::routes::Page;
use crate::ui::file_picker::{FilePicker, TextFile};
use crate::wire::decode;
use crate::wire::json::Value;
use crate::wire::pretty::pretty;
use crate::wire::secret;

/// An organisation of the file, and what would be sent.
#[derive(Clone)]
struct Found {
    one: KeptOrganisation,
    body: String,
}

/// What a file holds: one object, or a list of them.
fn read(text: &str) -> Result<Vec<Found>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let value = Value::parse(text).map_err(|_| "This file is no JSON.".to_owned())?;
    let all: Vec<Value<'_>> = match value.elements() {
        Some(all) => all.collect(),
        None => vec![value],
    };
    let found: Option<Vec<Found>> = all
        .into_iter()
        .map(|value| {
            let one: KeptOrganisation = decode(value.raw()).ok()?;
            let body = body_of_file(value.raw())?;
            Some(Found { one, body })
        })
        .collect();
    found.filter(|found| !found.is_empty()).ok_or_else(|| {
        "This file holds something else than organisations: each is an object with an id."
            .to_owned()
    })
}

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["Recreate from file – ", &tenant.client.connection().name].concat());
    tenant.organisations().ensure();
    let found = RwSignal::new_local(Ok::<Vec<Found>, String>(Vec::new()));
    let held = StoredValue::new_local(tenant.clone());
    let on_file = Callback::new(move |file: TextFile| found.set(read(&file.text)));
    view! {
        <div class="page page-form">
            {way_back(tenant, Page::Organisations, "Organisations")}
            <header class="page-head">
                <h1 tabindex="-1">{"Recreate from file"}</h1>
            </header>
            <p class="lead">
                {"Makes a new organisation of a JSON file, such as the one that is saved before an organisation is deleted. Nothing is sent before you have seen it."}
            </p>
            <div class="panel import-source">
                <FilePicker id="organisation-file" label="JSON file of the organisation" accept=".json,application/json" on_file />
            </div>
            {part(move || match found.get() {
                Err(fault) => view! { <p class="field-error" role="alert">{fault}</p> }.into_any(),
                Ok(found) => held.with_value(|tenant| {
                    found.into_iter().map(|found| preview(tenant, &found)).collect_view().into_any()
                }),
            })}
        </div>
    }
    .into_any()
}

/// One of them: what comes back, and what does not.
fn preview(tenant: &Tenant, found: &Found) -> AnyView {
    let changes = expect_context::<Changes>();
    let name = called(&found.one);
    let id = found.one.value.id.clone();
    let made = RwSignal::new(None::<Option<String>>);
    let held = StoredValue::new_local(tenant.clone());
    let all = StoredValue::new_local(tenant.organisations());
    let (old_id, old_name) = (id.clone(), found.one.owner_name.clone());
    let there = Memo::new(move |_| {
        all.with_value(|all| {
            all.with(|all, _| {
                let same_id = all.iter().any(|one| one.value.id == old_id);
                (same_id, all.iter().any(|one| one.owner_name == old_name))
            })
        })
    });
    let there_words = move || match there.get() {
        (true, _) => Some(
            "This organisation is still there: creating it again makes a second one beside it.",
        ),
        (false, true) => Some(
            "Another organisation has this name already. That is allowed; only the id will tell them apart.",
        ),
        _ => None,
    };
    let apis = found.one.apis.as_ref().map_or(0, Vec::len);
    let apis = (apis > 0).then(|| {
        let words = ["Its links to ", &counted(apis, "API", "APIs"), " are sent along. The APIs themselves still name the old organisation, where they are still there."].concat();
        view! { <li>{words}</li> }
    });
    let masked = (secret::mask(found.one.raw.get()) != found.one.raw.get()
        || found.one.raw.get().contains(secret::MASK))
    .then(|| view! { <li>{"Secrets that were masked in the file cannot come back either."}</li> });
    let laid_out = pretty(&secret::mask(&found.body));
    let (body, label) = (found.body.clone(), name.clone());
    let off = Signal::derive(move || held.with_value(|tenant| tenant.client.refuses_changes()));
    let create = move |_| {
        let on_made = Rc::new(move |id: Option<String>| {
            made.try_set(Some(id));
            held.try_with_value(|tenant| tenant.organisations().refresh());
        });
        let plan = recreate(&label, body.clone(), on_made);
        held.with_value(|tenant| changes.propose(&tenant.client, plan));
    };
    let done = move || {
        let id = made.get()?;
        let path = id.map(|id| {
            held.with_value(|tenant| item_path(tenant, Page::Organisations, &id, Mode::Look, ""))
        });
        let link = path.map(|path| view! { <a href=path>{"open it"}</a> });
        Some(view! { <div class="done" role="status"><p>"It was created. " {link}</p></div> })
    };
    view! {
        <section class="panel recreate">
            <h2>{name}</h2>
            <ul class="recreate-notes">
                <li>"Its old id " <code>{id}</code> " cannot come back: the server gives a new one. People who belonged to it carry the old id."</li>
                {apis}
                {masked}
            </ul>
            {part(move || there_words().map(|words| view! { <p class="notice">{words}</p> }))}
            <details>
                <summary>{"What is sent"}</summary>
                <pre tabindex="0">{laid_out}</pre>
            </details>
            {part(move || off.get().map(|why| view! { <p class="notice">{why}</p> }))}
            <p>
                <button
                    type="button"
                    class="button primary"
                    disabled=live(move || off.get().is_some() || made.get().is_some())
                    on:click=on(create)
                >
                    {"Create it anew…"}
                </button>
            </p>
            {part(done)}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_or_a_list_and_nothing_else() {
        for (text, expected) in [
            (r#"{"id":"a","owner_name":"x"}"#, Some(1)),
            ("\u{feff}[{\"id\":\"a\"},{\"id\":\"b\"}]", Some(2)),
            ("[]", None),
            ("{}", None),
            ("[1]", None),
            ("nothing", None),
        ] {
            assert_eq!(read(text).ok().map(|found| found.len()), expected, "{text}");
        }
    }
}
