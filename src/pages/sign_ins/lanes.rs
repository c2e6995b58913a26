//! The lanes: one per person, one tick per sign-in.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use loops::ticks::append;

use super::audit::Audit;
use super::clock;
use super::lens::{DAY, Span};
use super::words::mark_name;
use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::figures::Cut;
use crate::analysis::audit::marks::{Kind, Mark};
use crate::analysis::audit::zone::Zone;
use crate::analysis::filter::edit::{add, toggle, without};
use crate::analysis::filter::syntax::Value;
use crate::analysis::list_index::sort_by;
use crate::format::fold::fold;
use crate::format::number::{counted, figure};
use crate::routes::{Page, Route};
use crate::ui::chart::lanes::{Lane, LaneCalls, LaneData, MARKED, lanes};
use crate::ui::press::press;
use crate::wire::time::Timestamp;

/// The marks that a tick is red for; the others only make it taller.
const RED: u16 = Kind::Dormant.bit()
    | Kind::SharedAddress.bit()
    | Kind::Burst.bit()
    | Kind::Failures.bit()
    | Kind::TwoAddresses.bit();

/// In which order the lanes stand, and its name in the URL.
const ORDERS: [(&str, &str); 3] = [("", "Oddness"), ("name", "Name"), ("seen", "Last seen")];

/// The lanes as they stand: places among the people of the count.
type Order = Memo<Arc<Vec<u32>>>;

/// The panel.
pub fn panel(audit: Audit) -> AnyView {
    // Where the lanes stand: each a place in the count's people.
    let order: Memo<Arc<Vec<u32>>> = Memo::new(move |_| Arc::new(ordered(audit)));
    let data = Memo::new_with_compare(
        move |_| Arc::new(lane_data(audit, &order.get())),
        |_, _| true,
    );
    let orders = ORDERS
        .map(|(value, words)| {
            press(
                "button small",
                words,
                move || audit.lens().other("lanes") == value,
                move || audit.lens().set("lanes", value),
            )
        })
        .into_iter()
        .collect_view();
    view! {
        <section class="panel audit-lanes" aria-labelledby="lanes-title">
            <div class="panel-head">
                <h2 id="lanes-title">{"Lanes"}</h2>
                <p class="hint">{"one person a line, coloured by address; drag to pick a time"}</p>
                <div class="panel-actions">
                    <span class="muted">{"Order"}</span>
                    <div class="segmented" role="group" aria-label="Order of the lanes">
                        {orders}
                    </div>
                </div>
            </div>
            {lanes(data.into(), calls(audit, order))}
        </section>
    }
    .into_any()
}

/// What the lanes ask, and what becomes of what is picked in them.
fn calls(audit: Audit, order: Order) -> LaneCalls {
    let navigate = use_navigate();
    let id = audit.tenant().client.connection().id.clone();
    let search = audit.lens().state;
    LaneCalls {
        describe: Callback::new(move |(lane, row): (usize, Option<u32>)| {
            untrack(|| describe(audit, cut_of(audit, order, lane), row))
        }),
        moment: Callback::new(move |at: i64| {
            let zone = audit.lens().zone.get_untracked();
            clock::with_weekday(clock::local(Timestamp(at), &zone))
        }),
        on_tick: Callback::new(move |row: u32| {
            let entry = usize::try_from(row).ok().and_then(|row| {
                untrack(|| audit.with(|entries| entries.get(row).map(|entry| entry.id)))
            });
            if let Some(entry) = entry {
                let path = Route::item(&id, Page::SignIns, &entry.to_string()).path();
                let path = path + &untrack(|| search.query());
                let navigate = navigate.clone();
                // Not while the lanes still handle the key: leaving takes them away.
                set_timeout(
                    move || navigate(&path, NavigateOptions::default()),
                    Duration::ZERO,
                );
            }
        }),
        on_lane: Callback::new(move |lane: usize| {
            let person = untrack(|| {
                let cut = cut_of(audit, order, lane)?;
                audit.with(|entries| Some(entry_of(entries, &cut)?.person.id))
            });
            if let Some(person) = person {
                let text = untrack(|| search.get()).search;
                let value = Value::meaning(&person.to_string());
                search.search(toggle(&text, "user-id", &value));
            }
        }),
        on_brush: Callback::new(move |(from, to): (i64, i64)| {
            let text = untrack(|| search.get()).search;
            let text = without(&text, &["at"]);
            search.search(add(&text, "at", &Value::meaning(&between(from, to))));
        }),
        heads: &["Person", "Sign-ins", "Addresses", "First", "Last"],
        rows: Callback::new(move |range: Range<usize>| {
            let zone = audit.lens().zone.get();
            let cuts: Vec<Cut> = range
                .filter_map(|lane| cut_of(audit, order, lane))
                .collect();
            audit.with(|entries| {
                let rows = cuts.iter();
                rows.filter_map(|cut| table_row(entries, cut, &zone))
                    .collect()
            })
        }),
    }
}

