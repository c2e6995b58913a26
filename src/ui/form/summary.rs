//! What is wrong in a form, at its top, with a link to each field. It takes the focus when a sending did
//! not come through, so that nobody has to look for the reason.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::Fields;
use crate::format::number::counted;
use crate::reactive::{effect, on, part};

/// The summary; nothing while nothing is wrong. `more` is what belongs to no field.
pub fn summary_view(fields: Fields, more: Signal<Option<ViewFn>>) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    effect(move || {
        if fields.shown.get() > 0 {
            // Drawn by then.
            request_animation_frame(move || {
                if let Some(node) = node.try_get_untracked().flatten() {
                    drop(node.focus());
                }
            });
        }
    });
    let wrong = move || -> Vec<_> {
        fields
            .all()
            .into_iter()
            .filter_map(|field| Some((field, field.error.get()?)))
            .collect()
    };
    view! {
        <div class="form-summary" role="group" aria-label="What is wrong" tabindex="-1" node_ref=node>
            {part(move || {
                let wrong = wrong();
                (!wrong.is_empty())
                    .then(|| {
                        let count = counted(wrong.len(), "thing to correct", "things to correct");
                        view! {
                            <div class="wrong">
                                <p class="wrong-title">{count}</p>
                                <ul>
                                    {wrong
                                        .into_iter()
                                        .map(|(field, error)| {
                                            let at = ["#", field.id].concat();
                                            view! {
                                                <li>
                                                    <a
                                                        href=at
                                                        on:click=on(move |event: leptos::ev::MouseEvent| {
                                                            event.prevent_default();
                                                            focus(field.id);
                                                        })
                                                    >
                                                        {field.label}
                                                    </a>
                                                    ": "
                                                    {error}
                                                </li>
                                            }
                                        })
                                        .collect_view()}
                                </ul>
                            </div>
                        }
                    })
            })}
            {part(move || more.get().map(|more| more.run()))}
        </div>
    }
    .into_any()
}

/// Brings the focus to a control.
pub fn focus(id: &str) {
    let control = document()
        .get_element_by_id(id)
        .and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(control) = control {
        drop(control.focus());
    }
}
