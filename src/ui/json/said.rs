//! What is said below the text: whether it is JSON, where it is not, and what to look at.

use leptos::prelude::*;

use super::editor::Editor;
use crate::analysis::json::MOST_WARNINGS;
use crate::format::number::count;
use crate::reactive::{effect, live, on, part};
use crate::ui::dom::{add, add_button, told_place};

/// How many warnings are shown before one asks for all.
const FEW: usize = 3;

/// The line below the text, and the warnings.
pub(super) fn said(editor: Editor, id: &str) -> AnyView {
    // What was said last stands until there is something else to say: typing does not make it flicker.
    let words = RwSignal::new(String::new());
    let is_wrong = RwSignal::new(false);
    let verdict = editor.verdict();
    effect(move || {
        let Some(result) = verdict.get() else { return };
        is_wrong.set(result.is_err());
        words.set(if let Err(problem) = result {
            problem.words()
        } else if editor.is_blank() {
            "Nothing is written here.".to_owned()
        } else {
            let lines = editor.with_text(|text| text.split('\n').count());
            let unit = if lines == 1 { " line." } else { " lines." };
            ["Valid JSON, ", &count(lines), unit].concat()
        });
    });
    let id = [id, "-said"].concat();
    view! {
        <div class="json-said" class:json-wrong=live(move || is_wrong.get())>
            <p id=id role="status">
                {live(move || words.get())}
            </p>
            {part(move || {
                is_wrong
                    .get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button small"
                                title="Go to the mistake (F8)"
                                on:click=on(move |_: leptos::ev::MouseEvent| editor.focus_problem())
                            >
                                {"Go there"}
                            </button>
                        }
                    })
            })}
        </div>
        {warned(editor)}
    }
    .into_any()
}

/// The warnings: the first few, and all of them when asked for.
fn warned(editor: Editor) -> AnyView {
    let all = RwSignal::new(false);
    let list = NodeRef::<leptos::html::Ul>::new();
    let warnings = editor.warnings;
    effect(move || {
        let Some(list) = list.get() else { return };
        list.set_text_content(None);
        let most = if all.get() { MOST_WARNINGS } else { FEW };
        warnings.with(|warnings| {
            for warning in warnings.iter().take(most) {
                let item = add(&list, "li", "", "");
                let line = ["Line ", &warning.line.to_string()].concat();
                add_button(&item, "button small", &line, "go", &warning.at.to_string());
                add(&item, "span", "", &warning.words);
            }
        });
    });
    let number = move || warnings.with(Vec::len);
    let more = move || {
        let number = number();
        (number > FEW).then(|| {
            let words = if all.get() {
                "Show fewer".to_owned()
            } else {
                ["Show all ", &number.to_string()].concat()
            };
            view! {
                <button type="button" class="button small" on:click=on(move |_: leptos::ev::MouseEvent| all.update(|all| *all = !*all))>
                    {words}
                </button>
            }
        })
    };
    let heading = move || match number() {
        1 => "1 warning".to_owned(),
        MOST_WARNINGS => "The first 200 warnings".to_owned(),
        number => [&number.to_string(), " warnings"].concat(),
    };
    part(move || {
        (number() > 0).then(|| {
            view! {
                <div class="json-warned">
                    <p>{live(heading)}</p>
                    <ul
                        node_ref=list
                        on:click=on(move |event: leptos::ev::MouseEvent| {
                            if let Some(at) = told_place(&event, "data-at") {
                                editor.go_to(at);
                            }
                        })
                    ></ul>
                    {part(more)}
                </div>
            }
        })
    })
    .into_any()
}
