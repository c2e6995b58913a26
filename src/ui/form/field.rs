//! One field: label above, hint and error below, tied to it for those who hear the page
//! (WCAG 1.3.1, 3.3.1, 3.3.2).

use leptos::prelude::*;

use crate::reactive::{live, on, part};

use super::Field;

/// What kind of control a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// One line.
    Text,
    /// An e-mail address: phones show the keys for it.
    Email,
    /// A box to tick.
    Tick,
    /// Several lines.
    Lines,
    /// One line, with words that are offered; others may be typed.
    Offered(&'static [&'static str]),
}

/// A field with its label.
pub fn field_view(field: Field, control: Control, hint: &'static str) -> AnyView {
    let notes = field.notes();
    let (value, error) = (field.value, field.error);
    let invalid = move || error.with(Option::is_some).then_some("true");
    if control == Control::Tick {
        return view! {
            <div class="field bare">
                <label class="tick">
                    <input
                        type="checkbox"
                        id=field.id
                        name=field.id
                        aria-describedby=notes
                        aria-invalid=invalid
                        prop:checked=live(move || value.with(|value| value == "true"))
                        on:change=on(move |event| {
                            value.set(event_target_checked(&event).to_string());
                            error.set(None);
                        })
                    />
                    <span>{field.label}</span>
                </label>
                {notes_view(field, hint)}
            </div>
        }
        .into_any();
    }
    if control == Control::Lines {
        return view! {
            <div class="field">
                <label for=field.id>{field.label}</label>
                <textarea
                    id=field.id
                    name=field.id
                    rows="3"
                    autocomplete="off"
                    aria-describedby=notes
                    aria-invalid=invalid
                    prop:value=value
                    on:input=on(move |event| {
                        value.set(event_target_value(&event));
                        error.set(None);
                    })
                ></textarea>
                {notes_view(field, hint)}
            </div>
        }
        .into_any();
    }
    let is_email = control == Control::Email;
    let offered = match control {
        Control::Offered(words) => Some(words),
        _ => None,
    };
    let list = [field.id, "-offered"].concat();
    let listed = offered.map(|_| list.clone());
    let offered = offered.map(|words| {
        let words = words
            .iter()
            .map(|word| view! { <option value=*word></option> });
        view! { <datalist id=list>{words.collect_view()}</datalist> }
    });
    view! {
        <div class="field">
            <label for=field.id>{field.label}</label>
            <input
                type=if is_email { "email" } else { "text" }
                id=field.id
                name=field.id
                // What is typed here is about somebody else than who types it.
                autocomplete="off"
                autocapitalize=is_email.then_some("none")
                spellcheck="false"
                required=is_email
                list=listed
                aria-describedby=notes
                aria-invalid=invalid
                prop:value=value
                on:input=on(move |event| {
                    value.set(event_target_value(&event));
                    error.set(None);
                })
            />
            {offered}
            {notes_view(field, hint)}
        </div>
    }
    .into_any()
}

/// What is said below a field.
pub fn notes_view(field: Field, hint: &'static str) -> AnyView {
    view! {
        <div id=field.notes() class="field-notes">
            {part(move || field.error.get().map(|error| view! { <p class="field-error">{error}</p> }))}
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
        </div>
    }
    .into_any()
}
