//! By address, by client, by person: who comes from where, with what.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::audit::{Audit, fold_of};
use super::clock;
use crate::analysis::audit::address::network;
use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::figures::{Cut, Fold, busiest, first, most_people};
use crate::analysis::audit::ledger::Count;
use crate::analysis::filter::edit::{has, toggle};
use crate::analysis::filter::syntax::Value;
use crate::format::number::{count, figure};
use crate::reactive::{effect, live, on, part};
use crate::ui::press::press;
use crate::ui::sight::{Sight, after_the_frame};
use crate::wire::time::Timestamp;

/// How many stand there at first.
const FIRST: usize = 10;
/// How many more with each click.
const STEP: usize = 100;

/// How the sign-ins are cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Address,
    Client,
    Person,
}

impl By {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Address, "Addresses"),
        (Self::Client, "Clients"),
        (Self::Person, "People"),
    ];

    /// The qualifier that a row writes.
    const fn qualifier(self) -> &'static str {
        match self {
            Self::Address => "ip",
            Self::Client => "client",
            Self::Person => "user-id",
        }
    }

    const fn heads(self) -> [&'static str; 5] {
        match self {
            Self::Address => ["Address", "People", "Sign-ins", "First", "Last"],
            Self::Client => ["Client", "People", "Sign-ins", "First", "Last"],
            Self::Person => ["Person", "Addresses", "Sign-ins", "First", "Last"],
        }
    }
}

/// One line.
#[derive(Clone, PartialEq)]
struct Line {
    name: String,
    /// What the filter asks for.
    value: String,
    /// People, or addresses of a person.
    others: u32,
    count: u32,
    failed: u32,
    first: String,
    last: String,
    /// Many people at one address, or many addresses of one person.
    is_many: bool,
}

/// The panel.
pub fn sources(audit: Audit) -> AnyView {
    let by = RwSignal::new(By::Address);
    let most = RwSignal::new(FIRST);
    let fold = Memo::new(move |_| fold_of(audit.lens()));
    let section = NodeRef::<html::Section>::new();
    let counted = when_seen(audit, section);
    let lines = Memo::new(move |_| {
        counted.with(|counted| lines(audit, counted, by.get(), fold.get(), most.get()))
    });
    let tabs = By::ALL
        .map(|(one, words)| {
            press(
                "button small",
                words,
                move || by.get() == one,
                move || {
                    most.set(FIRST);
                    by.set(one);
                },
            )
        })
        .into_iter()
        .collect_view();
    let folding = move || {
        let is_folded = move || fold.get() == Fold::Network;
        let toggle = move || {
            let is_folded = untrack(is_folded);
            audit.lens().set("fold", if is_folded { "" } else { "1" });
        };
        (by.get() == By::Address)
            .then(|| press("button small", "By network (/24, /48)", is_folded, toggle))
    };
    view! {
        <section class="panel audit-sources-panel" aria-labelledby="sources-title" node_ref=section>
            <div class="panel-head">
                <h2 id="sources-title">{"From where, with what"}</h2>
                <div class="panel-actions">
                    <div class="segmented" role="group" aria-label="Cut by">
                        {tabs}
                    </div>
                    {part(folding)}
                </div>
            </div>
            {part(move || table(audit, by.get(), lines))}
            {part(move || {
                let (_, all) = lines.get();
                (all > most.get())
                    .then(|| {
                        let words = ["Show more of ", &count(all)].concat();
                        view! {
                            <button
                                type="button"
                                class="button small"
                                on:click=on(move |_| most.update(|most| *most += STEP))
                            >
                                {words}
                            </button>
                        }
                    })
            })}
        </section>
    }
    .into_any()
}

/// What the sign-ins add up to; a moment later where the panel is out of sight.
fn when_seen(audit: Audit, section: NodeRef<html::Section>) -> RwSignal<Arc<Count>> {
    let counted = RwSignal::new(audit.count.get_untracked());
    let sight = Sight::new();
    // Whether the panel is about to follow.
    let is_late = StoredValue::new(false);
    let follow = move || {
        if is_late.try_set_value(false).is_some() {
            return;
        }
        if let Some(section) = section.get_untracked() {
            sight.look(&section);
        }
        let now = audit.count.get_untracked();
        if !counted.with_untracked(|before| Arc::ptr_eq(before, &now)) {
            counted.set(now);
        }
    };
    effect(move || {
        let now = audit.count.get();
        if !sight.is_away() {
            counted.set(now);
        }
        if !is_late.get_value() {
            is_late.set_value(true);
            after_the_frame(follow);
        }
    });
    counted
}

