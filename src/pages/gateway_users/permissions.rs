//! The permissions of a user as a matrix: an area a row, what may be done there a column.

use leptos::prelude::*;

use crate::analysis::overlay::same_text;
use crate::analysis::user_permissions::{KNOWN, LEVELS, RESET, all, level, set};
use crate::reactive::{live, on, part};
use crate::ui::form::Field;

/// The columns: what the field holds, and the head.
const COLUMNS: [(&str, &str); 4] = [
    ("", "None"),
    (LEVELS[0], "Read"),
    (LEVELS[1], "Write"),
    (LEVELS[2], "Admin"),
];

/// The field, which holds the permissions as JSON. `saved`: what it held first; the same meaning is the same text.
pub fn matrix(field: Field, saved: String) -> AnyView {
    let value = field.value;
    let typed = RwSignal::new(String::new());
    let saved = StoredValue::new(saved);
    let choose = Callback::new(move |(area, wanted): (String, &'static str)| {
        value.update(|json| {
            let next = set(json, &area, wanted);
            *json = saved.with_value(|saved| {
                let was_nothing = next == "{}" && all(saved).is_empty();
                if was_nothing || same_text(saved, &next) {
                    saved.clone()
                } else {
                    next
                }
            });
        });
    });
    // An area that was taken away again must stay to be chosen.
    let areas = Memo::new(move |before: Option<&Vec<String>>| {
        let mut areas: Vec<String> = KNOWN.map(str::to_owned).to_vec();
        let held = value
            .with(|json| all(json))
            .into_iter()
            .map(|(name, _)| name);
        for area in before.into_iter().flatten().cloned().chain(held) {
            if area != RESET && !areas.contains(&area) {
                areas.push(area);
            }
        }
        areas
    });
    let add = move || {
        let area = typed.get_untracked().trim().to_owned();
        if !area.is_empty() {
            choose.run((area, LEVELS[0]));
            typed.set(String::new());
        }
    };
    let rows = move || {
        areas
            .get()
            .into_iter()
            .map(|area| row(field, area, choose))
            .collect_view()
    };
    let heads = COLUMNS
        .iter()
        .map(|(_, head)| view! { <th scope="col">{*head}</th> }.into_any())
        .collect_view();
    view! {
        <fieldset class="field" id=field.id tabindex="-1">
            <legend>{field.label}</legend>
            <p class="hint">{"What may be done in each area. IsAdmin with Admin means everything in the organisation."}</p>
            <div class="permission-scroll" tabindex="0" role="group" aria-label="Permissions by area">
                <table class="permission-matrix">
                    <thead>
                        <tr>
                            <th scope="col">{"Area"}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{part(rows)}</tbody>
                </table>
            </div>
            <div class="field-row">
                <label class="unseen" for="other-area">{"Another area"}</label>
                <input
                    type="text"
                    id="other-area"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder="Another area"
                    bind:value=typed
                    on:keydown=on(move |event: leptos::ev::KeyboardEvent| {
                        if event.key() == "Enter" {
                            // Not the whole form.
                            event.prevent_default();
                            add();
                        }
                    })
                />
                <button type="button" class="button" on:click=on(move |_| add())>{"Add"}</button>
            </div>
        </fieldset>
    }
    .into_any()
}

fn row(field: Field, area: String, choose: Callback<(String, &'static str)>) -> AnyView {
    let held = StoredValue::new(area.clone());
    let now =
        Memo::new(move |_| held.with_value(|area| field.value.with(|json| level(json, area))));
    // A word of its own stays until another one is chosen.
    let odd = move || {
        let level = now.get();
        (!COLUMNS.iter().any(|(known, _)| *known == level))
            .then(|| view! { <span class="muted">{[" (", &level, ")"].concat()}</span> })
    };
    let name = ["permission-", &area].concat();
    let cells = COLUMNS
        .iter()
        .map(|(wanted, head)| {
            let label = [&area, ": ", *head].concat();
            view! {
                <td>
                    <input
                        type="radio"
                        name=name.clone()
                        aria-label=label
                        prop:checked=live(move || now.with(|now| now == wanted))
                        on:change=on(move |_| choose.run((held.get_value(), *wanted)))
                    />
                </td>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">
                <code>{area}</code>
                {part(odd)}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}
