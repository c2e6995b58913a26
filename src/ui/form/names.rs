//! A field that holds a set of names, one a line: boxes for those that are known, and a line for others.

use leptos::prelude::*;

use crate::reactive::{live, on};

use super::Field;
use super::field::notes_view;

/// The names in a field.
fn names(value: &str) -> Vec<String> {
    value.lines().map(str::to_owned).collect()
}

/// Adds or takes away a name; they stay sorted.
fn put(value: RwSignal<String>, name: &str, wanted: bool) {
    value.update(|value| {
        let mut all = names(value);
        all.retain(|known| known != name);
        if wanted {
            all.push(name.to_owned());
        }
        all.sort_unstable();
        *value = all.join("\n");
    });
}

/// The field. `known` are offered; `other` is what the line for others asks for.
pub fn names_view(
    field: Field,
    known: Signal<Vec<String>>,
    other: &'static str,
    hint: &'static str,
) -> AnyView {
    let value = field.value;
    let typed = RwSignal::new(String::new());
    // A name that was taken away again must stay to be ticked.
    let offered = Memo::new(move |before: Option<&Vec<String>>| {
        let mut all = known.get();
        all.extend(names(&value.get()));
        all.extend(before.into_iter().flatten().cloned());
        all.sort_unstable();
        all.dedup();
        all
    });
    let add = move || {
        let name = typed.get_untracked().trim().to_owned();
        if !name.is_empty() {
            put(value, &name, true);
            field.error.set(None);
            typed.set(String::new());
        }
    };
    let boxes = move || {
        offered
            .get()
            .into_iter()
            .map(|name| {
                let (shown, set) = (name.clone(), name.clone());
                view! {
                    <label class="tick">
                        <input
                            type="checkbox"
                            prop:checked=live(move || value.with(|value| value.lines().any(|line| line == name)))
                            on:change=on(move |event| put(value, &set, event_target_checked(&event)))
                        />
                        <span class="mono">{shown}</span>
                    </label>
                }
            })
            .collect_view()
    };
    let line = [field.id, "-other"].concat();
    view! {
        <fieldset class="field" aria-describedby=field.notes() id=field.id tabindex="-1">
            <legend>{field.label}</legend>
            <div class="ticks">{boxes}</div>
            <div class="field-row">
                <label class="unseen" for=line.clone()>{other}</label>
                <input
                    type="text"
                    id=line
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder=other
                    bind:value=typed
                    on:keydown=on(move |event: leptos::ev::KeyboardEvent| {
                        if event.key() == "Enter" {
                            // Not the whole form.
                            event.prevent_default();
                            add();
                        }
                    })
                />
                <button type="button" class="button" on:click=on(move |_| add())>
                    {"Add"}
                </button>
            </div>
            {notes_view(field, hint)}
        </fieldset>
    }
    .into_any()
}
