//! One new template: from nothing, from another one, or from a file.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::again::again;
use super::editor::{BEGINNING, Form, PLACING, saves_by_key};
use super::lost::told;
use super::opened::opened;
use super::place::{from, item_path, query, way_back};
use super::plans::{called, called_so};
use super::saving::{Saved, create};
use crate::analysis::template_bundle;
use crate::analysis::template_record::{
    ACCESS, COUNT, FOLDER, INPUTS, KIND, NAME, OPTIONS, TEAM, TEAMS, edited, says, texts, without,
};
use crate::data::mutation::Mutation;
use crate::data::templates::KeptTemplate;
use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::layout::form::{Shell, form_view};
use crate::reactive::{on, part};
use crate::routes::{Page, Route, with_pair};
use crate::state::toasts::Toasts;
use crate::ui::file_picker::{FilePicker, TextFile};

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["New template – ", &tenant.client.connection().name].concat());
    let body = match from() {
        Some(id) => {
            let words = ("New template", "Reading the template to begin with…");
            opened(tenant, &id, words, |tenant, template| {
                form(tenant, Some(template))
            })
        }
        None => form(tenant, None),
    };
    framed(body)
}

fn framed(body: AnyView) -> AnyView {
    view! { <div class="page page-form templates-form">{body}</div> }.into_any()
}

/// Goes to a path.
type Go = Box<dyn Fn(&str)>;

/// What the page holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Create {
    tenant: StoredValue<Tenant, LocalStorage>,
    /// With what the new one begins as, without its id: what the form does not know goes along.
    form: Form,
    /// Which fields the tenant knows.
    knows: [bool; COUNT],
    mutation: Mutation,
    saved: RwSignal<Option<Saved>, LocalStorage>,
    /// What is said of the file.
    fault: RwSignal<Option<String>>,
    /// What stood in the form before a file was read.
    before_file: RwSignal<Option<Vec<String>>>,
    /// Whether it is asked if it shall be made again, after a sending that nobody knows the end of.
    asks: RwSignal<bool>,
    go: StoredValue<Go, LocalStorage>,
    toasts: Toasts,
}

impl Create {
    /// Sends it. `again`: although the last sending may have arrived.
    fn submit(self, again: bool) {
        let texts_now = self.form.texts();
        let nothing = vec![String::new(); COUNT];
        if !self.form.check(&nothing, &texts_now, true) {
            return;
        }
        let first = &texts_now[BEGINNING];
        let body = edited(first, &texts(first), &texts_now);
        if !self.form.fits(&body) {
            return;
        }
        let name = called(&texts_now[NAME], &texts_now[KIND]);
        let tenant = self.tenant.get_value();
        if !again && untrack(|| self.mutation.may_have_arrived()) {
            tenant.templates().list.collection.refresh();
            return self.asks.set(true);
        }
        let what = ["Create template ", &name].concat();
        let sending = async move { create(&tenant, body, what).await };
        self.mutation.send(sending, move |saved| {
            self.toasts.show([&name, " was created."].concat());
            self.done(saved);
        });
    }

    fn asked(self) -> AnyView {
        let texts = self.form.texts();
        let yes = Callback::new(move |()| {
            self.asks.set(false);
            self.submit(true);
        });
        let no = Callback::new(move |()| self.asks.set(false));
        again(
            &self.tenant.get_value(),
            (&texts[NAME], &texts[KIND]),
            yes,
            no,
        )
    }

    fn done(self, saved: Saved) {
        // The page may have been left meanwhile.
        let Some(tenant) = self.tenant.try_get_value() else {
            return;
        };
        self.form.fields.reset(self.form.texts());
        match &saved.now {
            Some(now) if saved.lost.is_empty() && saved.unread.is_none() => {
                let path = item_path(&tenant, &now.id, "");
                self.go.with_value(|go| go(&path));
            }
            _ => self.saved.set(Some(saved)),
        }
    }

    /// What a file has written over can be had again.
    fn filled(self) -> Option<AnyView> {
        let before = self.before_file.get()?;
        let put_back = move |_| {
            self.form.put(before.clone());
            self.before_file.set(None);
        };
        Some(
            view! {
                <div class="notice" role="status">
                    <p>{"The form holds what the file says."}</p>
                    <button type="button" class="button small" on:click=on(put_back)>
                        {"Put back what stood here before"}
                    </button>
                </div>
            }
            .into_any(),
        )
    }

    /// Fills the form from a file with one template in it.
    fn read(self, text: &str) {
        self.fault.set(match template_bundle::read(text) {
            Err(fault) => Some(fault),
            Ok(items) if items.len() > 1 => Some(
                [
                    "There are ",
                    &items.len().to_string(),
                    " templates in it: use Import.",
                ]
                .concat(),
            ),
            Ok(items) => {
                if let Some(item) = items.first() {
                    let before = self.form.texts();
                    self.form.put(as_begun(&item.raw, self.knows));
                    self.before_file.set(Some(before));
                }
                None
            }
        });
    }
}

