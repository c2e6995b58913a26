//! Two changes of one value brought together: each conflict with what was, what is ours and what is the
//! other's, a choice for each, and what comes of it.

use leptos::{html, prelude::*};

use super::diff::value_block;
use super::tree::{next_number, visible_lines};
use crate::analysis::json::{Conflict, Merge, Pick, visible};
use crate::format::number::count;
use crate::reactive::{effect, live, on, part};
use crate::ui::dom::add;

/// How many of the changes that need no choice are named.
const NAMED: usize = 50;

/// The choices, and what comes of them.
#[component]
pub fn MergeView(
    /// What was brought together.
    merge: Merge,
    /// What was picked, one for each conflict; `None` where nothing is yet.
    picks: RwSignal<Vec<Option<Pick>>>,
    /// What each path begins with.
    #[prop(optional)]
    root: &'static str,
) -> impl IntoView {
    view_of(StoredValue::new(merge), picks, root)
}

const CHOICES: [(Pick, &str, &str); 3] = [
    (Pick::Mine, "Mine", "json-mine"),
    (Pick::Theirs, "Theirs", "json-theirs"),
    (Pick::Base, "As it was", "json-base"),
];

fn view_of(
    merge: StoredValue<Merge>,
    picks: RwSignal<Vec<Option<Pick>>>,
    root: &'static str,
) -> AnyView {
    let number = merge.with_value(|merge| merge.conflicts().len());
    let all = move |pick: Pick| picks.set(vec![Some(pick); number]);
    let left = move || picks.with(|picks| picks.iter().filter(|pick| pick.is_none()).count());
    let said = move || match (number, left()) {
        (0, _) => "No conflict: each change is in another place.".to_owned(),
        (_, 0) => "All is picked.".to_owned(),
        (_, 1) => "1 conflict is left to pick.".to_owned(),
        (_, left) => [&*count(left), " conflicts are left to pick."].concat(),
    };
    let conflicts: Vec<AnyView> = merge.with_value(|merge| {
        let conflicts = merge.conflicts().iter().enumerate();
        conflicts
            .map(|(at, conflict)| conflict_view(at, conflict, picks, root))
            .collect()
    });
    view! {
        <div class="json-merge">
            <div class="json-diff-head">
                <p role="status">{live(said)}</p>
                {(number > 0)
                    .then(|| {
                        view! {
                            <div class="json-tools" role="group" aria-label="For all conflicts">
                                <button type="button" class="button small" on:click=on(move |_: leptos::ev::MouseEvent| all(Pick::Mine))>
                                    {"Take all mine"}
                                </button>
                                <button type="button" class="button small" on:click=on(move |_: leptos::ev::MouseEvent| all(Pick::Theirs))>
                                    {"Take all theirs"}
                                </button>
                            </div>
                        }
                    })}
            </div>
            {conflicts}
            {taken_view(merge, root)}
            {result_view(merge, picks)}
        </div>
    }
    .into_any()
}

fn conflict_view(
    at: usize,
    conflict: &Conflict,
    picks: RwSignal<Vec<Option<Pick>>>,
    root: &'static str,
) -> AnyView {
    let path = conflict.path.under(root);
    let path = if path.is_empty() {
        "the whole value".to_owned()
    } else {
        visible(&path).into_owned()
    };
    let group = ["json-pick-", &next_number().to_string()].concat();
    let choices: Vec<AnyView> = CHOICES
        .into_iter()
        .map(|(pick, words, class)| {
            let value = conflict.value(pick).map(ToOwned::to_owned);
            let block = NodeRef::<html::Div>::new();
            effect(move || {
                let Some(block) = block.get() else { return };
                block.set_text_content(None);
                match &value {
                    Some(value) => value_block(&block, value, class, "", words),
                    None => drop(add(&block, "p", "muted", "Not there")),
                }
            });
            let is = move || picks.with(|picks| picks.get(at).copied().flatten() == Some(pick));
            view! {
                <div class="json-choice" class:now=live(is)>
                    <label class="tick">
                        <input
                            type="radio"
                            name=group.clone()
                            prop:checked=live(is)
                            on:change=on(move |_: leptos::ev::Event| {
                                picks.update(|picks| {
                                    if let Some(one) = picks.get_mut(at) {
                                        *one = Some(pick);
                                    }
                                });
                            })
                        />
                        <span>{words}</span>
                    </label>
                    <div node_ref=block></div>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="json-conflict">
            <legend>
                <code>{path}</code>
            </legend>
            <div class="json-choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}

/// What needs no choice.
fn taken_view(merge: StoredValue<Merge>, root: &'static str) -> AnyView {
    let (named, number) = merge.with_value(|merge| {
        let named: Vec<String> = merge
            .taken()
            .iter()
            .take(NAMED)
            .map(|taken| {
                let whose = if taken.whose == Pick::Mine {
                    "Mine: "
                } else {
                    "Theirs: "
                };
                let path = taken.change.path.under(root);
                [
                    whose,
                    &*visible(if path.is_empty() {
                        "the whole value"
                    } else {
                        &path
                    }),
                ]
                .concat()
            })
            .collect();
        (named, merge.taken().len())
    });
    if number == 0 {
        return ().into_any();
    }
    let words = [
        &*count(number),
        if number == 1 {
            " change needs no choice"
        } else {
            " changes need no choice"
        },
    ]
    .concat();
    let more = (number > NAMED).then(|| [" … and ", &*count(number - NAMED), " more"].concat());
    let list = NodeRef::<html::Ul>::new();
    effect(move || {
        let Some(list) = list.get() else { return };
        list.set_text_content(None);
        for words in named.iter().chain(&more) {
            add(&list, "li", "", words);
        }
    });
    view! {
        <details class="json-all">
            <summary>{words}</summary>
            <ul class="json-taken" node_ref=list></ul>
        </details>
    }
    .into_any()
}

/// What comes of the picks, made when it is opened.
fn result_view(merge: StoredValue<Merge>, picks: RwSignal<Vec<Option<Pick>>>) -> AnyView {
    let open = RwSignal::new(false);
    let text = move || {
        open.get().then(|| {
            let picks: Vec<Pick> = picks.with(|picks| {
                picks
                    .iter()
                    .map(|pick| pick.unwrap_or(Pick::Mine))
                    .collect()
            });
            let text = merge.with_value(|merge| visible_lines(&merge.with(&picks)));
            view! {
                <p class="hint">{"Where nothing is picked yet, mine is shown."}</p>
                <pre class="json-whole" tabindex="0" role="region" aria-label="The result">
                    {text}
                </pre>
            }
        })
    };
    view! {
        <div class="json-result">
            <button
                type="button"
                class="button small"
                aria-expanded=live(move || open.get().to_string())
                on:click=on(move |_: leptos::ev::MouseEvent| open.update(|open| *open = !*open))
            >
                {"Show the result"}
            </button>
            {part(text)}
        </div>
    }
    .into_any()
}