/// A span as a filter asks for it, to the minute, in UTC: `2026-01-10T14:00..2026-01-10T15:29`.
fn between(from: i64, to: i64) -> String {
    let minute = |at: i64| {
        let text = Timestamp(at).to_rfc3339();
        text.get(..16).unwrap_or_default().to_owned()
    };
    // What ends a filter's minute is its last second.
    [minute(from), minute((to - 1).max(from))].join("..")
}

fn entry_of<'a>(entries: &'a [Entry], cut: &Cut) -> Option<&'a Entry> {
    entries.get(usize::try_from(cut.row).ok()?)
}

/// What the lane at a place stands for.
fn cut_of(audit: Audit, order: Order, lane: usize) -> Option<Cut> {
    let place = order.with(|order| order.get(lane).copied())?;
    audit.count.with(|count| {
        let place = usize::try_from(place).ok()?;
        count.people.get(place).copied()
    })
}

/// The people of the count, as places in it, in the order that is wanted.
fn ordered(audit: Audit) -> Vec<u32> {
    let count = audit.count.get();
    let order = audit.lens().other("lanes");
    let marks = audit.marks();
    let mut places: Vec<u32> = (0..).take(count.people.len()).collect();
    let at = |place: u32| &count.people[usize::try_from(place).unwrap_or_default()];
    audit.with(|entries| match order.as_str() {
        "name" => {
            let name = |cut: &Cut| {
                let entry = entry_of(entries, cut);
                entry.map(|entry| fold(&entry.person.name))
            };
            let names: Vec<Option<String>> = count.people.iter().map(name).collect();
            let name = |place: u32| usize::try_from(place).ok().and_then(|at| names.get(at));
            sort_by(&mut places, &mut |one, other| name(one).cmp(&name(other)));
        }
        "seen" => sort_by(&mut places, &mut |one, other| {
            at(other).last.cmp(&at(one).last)
        }),
        _ => {
            let oddness = oddness(entries, &marks);
            let odd = |cut: &Cut| {
                let code = entry_of(entries, cut)?.person.code;
                oddness.get(usize::try_from(code).ok()?).copied()
            };
            // The oddest first, of equal ones those with the most records, and then as they came.
            let key = |cut: &Cut| {
                let records = cut.count + cut.failed;
                std::cmp::Reverse((odd(cut).unwrap_or(0), records))
            };
            let keys: Vec<_> = count.people.iter().map(key).collect();
            places.sort_by_key(|place| keys[usize::try_from(*place).unwrap_or_default()]);
        }
    });
    places
}

/// How odd each person is, by code: the sum of the weights of the marks that they are in.
fn oddness(entries: &[Entry], marks: &[Mark]) -> Vec<u32> {
    let mut odd: Vec<u32> = Vec::new();
    for mark in marks {
        let mut last = None;
        for row in &mark.records {
            let entry = usize::try_from(*row).ok().and_then(|row| entries.get(row));
            let Some(code) = entry.map(|entry| entry.person.code) else {
                continue;
            };
            // Once for each mark, as far as its records lie together.
            if last.replace(code) == Some(code) {
                continue;
            }
            let Ok(place) = usize::try_from(code) else {
                continue;
            };
            if odd.len() <= place {
                odd.resize(place + 1, 0);
            }
            if let Some(slot) = odd.get_mut(place) {
                *slot = slot.saturating_add(mark.weight);
            }
        }
    }
    odd
}

/// The lanes in an order. The ledger has each person's sign-ins together and in the order of their moments,
/// so there is nothing to sort.
fn lane_data(audit: Audit, order: &[u32]) -> LaneData {
    let count = audit.count.get();
    let (from, to) = audit.lens().span.get();
    let zone = audit.lens().zone.get();
    // Where each person's lines begin among those that are counted.
    let mut starts = Vec::with_capacity(count.people.len() + 1);
    let mut sum = 0;
    starts.push(0);
    for cut in &count.people {
        sum += usize::try_from(cut.count + cut.failed).unwrap_or(0);
        starts.push(sum);
    }
    let mut lanes = Vec::with_capacity(order.len());
    let mut ticks = Vec::with_capacity(count.lines.len());
    audit.with(|entries| {
        audit.with_ledger(|ledger| {
            for (lane, place) in (0_u32..).zip(order) {
                let place = usize::try_from(*place).unwrap_or_default();
                let Some((cut, person)) = count
                    .people
                    .get(place)
                    .and_then(|cut| Some((cut, &entry_of(entries, cut)?.person)))
                else {
                    continue;
                };
                lanes.push(Lane {
                    name: Arc::clone(&person.label),
                    count: cut.count + cut.failed,
                    key: person.code,
                });
                let range = starts.get(place..place + 2).unwrap_or_default();
                let theirs = match range {
                    [first, end] => count.lines.get(*first..*end).unwrap_or_default(),
                    _ => &[],
                };
                append(ledger.lines(), theirs, lane, (RED, MARKED), &mut ticks);
            }
        });
    });
    LaneData {
        lanes,
        ticks,
        from: from.0,
        to: to.0,
        lines: lines((from, to), &zone),
    }
}

