//! The rules on the page: which there are, which of them are true, and a field for one more.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use super::Watching;
use super::notify::{self, Permission};
use crate::analysis::jobs::watch::Rule;
use crate::reactive::{on, part};
use crate::ui::icon::{Icon, IconView};
use crate::ui::popover::Popover;

/// The button, and what it opens.
pub fn button(watching: Watching) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Popover label="Watch rules" icon=Icon::Warning open>
            {panel(watching)}
        </Popover>
    }
    .into_any()
}

/// The rules that are true, as a line; nothing where none is.
pub fn fired(watching: Watching) -> AnyView {
    let words = move || {
        watching.held.with(|held| {
            let words: Vec<String> = held.iter().map(Rule::words).collect();
            (!words.is_empty()).then(|| {
                view! {
                    <span class="jobs-fired">
                        <IconView icon=Icon::Warning />
                        {["Watch: ", &words.join(", ")].concat()}
                    </span>
                }
            })
        })
    };
    part(words).into_any()
}

fn panel(watching: Watching) -> AnyView {
    let problem = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else {
            return;
        };
        match watching.add(&field.value()) {
            Ok(()) => {
                field.set_value("");
                problem.set(String::new());
            }
            Err(why) => problem.set(why),
        }
        drop(field.focus());
    };
    view! {
        <div class="jobs-watch">
            {part(move || rules(watching))}
            <form on:submit=on(submit)>
                <label for="watch-rule">{"New rule"}</label>
                <input
                    id="watch-rule"
                    type="text"
                    node_ref=field
                    placeholder="dead > 100"
                    maxlength="80"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="watch-hint"
                />
                <button type="submit" class="button">
                    {"Add"}
                </button>
            </form>
            {part(move || {
                let why = problem.get();
                (!why.is_empty()).then(|| view! { <p class="problem" role="alert">{why}</p> })
            })}
            <p class="hint" id="watch-hint">
                {"Such as dead > 100, retry > 50, queue latency > 60 s, oldest queued > 10 min. Judged at each look while this page is open, and once a minute while its tab is hidden. Rules stay in this browser."}
            </p>
            {notifications()}
        </div>
    }
    .into_any()
}

fn rules(watching: Watching) -> AnyView {
    let rules = watching.rules.get();
    if rules.is_empty() {
        return view! { <p class="muted">{"No rules yet."}</p> }.into_any();
    }
    let items = rules
        .into_iter()
        .map(|rule| {
            let words = rule.words();
            let label = ["Remove ", &words].concat();
            let is_true = move || watching.held.with(|held| held.contains(&rule));
            view! {
                <li>
                    <span class="rule">{words}</span>
                    {part(move || is_true().then(|| view! { <span class="true">{"true now"}</span> }))}
                    <button
                        type="button"
                        class="button small"
                        aria-label=label
                        on:click=on(move |_: ev::MouseEvent| watching.remove(rule))
                    >
                        {"Remove"}
                    </button>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ul class="jobs-watch-rules" aria-label="Watch rules">{items}</ul> }.into_any()
}

/// What this browser says about notifications; it is asked by a click alone.
fn notifications() -> AnyView {
    let permission = RwSignal::new(notify::permission());
    let ask = move |_: ev::MouseEvent| {
        spawn_local(async move {
            let said = notify::ask().await;
            permission.try_set(said);
        });
    };
    let words = |words: &'static str| view! { <p class="hint">{words}</p> }.into_any();
    part(move || match permission.get() {
        Permission::Unasked => view! {
            <p>
                <button type="button" class="button small" on:click=on(ask)>
                    {"Show notifications, too…"}
                </button>
            </p>
        }
        .into_any(),
        Permission::Granted => words("A rule that becomes true is shown as a notification, too."),
        Permission::Denied => words(
            "This browser shows no notifications of this page, as was chosen in it; the title of the tab tells.",
        ),
        Permission::Missing => words("This browser has no notifications here; the title of the tab tells."),
    })
    .into_any()
}
