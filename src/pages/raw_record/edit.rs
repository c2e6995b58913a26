//! The form of a record that is written back whole. It is read again just before, what somebody else changed
//! meanwhile is shown side by side, and only the edited fields are laid over what is there.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::form::{fields_of, texts_of, values_in};
use super::kept::not_kept_view;
use super::save::{Next, Record, Saved, Wanted, attempt, chosen, rows};
use crate::analysis::overlay::{Change, overlay};
use crate::analysis::raw_form::{Field, Values, edits, values};
use crate::data::mutation::Mutation;
use crate::layout::form::{Placing, Shell, form_view};
use crate::layout::merge;
use crate::reactive::part;
use crate::state::toasts::Toasts;
use crate::ui::form::Fields;

/// Nothing had to be sent.
pub const ALREADY: &str = "Nothing was sent: it is so already.";

/// What kind of record it is.
pub struct Spec {
    /// What one is called: `organisation`.
    pub what: &'static str,
    /// The fields that the form edits.
    pub table: &'static [Field],
    /// What any field is called.
    pub label: fn(&str) -> String,
    /// Whether what stands in the fields can be sent; if not, it is said at the fields.
    pub check: fn(Fields, &Values) -> bool,
    /// How refusals find their fields.
    pub placing: Placing,
    /// The fields of which there is something.
    pub view: fn(Fields, &Values) -> AnyView,
}

/// Told of what was saved, whether or not the page is still there.
pub type OnSaved = Rc<dyn Fn(&Saved)>;

/// A record that was read for its form.
pub struct Opened {
    /// The record.
    pub record: Record,
    /// Its JSON.
    pub raw: String,
    /// Where Cancel and a saved form lead.
    pub back: String,
    /// The path of the form, by which its unsaved draft is found again.
    pub at: String,
    /// Told of what was saved.
    pub on_saved: OnSaved,
}

/// The form, and what lies over it.
pub fn edit_form(spec: &'static Spec, opened: Opened) -> AnyView {
    let (at, back) = (opened.at.clone(), opened.back.clone());
    let client = opened.record.client.clone();
    let edit = Edit::new(spec, opened);
    let known = edit.known.get_value();
    let shell = form_view(Shell {
        at,
        client,
        fields: edit.fields,
        mutation: edit.mutation,
        placing: spec.placing,
        submit: Callback::new(move |()| edit.save()),
        button: ("Save", "Saving…"),
        more_actions: view! {
            <a class="button" href=back>{"Cancel"}</a>
            <p class="muted" role="status">{part(move || edit.idle.get().then_some("Nothing was changed."))}</p>
        }
        .into_any(),
        body: (spec.view)(edit.fields, &known),
    });
    view! {
        {part(move || not_kept_view(edit.lost.get()))}
        {shell}
        {part(move || edit.over_view())}
    }
    .into_any()
}

/// What the form holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Edit {
    spec: &'static Spec,
    record: StoredValue<Record, LocalStorage>,
    on_saved: StoredValue<OnSaved, LocalStorage>,
    /// The record as the person was last shown it.
    opened: StoredValue<String>,
    /// What it has of the form's fields.
    known: StoredValue<Values>,
    /// What of other fields shall be as it was: chosen in a question.
    more: StoredValue<Vec<(String, String)>>,
    fields: Fields,
    mutation: Mutation,
    over: RwSignal<Option<(Vec<Change>, String)>>,
    lost: RwSignal<Vec<Change>>,
    /// There was nothing to save.
    idle: RwSignal<bool>,
    go_back: StoredValue<Box<dyn Fn()>, LocalStorage>,
    toasts: Toasts,
}

impl Edit {
    fn new(spec: &'static Spec, opened: Opened) -> Self {
        let navigate = use_navigate();
        let known = values(spec.table, &opened.raw);
        let back = opened.back;
        Self {
            spec,
            record: StoredValue::new_local(opened.record),
            on_saved: StoredValue::new_local(opened.on_saved),
            opened: StoredValue::new(opened.raw),
            fields: fields_of(spec.table, &known),
            known: StoredValue::new(known),
            more: StoredValue::new(Vec::new()),
            mutation: Mutation::new(),
            over: RwSignal::new(None),
            lost: RwSignal::new(Vec::new()),
            idle: RwSignal::new(false),
            go_back: StoredValue::new_local(Box::new(move || {
                navigate(&back, NavigateOptions::default());
            })),
            toasts: expect_context(),
        }
    }