/// The first lines, and how many there are.
fn lines(audit: Audit, counted: &Count, by: By, fold: Fold, most: usize) -> (Vec<Line>, usize) {
    let zone = audit.lens().zone.get();
    let (cuts, order): (_, fn(&Cut, &Cut) -> std::cmp::Ordering) = match by {
        By::Address => (&counted.addresses, most_people),
        By::Client => (&counted.clients, busiest),
        By::Person => (&counted.people, busiest),
    };
    let shown = first(cuts, most, &order);
    audit.with(|entries| {
        let when = |at: Option<Timestamp>| {
            at.map(|at| clock::short(clock::local(at, &zone)))
                .unwrap_or_default()
        };
        let line = |cut: &Cut| {
            let entry = entries.get(usize::try_from(cut.row).ok()?)?;
            let (name, value) = names(entry, by, fold)?;
            let others = if by == By::Person {
                cut.addresses
            } else {
                cut.people
            };
            Some(Line {
                name,
                value,
                others,
                count: cut.count,
                failed: cut.failed,
                first: when(cut.first),
                last: when(cut.last),
                is_many: others >= MANY,
            })
        };
        (shown.iter().filter_map(line).collect(), cuts.len())
    })
}

/// From here on it is worth a look.
const MANY: u32 = 5;

/// What a line is called, and what asks for it.
fn names(entry: &Entry, by: By, fold: Fold) -> Option<(String, String)> {
    Some(match by {
        By::Address => {
            let text = &entry.address.as_ref()?.text;
            let name = match fold {
                Fold::Single => text.clone(),
                Fold::Network => network(text),
            };
            (name.clone(), name)
        }
        By::Client => {
            let words = entry.client.as_ref()?.words.clone();
            (words.clone(), words)
        }
        By::Person => (entry.person.name.clone(), entry.person.id.to_string()),
    })
}

fn table(audit: Audit, by: By, lines: Memo<(Vec<Line>, usize)>) -> AnyView {
    let heads = by
        .heads()
        .map(|head| view! { <th scope="col">{head}</th> }.into_any())
        .into_iter()
        .collect_view();
    let rows = move || lines.with(|(lines, _)| lines.clone());
    let row = move |line: Line| {
        let value = StoredValue::new(line.value);
        let is_on = move || {
            let text = audit.lens().state.get().search;
            value.with_value(|value| has(&text, by.qualifier(), &Value::meaning(value)))
        };
        let pick = move |_| {
            let text = untrack(|| audit.lens().state.get()).search;
            let text =
                value.with_value(|value| toggle(&text, by.qualifier(), &Value::exactly(value)));
            audit.lens().state.search(text);
        };
        let failed = (line.failed > 0).then(|| [" (", &figure(line.failed), " failed)"].concat());
        view! {
            <tr>
                <th scope="row">
                    <button
                        type="button"
                        class="audit-pick"
                        aria-pressed=live(move || is_on().to_string())
                        on:click=on(pick)
                    >
                        {line.name}
                    </button>
                </th>
                <td class:many=line.is_many>{figure(line.others)}</td>
                <td>{figure(line.count)} {failed}</td>
                <td>{line.first}</td>
                <td>{line.last}</td>
            </tr>
        }
        .into_any()
    };
    let none = move || {
        lines.with(|(lines, _)| lines.is_empty()).then(|| {
            view! { <p class="muted audit-nothing">{"None in what is shown."}</p> }
        })
    };
    view! {
        <div class="audit-table" tabindex="0" role="region" aria-label="From where, with what">
            <table>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>
                    {part(move || rows().into_iter().map(row).collect_view())}
                </tbody>
            </table>
        </div>
        {part(none)}
    }
    .into_any()
}

/// The numbers of the people among some records, each once.
pub fn people(entries: &[Entry], rows: &[u32]) -> Vec<i64> {
    let entries = rows
        .iter()
        .filter_map(|row| entries.get(usize::try_from(*row).ok()?));
    let mut people: Vec<i64> = entries.map(|entry| entry.person.id).collect();
    people.sort_unstable();
    people.dedup();
    people
}
