//! Changing a template. What would be sent is shown as a difference first; the record is read again just
//! before, and what somebody else changed meanwhile is merged under the person's eyes.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::editor::{Form, PLACING, saves_by_key};
use super::lost::told;
use super::opened::opened;
use super::place::{item_path, query, way_back};
use super::plans::called_so;
use super::review::review_dialog;
use super::saving::{Next, Review, Saved, Wish, attempt};
use crate::analysis::json::Merge;
use crate::analysis::template_record::{differs, edited, says, texts};
use crate::data::mutation::Mutation;
use crate::data::templates::{KeptTemplate, Origin};
use crate::data::tenant::Tenant;
use crate::layout::announcer::{arrive, entitle};
use crate::layout::form::{Shell, form_view};
use crate::reactive::part;
use crate::state::toasts::Toasts;
use crate::ui::json::merge_dialog::merge_dialog;

/// The form as a page of its own, of the record as it is read when it opens; saved, it leads to the
/// template's page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    arrive(&["Edit template – ", &tenant.client.connection().name].concat());
    let words = ("Edit template", "Reading the template…");
    let body = opened(tenant, id, words, form);
    view! { <div class="page page-form templates-form">{body}</div> }.into_any()
}

/// What lies over the form.
#[derive(Clone, Default)]
enum Over {
    #[default]
    Nothing,
    Merge(Box<(Merge, KeptTemplate)>),
    Review(Review),
}

/// What the form holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Edit {
    tenant: StoredValue<Tenant, LocalStorage>,
    /// The record that what counts as saved in the fields was read from.
    opened: StoredValue<KeptTemplate, LocalStorage>,
    form: Form,
    mutation: Mutation,
    over: RwSignal<Over, LocalStorage>,
    /// What there is to say of what was saved.
    saved: RwSignal<Option<Saved>, LocalStorage>,
    /// There was nothing to save.
    idle: RwSignal<bool>,
    go_back: StoredValue<Box<dyn Fn()>, LocalStorage>,
    toasts: Toasts,
}

impl Edit {
    fn new(tenant: &Tenant, template: &KeptTemplate, back: String) -> Self {
        let navigate = use_navigate();
        Self {
            tenant: StoredValue::new_local(tenant.clone()),
            form: Form::new(&texts(template.raw.get())),
            opened: StoredValue::new_local(template.clone()),
            mutation: Mutation::new(),
            over: RwSignal::new_local(Over::Nothing),
            saved: RwSignal::new_local(None),
            idle: RwSignal::new(false),
            go_back: StoredValue::new_local(Box::new(move || {
                navigate(&back, NavigateOptions::default());
            })),
            toasts: expect_context(),
        }
    }

    /// The record as it was when the typing began, which after a reload is before it was read this time.
    fn base(self) -> String {
        self.opened.with_value(|opened| {
            let raw = opened.raw.get();
            edited(raw, &texts(raw), &self.form.fields.saved())
        })
    }

    /// Tries to save. `seen`: what the person has been shown of it and agreed to.
    fn save(self, seen: Option<Review>) {
        let base = self.base();
        let before = self.form.fields.saved();
        let mine = self.form.texts();
        let wanted = edited(&base, &before, &mine);
        self.idle.set(wanted == base);
        if wanted == base {
            return self.form.fields.reset(before);
        }
        if !self.form.check(&before, &mine, false) || !self.form.fits(&wanted) {
            return;
        }
        let wish = self.opened.with_value(|opened| Wish {
            id: opened.id.clone(),
            opened: Some(base),
            wanted,
            what: ["Change template ", &called_so(opened)].concat(),
            origin: Origin::Saved,
        });
        let tenant = self.tenant.get_value();
        let trying = async move { attempt(&tenant, wish, seen).await };
        self.mutation.send(trying, move |next| match next {
            Next::Merge(merge, theirs) => {
                self.over.try_set(Over::Merge(Box::new((merge, theirs))));
            }
            Next::Review(review) => {
                self.over.try_set(Over::Review(review));
            }
            Next::Same(now) => self.done(&Saved {
                now: Some(now),
                lost: Vec::new(),
                unread: None,
            }),
            Next::Done(saved) => self.done(&saved),
        });
    }

