//! The question of a plan that depends on the moment: what each call would take by the last look, what has
//! changed since the list was read, and how what goes is kept.

use std::rc::Rc;

use leptos::prelude::*;

use super::confirm::unfold;
use crate::data::changes::plan::Plan;
use crate::data::changes::watch::{Fact, FileKind, Looked, Sight, Watch};
use crate::format::number::{count, counted};
use crate::layout::failure::Failure;
use crate::reactive::{on, part};
use crate::ui::icon::{Icon, IconView};
use crate::ui::moment::Ago;

/// So many calls stand there in full; the others can be unfolded.
const IN_FULL: usize = 8;
/// So many kinds are named; the others are one number.
const KINDS: usize = 6;

/// Each call, with what it would take.
pub fn view(watch: &Rc<dyn Watch>, plan: &Plan) -> AnyView {
    let watch = StoredValue::new_local(Rc::clone(watch));
    let steps: Vec<(String, String)> = plan
        .steps
        .iter()
        .map(|step| {
            let call = [step.call.verb.name(), " ", &step.call.path].concat();
            (step.label.clone(), call)
        })
        .collect();
    let steps = StoredValue::new(steps);
    let looked = Memo::new(move |_| watch.with_value(|watch| watch.looked()));
    let again = Callback::new(move |()| watch.with_value(|watch| watch.look()));
    view! {
        <p class="sights-status" role="status">
            {part(move || looked.with(status))}
        </p>
        {part(move || match looked.get() {
            Looked::Failed(error) => {
                view! { <Failure error=*error retry=again retry_words="Count again" /> }.into_any()
            }
            Looked::NotSure => {
                view! {
                    <p>
                        <button type="button" class="button" on:click=on(move |_| again.run(()))>
                            "Count again"
                        </button>
                    </p>
                }
                    .into_any()
            }
            Looked::Looking(sights) => steps.with_value(|steps| all(steps, sights, true)),
            Looked::Seen(sights) => steps.with_value(|steps| all(steps, sights, false)),
        })}
    }
    .into_any()
}

/// How far the look is, for those too who cannot see it.
fn status(looked: &Looked) -> String {
    match looked {
        Looked::Looking(_) => "As the list was read. Counting what is there now…".to_owned(),
        Looked::Failed(_) => String::new(),
        Looked::NotSure => {
            "Jobs moved while they were counted, so that some may have been missed.".to_owned()
        }
        Looked::Seen(sights) => {
            let [sight] = sights.as_slice() else {
                return "Counted just now.".to_owned();
            };
            let mut words = ["Counted just now: ", &sight.sum, "."].concat();
            for news in &sight.news {
                words.extend([" ", news]);
            }
            words
        }
    }
}

/// `is_old`: what they say is about to be replaced.
fn all(steps: &[(String, String)], sights: Vec<Sight>, is_old: bool) -> AnyView {
    let more = steps.get(IN_FULL..).filter(|more| !more.is_empty());
    let more = more.map(|more| {
        let line = |((label, call), sight): (&(String, String), &Sight)| {
            [label, ": ", &sight.sum, "\n    ", call].concat()
        };
        let lines: Vec<String> = more.iter().zip(&sights[IN_FULL..]).map(line).collect();
        let words = ["and ", &counted(more.len(), "more call", "more calls")].concat();
        unfold(words, "The other calls", &lines.join("\n"))
    });
    let full = steps
        .iter()
        .zip(sights)
        .take(IN_FULL)
        .map(|((label, call), sight)| one(label.clone(), call.clone(), sight))
        .collect_view();
    view! {
        <ul class="sights" class:is-counting=is_old>
            {full}
        </ul>
        {more}
    }
    .into_any()
}

fn one(label: String, call: String, sight: Sight) -> AnyView {
    let facts = sight
        .facts
        .into_iter()
        .map(|(label, fact)| {
            view! {
                <dt>{label}</dt>
                <dd>{fact_view(fact)}</dd>
            }
        })
        .collect_view();
    let news = sight
        .news
        .into_iter()
        .map(|words| {
            view! {
                <p class="sight-news">
                    <IconView icon=Icon::Warning />
                    <span>{words}</span>
                </p>
            }
        })
        .collect_view();
    view! {
        <li>
            <p class="sight-head">
                <strong>{label}</strong>
                <span class="figures">{sight.sum}</span>
            </p>
            <p class="confirm-call"><code>{call}</code></p>
            <dl class="sight-facts">{facts}</dl>
            {news}
        </li>
    }
    .into_any()
}

fn fact_view(fact: Fact) -> AnyView {
    match fact {
        Fact::Words(words) => words.into_any(),
        Fact::Span(oldest, newest) if oldest == newest => view! { <Ago at=oldest /> }.into_any(),
        Fact::Span(oldest, newest) => {
            view! { "oldest " <Ago at=oldest /> ", newest " <Ago at=newest /> }.into_any()
        }
        Fact::Kinds(kinds) => {
            let others = kinds.iter().skip(KINDS).map(|(_, number)| number).sum();
            let others = (others > 0).then(|| ["and ", &count(others), " of others"].concat());
            let named = kinds
                .into_iter()
                .take(KINDS)
                .map(|(kind, number)| {
                    view! {
                        <li>
                            <span>{kind}</span>
                            " "
                            <span class="figures muted">{count(number)}</span>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <ul class="sight-kinds">
                    {named}
                    {others.map(|words| view! { <li class="muted">{words}</li> })}
                </ul>
            }
            .into_any()
        }
    }
}

/// Whether what will go is saved first, and as what.
pub fn file(name: &str, save: RwSignal<bool>, kind: RwSignal<FileKind>) -> AnyView {
    let words = ["Save what goes as a file first: ", name].concat();
    let choose = move |event| {
        let csv = event_target_value(&event) == "csv";
        kind.set(if csv { FileKind::Csv } else { FileKind::Json });
    };
    view! {
        <div class="sight-file">
            <label class="tick">
                <input type="checkbox" bind:checked=save />
                <span>{words}</span>
            </label>
            <select aria-label="Kind of file" on:change=on(choose)>
                <option value="json">{"JSON"}</option>
                <option value="csv">{"CSV"}</option>
            </select>
        </div>
    }
    .into_any()
}

/// How many more than was seen may go along.
pub fn growth(words: String, more: RwSignal<String>) -> AnyView {
    view! {
        <label class="stacked">
            <span>
                {words} " "
                <span class="muted">{"Empty: none. If more arrive than you allow, nothing is sent and you are asked again."}</span>
            </span>
            <input type="text" inputmode="numeric" autocomplete="off" maxlength="6" bind:value=more />
        </label>
    }
    .into_any()
}