/// What the form holds of a record that a new template begins as. An Action without options has an empty
/// object of them, and one without inputs an empty list, where the tenant knows inputs.
fn as_begun(record: &str, knows: [bool; COUNT]) -> Vec<String> {
    let mut texts = texts(record);
    for (field, none) in [(OPTIONS, "{}"), (INPUTS, "[]")] {
        if knows[field] && texts[field].is_empty() {
            texts[field].push_str(none);
        }
    }
    texts.push(record.to_owned());
    texts
}

fn form(tenant: &Tenant, template: Option<&KeptTemplate>) -> AnyView {
    let first = match template {
        Some(template) => without(template.raw.get(), &["id"]),
        None => "{}".to_owned(),
    };
    let knows = known(tenant, template);
    let begin = as_begun(&first, knows);
    let mut named = begin.clone();
    if template.is_some() {
        named[NAME] += " (copy)";
    }
    let navigate = use_navigate();
    let create = Create {
        tenant: StoredValue::new_local(tenant.clone()),
        form: Form::beginning_as(&begin, first),
        knows,
        mutation: Mutation::new(),
        saved: RwSignal::new_local(None),
        fault: RwSignal::new(None),
        before_file: RwSignal::new(None),
        asks: RwSignal::new(false),
        go: StoredValue::new_local(Box::new(move |path| {
            navigate(path, NavigateOptions::default());
        })),
        toasts: expect_context(),
    };
    create.form.fields.reset(named);
    let new = Route::item(&tenant.client.connection().id, Page::Templates, "new").path();
    let at = match template {
        Some(template) => new + &with_pair("", "from", Some(&template.id)),
        None => new,
    };
    let shell = form_view(Shell {
        at,
        client: tenant.client.clone(),
        fields: create.form.fields,
        mutation: create.mutation,
        placing: PLACING,
        submit: Callback::new(move |()| create.submit(false)),
        button: ("Create", "Creating…"),
        more_actions: view! { <span class="muted templates-by-key">{"Ctrl+S creates from anywhere in the form."}</span> }
            .into_any(),
        body: create.form.view(knows),
    });
    let import = item_path(tenant, "import", &query().get_untracked());
    let title = match template {
        Some(template) => ["New template, as ", &called_so(template)].concat(),
        None => "New template".to_owned(),
    };
    view! {
        {way_back(tenant)}
        <header class="page-head">
            <h1 tabindex="-1">{title}</h1>
            <p class="page-note">
                <a href=import>{"Many at once, from a bundle"}</a>
            </p>
        </header>
        {part(move || create.saved.get().map(|saved| made(create.tenant, &saved)))}
        <details class="panel templates-file">
            <summary>{"Begin with a file"}</summary>
            <FilePicker
                id="template-file"
                label="JSON file with one template"
                accept=".json,application/json"
                advice="JSON is always UTF-8: save it anew from where it came."
                on_file=Callback::new(move |file: TextFile| create.read(&file.text))
            />
            {part(move || create.fault.get().map(|fault| view! { <p class="field-error" role="alert">{fault}</p> }))}
            {part(move || create.filled())}
        </details>
        {saves_by_key(shell)}
        {part(move || create.asks.get().then(|| create.asked()))}
    }
    .into_any()
}

/// It was made, but something is to be said of it.
fn made(tenant: StoredValue<Tenant, LocalStorage>, saved: &Saved) -> AnyView {
    let link = saved.now.as_ref().map(|now| {
        let path = tenant.with_value(|tenant| item_path(tenant, &now.id, ""));
        let name = called_so(now);
        view! { <p>"It is made: " <a href=path>{name}</a></p> }
    });
    view! {
        <div class="done" role="status">{link} {told(saved)}</div>
    }
    .into_any()
}

/// Which fields the tenant knows: by the template it begins as, or by those of the list.
fn known(tenant: &Tenant, template: Option<&KeptTemplate>) -> [bool; COUNT] {
    let of_2026 = match template {
        Some(template) => return says_all(says(template.raw.get())),
        None => tenant.templates().list.collection.with_untracked(|all, _| {
            let raw = all.first().map(|one| one.raw.get());
            raw.is_none_or(|raw| says(raw)[ACCESS])
        }),
    };
    let mut known = [true; COUNT];
    for field in [ACCESS, TEAMS, TEAM, FOLDER, INPUTS] {
        known[field] = of_2026;
    }
    known
}

/// The fields that every tenant has, and those that this one says.
fn says_all(mut says: [bool; COUNT]) -> [bool; COUNT] {
    for known in says.iter_mut().take(ACCESS) {
        *known = true;
    }
    says
}