    /// What counts as saved: what the person was last shown, or what that was before a reload.
    fn before(self) -> Values {
        let both = self.known.get_value().into_iter().zip(self.fields.saved());
        both.map(|(known, saved)| known.and(Some(saved))).collect()
    }

    /// The edited fields.
    fn wanted(self, before: &Values) -> Vec<(String, String)> {
        let mine = values_in(self.fields, before);
        let mut wanted = edits(self.spec.table, before, &mine);
        wanted.extend(self.more.get_value());
        wanted
    }

    fn save(self) {
        let before = self.before();
        let wanted = self.wanted(&before);
        self.idle.set(wanted.is_empty());
        if wanted.is_empty() {
            self.fields.reset(texts_of(&before));
            return;
        }
        if !(self.spec.check)(self.fields, &before) {
            return;
        }
        let shown = edits(self.spec.table, &self.known.get_value(), &before);
        let opened = self.opened.get_value();
        let base = overlay(
            &opened,
            shown
                .iter()
                .map(|(name, json)| (name.as_str(), json.as_str())),
        );
        let base = base.unwrap_or(opened);
        let (record, sent) = (self.record.get_value(), Wanted::Fields(wanted));
        let trying = async move { attempt(&record, &base, &sent).await };
        let on_saved = self.on_saved.get_value();
        self.mutation.send(trying, move |next| match next {
            Next::Differs(differences, fresh) => {
                self.over.try_set(Some((differences, fresh)));
            }
            Next::Idle(fresh) => self.done(None, &fresh),
            Next::Saved(saved) => {
                let now = saved.after.clone().unwrap_or_else(|| saved.sent.clone());
                on_saved(&saved);
                self.done(Some(saved.lost), &now);
            }
        });
    }

    /// `lost`: what the server did not keep, if something was sent.
    fn done(self, lost: Option<Vec<Change>>, now: &str) {
        self.toasts
            .show(if lost.is_some() { "Saved." } else { ALREADY });
        // The page may have been left meanwhile.
        if self
            .opened
            .try_update_value(|opened| now.clone_into(opened))
            .is_none()
        {
            return;
        }
        let values = values(self.spec.table, now);
        self.fields.reset(texts_of(&values));
        self.known.set_value(values);
        self.more.set_value(Vec::new());
        match lost {
            Some(lost) if !lost.is_empty() => self.lost.set(lost),
            _ => self.go_back.with_value(|go_back| go_back()),
        }
    }

    /// Goes on with what was chosen; what is there now has been seen.
    fn merged(self, differences: &[Change], fresh: &str, take_theirs: &[bool]) {
        self.over.set(None);
        let wanted = chosen(differences, self.wanted(&self.before()), take_theirs);
        let all = wanted
            .iter()
            .map(|(name, json)| (name.as_str(), json.as_str()));
        let meant = overlay(fresh, all).unwrap_or_else(|| fresh.to_owned());
        let theirs = values(self.spec.table, fresh);
        self.fields.rebase(texts_of(&theirs));
        self.fields.put(texts_of(&values(self.spec.table, &meant)));
        self.known.set_value(theirs);
        self.opened.set_value(fresh.to_owned());
        let is_in_form = |name: &str| self.spec.table.iter().any(|field| field.name == name);
        let more = wanted.into_iter().filter(|(name, _)| !is_in_form(name));
        self.more.set_value(more.collect());
        self.save();
    }

    /// What lies over the form.
    fn over_view(self) -> Option<AnyView> {
        let (differences, fresh) = self.over.get()?;
        let wanted = untrack(|| self.wanted(&self.before()));
        let rows = rows(&differences, &wanted, &self.spec.label);
        let close = Callback::new(move |()| self.over.set(None));
        let chosen = Callback::new(move |take_theirs: Vec<bool>| {
            self.merged(&differences, &fresh, &take_theirs);
        });
        Some(merge::dialog(self.spec.what, rows, chosen, close))
    }
}