    fn done(self, saved: &Saved) {
        self.toasts.show("Saved.");
        // The page may have been left meanwhile.
        if self.opened.is_disposed() {
            return;
        }
        match &saved.now {
            Some(now) => {
                let (before, mine) = (self.form.fields.saved(), self.form.texts());
                let now_texts = texts(now.raw.get());
                self.form.fields.reset(now_texts.clone());
                self.opened.set_value(now.clone());
                if !saved.lost.is_empty() {
                    self.form.put(unkept(&before, mine, &now_texts));
                }
            }
            None => self.form.fields.reset(self.form.texts()),
        }
        if saved.lost.is_empty() && saved.unread.is_none() {
            self.go_back.with_value(|go_back| go_back());
        } else {
            self.saved.set(Some(saved.clone()));
        }
    }

    /// Goes on with what was chosen; what is there now has been seen.
    fn merged(self, merged: &str, theirs: KeptTemplate) {
        self.over.set(Over::Nothing);
        self.form.fields.rebase(texts(theirs.raw.get()));
        self.opened.set_value(theirs);
        self.form.put(texts(merged));
        self.save(None);
    }

    fn over_view(self) -> AnyView {
        let close = Callback::new(move |()| self.over.set(Over::Nothing));
        match self.over.get() {
            Over::Nothing => ().into_any(),
            Over::Merge(both) => {
                let (merge, theirs) = *both;
                let held = StoredValue::new_local(theirs);
                let chosen = Callback::new(move |merged: String| {
                    self.merged(&merged, held.get_value());
                });
                merge_dialog("template", merge, ().into_any(), chosen, close)
            }
            Over::Review(review) => {
                let agreed = Callback::new(move |review| {
                    self.over.set(Over::Nothing);
                    self.save(Some(review));
                });
                let words = ("Save these changes?".to_owned(), "Save".to_owned());
                review_dialog(&review, words, agreed, close)
            }
        }
    }
}

/// What stands in the form after a server did not keep all of it: what was typed and is not so, and else
/// what is there now.
fn unkept(before: &[String], mine: Vec<String>, now: &[String]) -> Vec<String> {
    let mut texts = mine;
    for (at, now) in now.iter().enumerate() {
        if !differs(at, &before[at], &texts[at]) || !differs(at, now, &texts[at]) {
            texts[at].clone_from(now);
        }
    }
    texts
}

fn form(tenant: &Tenant, template: &KeptTemplate) -> AnyView {
    let query = query();
    let back = item_path(tenant, &template.id, &query.get_untracked());
    let edit = Edit::new(tenant, template, back.clone());
    let name = called_so(template);
    entitle(&["Edit ", &name, " – ", &tenant.client.connection().name].concat());
    let shell = form_view(Shell {
        at: item_path(tenant, &template.id, ""),
        client: tenant.client.clone(),
        fields: edit.form.fields,
        mutation: edit.mutation,
        placing: PLACING,
        submit: Callback::new(move |()| edit.save(None)),
        button: ("Save…", "Saving…"),
        more_actions: view! {
            <a class="button" href=back>{"Cancel"}</a>
            <span class="muted templates-by-key">{"Ctrl+S saves from anywhere in the form."}</span>
            <p class="muted" role="status">{part(move || edit.idle.get().then_some("Nothing was changed."))}</p>
        }
        .into_any(),
        body: edit.form.view(says(template.raw.get())),
    });
    view! {
        {way_back(tenant)}
        <header class="page-head">
            <h1 tabindex="-1">{["Edit ", &name].concat()}</h1>
        </header>
        {part(move || edit.saved.get().map(|saved| {
            let still = (!saved.lost.is_empty()).then(|| {
                view! { <p class="notice">{"What you had changed and the server did not keep still stands in the form."}</p> }
            });
            view! {
                {told(&saved)}
                {still}
            }
        }))}
        {saves_by_key(shell)}
        {part(move || edit.over_view())}
    }
    .into_any()
}