/// The moments to be marked by a line: midnights, not more than nine; within two days, hours.
fn lines((from, to): Span, zone: &Zone) -> Vec<(i64, String)> {
    let length = to.0 - from.0;
    let step = if length <= 2 * DAY {
        DAY / 8
    } else {
        (length / (9 * DAY) + 1) * DAY
    };
    let local = clock::local(from, zone);
    let first = local.div_euclid(step) * step + step;
    (0..)
        .map(|number| first + number * step)
        .take_while(|local_at| local_at - (local - from.0) < to.0)
        .take(24)
        .map(|local_at| {
            let words = clock::short(local_at);
            let part = if step < DAY && local_at.rem_euclid(DAY) != 0 {
                words.rsplit_once(' ').map(|(_, time)| time)
            } else {
                words.rsplit_once(' ').map(|(day, _)| day)
            };
            // By the clock of the beginning: an hour's change is no pixel in a month.
            (
                local_at - (local - from.0),
                part.unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

fn describe(audit: Audit, cut: Option<Cut>, row: Option<u32>) -> String {
    let zone = audit.lens().zone.get();
    audit.with(|entries| {
        let entry = row.and_then(|row| entries.get(usize::try_from(row).ok()?));
        if let Some(entry) = entry {
            return in_words(entry);
        }
        let Some((cut, entry)) = cut.and_then(|cut| Some((cut, entry_of(entries, &cut)?))) else {
            return String::new();
        };
        let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let last = cut.last.map(|at| clock::short(clock::local(at, &zone)));
        [
            entry.person.name.as_str(),
            ": ",
            &counted(number(cut.count), "sign-in", "sign-ins"),
            " from ",
            &counted(number(cut.addresses), "address", "addresses"),
            ", the last ",
            &last.unwrap_or_else(|| "without a time".to_owned()),
        ]
        .concat()
    })
}

/// `Ann Lee · Sun 11 Jan 03:12 · 203.0.113.9 · Firefox on Linux, desktop · new address`.
fn in_words(entry: &Entry) -> String {
    let marks = entry.marks.get();
    let mut parts = vec![entry.person.name.clone()];
    parts.extend(entry.local().map(clock::with_weekday));
    parts.extend(entry.address.iter().map(|address| address.text.clone()));
    parts.extend(entry.client.iter().map(|client| client.words.clone()));
    if entry.is_failed() {
        parts.push("failed".to_owned());
    }
    let kinds = Kind::ALL.into_iter();
    let kinds = kinds.filter(|kind| marks & kind.bit() != 0);
    parts.extend(kinds.map(|kind| mark_name(kind).to_owned()));
    parts.join(" · ")
}

fn table_row(entries: &[Entry], cut: &Cut, zone: &Zone) -> Option<Vec<String>> {
    let when = |at: Option<Timestamp>| {
        at.map(|at| clock::short(clock::local(at, zone)))
            .unwrap_or_default()
    };
    Some(vec![
        entry_of(entries, cut)?.person.name.clone(),
        figure(cut.count),
        figure(cut.addresses),
        when(cut.first),
        when(cut.last),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_as_a_filter_asks_for_it() {
        let at = |text: &str| Timestamp::parse(text).expect("a moment").0;
        assert_eq!(
            between(at("2026-01-10T14:00:31Z"), at("2026-01-10T15:30:00Z")),
            "2026-01-10T14:00..2026-01-10T15:29"
        );
    }

    #[test]
    fn lines_are_few_and_at_midnight() {
        let at = |text: &str| Timestamp::parse(text).expect("a moment");
        let span = (at("2026-01-01T10:00:00Z"), at("2026-01-31T10:00:00Z"));
        let month = lines(span, &Zone::default());
        assert!((6..=9).contains(&month.len()), "{month:?}");
        assert!(month.iter().all(|(at, _)| at % DAY == 0));
        let day = lines(
            (at("2026-01-01T10:00:00Z"), at("2026-01-02T10:00:00Z")),
            &Zone::default(),
        );
        let words: Vec<&str> = day.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(
            words,
            [
                "12:00", "15:00", "18:00", "21:00", "2 Jan", "03:00", "06:00", "09:00"
            ]
        );
    }
}
