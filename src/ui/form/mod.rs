//! What forms are made of: fields with their labels, hints and errors, and the summary of what is wrong.
//! A field is data, so that all forms share one piece of code.

pub mod draft;
pub mod field;
pub mod names;
pub mod summary;

use leptos::prelude::*;

/// One field of a form: what it is called, what stands in it, what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The id of its control in the document, and its name.
    pub id: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What stands in it. A box to tick holds `true` or `false`.
    pub value: RwSignal<String>,
    /// What is wrong with it.
    pub error: RwSignal<Option<String>>,
}

/// The fields of a form, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    all: StoredValue<Vec<Field>>,
    /// What stood in them when they were last saved, or first shown.
    saved: RwSignal<Vec<String>>,
    /// Grows when the summary is to take the focus.
    shown: RwSignal<u32>,
}

impl Fields {
    /// Fields by id, label and what stands in them.
    pub fn new(fields: impl IntoIterator<Item = (&'static str, &'static str, String)>) -> Self {
        let (mut all, mut saved) = (Vec::new(), Vec::new());
        for (id, label, value) in fields {
            saved.push(value.clone());
            all.push(Field {
                id,
                label,
                value: RwSignal::new(value),
                error: RwSignal::new(None),
            });
        }
        Self {
            all: StoredValue::new(all),
            saved: RwSignal::new(saved),
            shown: RwSignal::new(0),
        }
    }

    /// All of them.
    pub fn all(self) -> Vec<Field> {
        self.all.try_get_value().unwrap_or_default()
    }

    /// One of them, by its place; there must be one.
    pub fn at(self, place: usize) -> Field {
        self.all.with_value(|all| all[place])
    }

    /// What stands in them.
    pub fn values(self) -> Vec<String> {
        self.all()
            .iter()
            .map(|field| field.value.get_untracked())
            .collect()
    }

    /// What counts as saved.
    pub fn saved(self) -> Vec<String> {
        self.saved.get_untracked()
    }

    /// Puts something in all of them, and leaves alone what counts as saved.
    pub fn put(self, values: Vec<String>) {
        for (field, value) in self.all().iter().zip(values) {
            field.value.set(value);
        }
    }

    /// Tracks what stands in them.
    pub fn track(self) {
        for field in self.all() {
            field.value.track();
        }
    }

    /// Puts something in all of them, as it is now on the server: nothing is unsaved afterwards.
    pub fn reset(self, values: Vec<String>) {
        for (field, value) in self.all().iter().zip(&values) {
            field.value.set(value.clone());
            field.error.set(None);
        }
        self.saved.set(values);
    }

    /// What counts as saved is something else now; what stands in the fields stays.
    pub fn rebase(self, saved: Vec<String>) {
        self.saved.set(saved);
    }

    /// Whether something was typed that is not saved; tracks it.
    pub fn is_changed(self) -> bool {
        let fields = self.all();
        self.saved.with(|saved| {
            fields
                .iter()
                .zip(saved)
                .any(|(field, saved)| field.value.with(|value| value != saved))
        })
    }

    /// Takes all errors away.
    pub fn clear_errors(self) {
        for field in self.all() {
            field.error.set(None);
        }
    }

    /// Whether something is wrong; if so, the summary takes the focus.
    pub fn has_errors(self) -> bool {
        let any = self
            .all()
            .iter()
            .any(|field| field.error.with_untracked(Option::is_some));
        if any {
            self.show_summary();
        }
        any
    }

    /// Brings the focus to the summary, once it is drawn.
    pub fn show_summary(self) {
        self.shown.try_update(|shown| *shown += 1);
    }
}

impl Field {
    /// The id of what is said below it: hint and error.
    fn notes(self) -> String {
        [self.id, "-notes"].concat()
    }
}
