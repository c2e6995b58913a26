//! What looks odd: the heaviest first, each with its rule, its records, and what can be done about it.

use std::rc::Rc;

use leptos::prelude::*;

use super::audit::Audit;
use super::clock;
use super::lens::KEPT;
use super::sources::people;
use super::thresholds::thresholds;
use super::words::shape;
use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::marks::Mark;
use crate::analysis::audit::words;
use crate::data::sign_in_log::{Judgement, Scope};
use crate::format::number::counted;
use crate::pages::users::for_people;
use crate::reactive::{live, on, part};
use crate::routes::{Page, Route};
use crate::state::clock::now;
use crate::ui::copy::CopyLink;
use crate::ui::export::{ExportButton, ExportSource};
use crate::ui::table::cell::Row;
use crate::wire::time::Timestamp;

/// How many stand there at first.
const FIRST: usize = 6;
/// How many records of one are listed; all of them are a filter away.
const RECORDS: usize = 12;

/// What of all that looks odd is shown.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Those of which a record is in the span and matches the filter, as places among all.
    pub places: Memo<Vec<usize>>,
    /// How many of them are not dismissed.
    pub open: Memo<usize>,
}

impl Shown {
    /// What an audit shows. Made once, for the figures and for the list.
    pub fn of(audit: Audit) -> Self {
        let places = Memo::new(move |_| shown(audit));
        let open = Memo::new(move |_| {
            let (marks, log) = (audit.marks(), audit.log());
            let is_open = |place: &&usize| {
                let mark = marks.get(**place);
                mark.is_some_and(|mark| !log.judgement(&mark.key).is_dismissed)
            };
            places.with(|places| places.iter().filter(is_open).count())
        });
        Self { places, open }
    }
}

fn shown(audit: Audit) -> Vec<usize> {
    let marks = audit.marks();
    if marks.is_empty() {
        return Vec::new();
    }
    let count = audit.count.get();
    let is_listed = |row: &u32| {
        let row = usize::try_from(*row).ok();
        let passed = row.and_then(|row| count.passed.get(row));
        passed.copied().unwrap_or(false)
    };
    let marks = marks.iter().enumerate();
    marks
        .filter(|(_, mark)| mark.records.iter().any(is_listed))
        .map(|(place, _)| place)
        .collect()
}

/// The panel.
pub fn odd(audit: Audit, shown: Shown) -> AnyView {
    let all = RwSignal::new(false);
    let dismissed = RwSignal::new(false);
    // The keys of those listed, and how many more there are.
    let listed = Memo::new(move |_| {
        let (marks, log) = (audit.marks(), audit.log());
        let mut places: Vec<String> = Vec::new();
        let mut aside = 0;
        for place in shown.places.get() {
            let Some(mark) = marks.get(place) else {
                continue;
            };
            if log.judgement(&mark.key).is_dismissed {
                aside += 1;
                if !dismissed.get() {
                    continue;
                }
            }
            places.push(mark.key.clone());
        }
        let more = if all.get() {
            0
        } else {
            places.len().saturating_sub(FIRST)
        };
        places.truncate(places.len() - more);
        (places, more, aside)
    });
    let items = move || listed.with(|(places, ..)| places.clone());
    let nothing = move || {
        listed
            .with(|(places, more, _)| places.is_empty() && *more == 0)
            .then(|| {
                view! { <p class="muted audit-nothing">{part(move || quiet(audit))}</p> }
            })
    };
    let source = Rc::new(move || export(audit, shown));
    view! {
        <section class="panel audit-odd" aria-labelledby="odd-title">
            <div class="panel-head">
                <h2 id="odd-title">{"What looks odd"}</h2>
                <p class="hint">{part(move || summary(shown.open.get()))}</p>
                <div class="panel-actions">
                    {thresholds(audit.lens())}
                    <ExportButton source class="button small" />
                </div>
            </div>
            <ul class="audit-marks">
                <For each=items key=String::clone let:key>
                    {item(audit, key)}
                </For>
            </ul>
            {part(nothing)}
            {part(move || history(audit))}
            <p class="audit-more">
                {part(move || {
                    let more = listed.with(|(_, more, _)| *more);
                    (more > 0)
                        .then(|| {
                            view! {
                                <button type="button" class="button small" on:click=on(move |_| all.set(true))>
                                    {["Show ", &more.to_string(), " more"].concat()}
                                </button>
                            }
                        })
                })}
                {part(move || {
                    let aside = listed.with(|(.., aside)| *aside);
                    (aside > 0)
                        .then(|| {
                            let words = [&aside.to_string(), " dismissed"].concat();
                            view! {
                                <button
                                    type="button"
                                    class="button small"
                                    aria-pressed=live(move || dismissed.get().to_string())
                                    on:click=on(move |_| dismissed.update(|shown| *shown = !*shown))
                                >
                                    {words}
                                </button>
                            }
                        })
                })}
            </p>
        </section>
    }
    .into_any()
}

fn summary(open: usize) -> String {
    match open {
        0 => String::new(),
        1 => "1".to_owned(),
        many => crate::format::number::count(many) + ", heaviest first",
    }
}

/// What an empty list means: never more than what is known.
fn quiet(audit: Audit) -> String {
    let log = audit.log();
    if !matches!(
        log.sync().progress().phase,
        crate::data::sync::Phase::Complete
    ) {
        return "Nothing so far. The sign-ins are not all read yet.".to_owned();
    }
    let days = (audit.lens().span.get().1.0 - audit.known_since().0) / super::lens::DAY;
    let days = usize::try_from(days).unwrap_or_default();
    [
        "Nothing looks odd by these rules. Sign-ins of ",
        &counted(days, "day", "days"),
        " are known.",
    ]
    .concat()
}

/// What a mark says while it is closed. It grows with the sign-ins that come in.
#[derive(Clone, PartialEq)]
struct Head {
    title: String,
    detail: String,
    at: String,
    class: &'static str,
}

/// One mark, by its key.
fn item(audit: Audit, key: String) -> AnyView {
    let is_open = RwSignal::new(false);
    let key = StoredValue::new(key);
    let judged = Memo::new(move |_| key.with_value(|key| audit.log().judgement(key)));
    let mark = move || {
        let marks = audit.marks();
        key.with_value(|key| marks.iter().find(|mark| mark.key == *key).cloned())
    };
    let head = Memo::new(move |_| {
        let mark = mark()?;
        let local = audit.lens().zone.with(|zone| clock::local(mark.at, zone));
        Some(Head {
            title: words::title(&mark),
            detail: detail(audit, &mark),
            at: clock::with_weekday(local),
            class: shape(mark.weight),
        })
    });
    let say = move |what: fn(&Head) -> &str| {
        head.with(|head| head.as_ref().map(what).unwrap_or_default().to_owned())
    };
    let class = move || {
        let dismissed = judged.with(|judged| judged.is_dismissed);
        let dismissed = if dismissed { " dismissed" } else { "" };
        ["audit-mark ", &say(|head| head.class), dismissed].concat()
    };
    // What its records are is told when it is opened, and again when there are more of them.
    let records = Memo::new(move |_| mark().map_or(0, |mark| mark.records.len()));
    let opened = move || {
        records.track();
        is_open
            .get()
            .then(|| Some(body(audit, &untrack(mark)?, judged)))
            .flatten()
    };
    view! {
        <li class=live(class)>
            <button
                type="button"
                class="audit-mark-head"
                aria-expanded=live(move || is_open.get().to_string())
                on:click=on(move |_| is_open.update(|open| *open = !*open))
            >
                <span class="audit-mark-title">{part(move || say(|head| &head.title))}</span>
                " "
                <span class="audit-mark-at">{part(move || say(|head| &head.at))}</span>
                " "
                <span class="audit-mark-detail muted">{part(move || say(|head| &head.detail))}</span>
            </button>
            {part(opened)}
        </li>
    }
    .into_any()
}

/// Who, from where, with what.
fn detail(audit: Audit, mark: &Mark) -> String {
    let client = mark.records.last().and_then(|row| {
        let row = usize::try_from(*row).ok()?;
        untrack(|| {
            audit.with(|entries| {
                let client = entries.get(row)?.client.as_ref()?;
                Some(client.words.clone())
            })
        })
    });
    let person = mark.person.as_ref();
    let owner = person.is_some_and(|person| person.account.is_some_and(|account| account.is_owner));
    let parts = [
        person.map(|person| isolated(&person.name)),
        owner.then(|| "owner".to_owned()),
        mark.address.as_ref().map(|address| address.text.clone()),
        client,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

/// A name that may run from right to left, so that it does not turn the address behind it round (Unicode Standard
/// Annex 9, isolates). Others stay as they are, for whoever searches the page or copies from it.
fn isolated(name: &str) -> String {
    let is_plain = name.chars().all(|letter| letter < '\u{590}');
    if is_plain {
        name.to_owned()
    } else {
        ["\u{2068}", name, "\u{2069}"].concat()
    }
}

/// Why it is marked, its records, and what can be done.
fn body(audit: Audit, mark: &Mark, judged: Memo<Judgement>) -> AnyView {
    let rules = audit.lens().rules.get_untracked();
    let since = untrack(|| audit.known_since());
    let why = untrack(|| audit.with(|entries| words::why(mark, entries, since)));
    let rule = words::rule(mark.kind, &rules);
    let key = mark.key.clone();
    let key = StoredValue::new(key);
    let filter = StoredValue::new(filter_of(mark));
    let log = StoredValue::new_local(audit.log());
    let people = untrack(|| audit.with(|entries| people(entries, &mark.records)));
    let profile = mark
        .person
        .as_ref()
        .filter(|person| person.account.is_some())
        .map(|person| {
            let id = audit.tenant().client.connection().id.clone();
            let href = Route::item(&id, Page::Users, &person.id.to_string()).path();
            view! { <a class="button small" href=href>{"Open user"}</a> }
        });
    let acts = (!people.is_empty()).then(|| for_people(&audit.tenant(), people));
    view! {
        <div class="audit-mark-body">
            <p>{why}</p>
            <p class="muted">{"Rule: "} {rule}</p>
            {records(audit, mark)}
            <div class="audit-mark-actions">
                <button
                    type="button"
                    class="button small"
                    on:click=on(move |_| audit.lens().state.search(filter.get_value()))
                >
                    {"Show its records"}
                </button>
                {profile}
                {acts}
                <CopyLink class="button small" />
                <button
                    type="button"
                    class="button small"
                    on:click=on(move |_| {
                        key.with_value(|key| {
                            log.with_value(|log| log.judge(key, |judged| judged.is_dismissed = !judged.is_dismissed));
                        });
                    })
                >
                    {part(move || if judged.with(|judged| judged.is_dismissed) { "Take back" } else { "Dismiss" })}
                </button>
            </div>
            <label class="audit-note">
                <span>{"Note, for this tab"}</span>
                <textarea
                    rows="2"
                    prop:value=judged.get_untracked().note
                    on:input=on(move |event: leptos::ev::Event| {
                        let note = event_target_value(&event);
                        key.with_value(|key| {
                            log.with_value(|log| log.judge(key, |judged| judged.note = note));
                        });
                    })
                ></textarea>
            </label>
        </div>
    }
    .into_any()
}

/// A filter that finds the records of a mark.
fn filter_of(mark: &Mark) -> String {
    let mark_term = ["mark:", mark.kind.name()].concat();
    match (&mark.person, &mark.address) {
        (Some(person), _) => ["user-id:", &person.id.to_string(), " ", &mark_term].concat(),
        (None, Some(address)) => ["ip:", &address.text, " ", &mark_term].concat(),
        (None, None) => mark_term,
    }
}

/// The latest records, each with the way to it.
fn records(audit: Audit, mark: &Mark) -> AnyView {
    let id = audit.tenant().client.connection().id.clone();
    let query = untrack(|| audit.lens().state.query());
    let line = |entry: &Entry| {
        let path = Route::item(&id, Page::SignIns, &entry.id.to_string()).path();
        let address = entry.address.as_ref().map(|address| address.text.clone());
        let client = entry.client.as_ref().map(|client| client.words.clone());
        let failed = entry.is_failed().then(|| "failed".to_owned());
        let parts = [Some(isolated(&entry.person.name)), address, client, failed];
        let words: Vec<String> = parts.into_iter().flatten().collect();
        view! {
            <li>
                <a href=path + &query>{clock::of(entry)}</a>
                " "
                <span>{words.join(" · ")}</span>
            </li>
        }
        .into_any()
    };
    let lines = untrack(|| {
        audit.with(|entries| {
            let latest = mark.records.iter().rev().take(RECORDS);
            let latest = latest.filter_map(|row| entries.get(usize::try_from(*row).ok()?));
            latest.map(line).collect_view()
        })
    });
    let more = mark.records.len().saturating_sub(RECORDS);
    let more = (more > 0).then(|| {
        view! { <li class="muted">{["and ", &more.to_string(), " earlier"].concat()}</li> }
    });
    view! {
        <ul class="audit-mark-records" aria-label="The records that made it">
            {lines}
            {more}
        </ul>
    }
    .into_any()
}

/// What marks cannot be found for want of history, and the way to more.
fn history(audit: Audit) -> Option<AnyView> {
    let log = audit.log();
    let scope = log.scope()?;
    let needed = i64::from(audit.lens().rules.get().history_days) * super::lens::DAY;
    let (from, to) = audit.lens().span.get();
    // From the end of the span, somebody must have been known for so long.
    let short = scope.since.0 > to.0 - needed - super::lens::DAY && from.0 >= scope.since.0;
    let more = move |_| {
        let since = Timestamp(now().0 - KEPT);
        log.want(Scope {
            since,
            ..scope.clone()
        });
    };
    short.then(|| {
        view! {
            <p class="hint audit-history">
                {"New addresses, new clients and unusual hours cannot be told: too few days before are known. "}
                <button type="button" class="button small" on:click=on(more)>
                    {"Read all 30 days"}
                </button>
            </p>
        }
        .into_any()
    })
}

/// The marks as a table for a file.
fn export(audit: Audit, shown: Shown) -> ExportSource {
    let labels = [
        "Mark",
        "What",
        "When (UTC)",
        "Who",
        "E-mail",
        "User id",
        "Address",
        "Records",
        "Why",
        "Rule",
        "Dismissed",
        "Note",
    ];
    let (marks, log) = (audit.marks(), audit.log());
    let rules = audit.lens().rules.get();
    let since = audit.known_since();
    let places = shown.places.get().into_iter();
    let rows = places.filter_map(|place| marks.get(place)).map(|mark| {
        let judged = log.judgement(&mark.key);
        let person = mark.person.as_ref();
        let of_person = |say: fn(&crate::analysis::audit::entry::Person) -> String| {
            person.map(|person| say(person)).unwrap_or_default()
        };
        let words = [
            mark.kind.name().to_owned(),
            words::title(mark),
            mark.at.to_rfc3339(),
            of_person(|person| person.name.clone()),
            of_person(|person| person.email.clone()),
            of_person(|person| person.id.to_string()),
            mark.address
                .as_ref()
                .map(|address| address.text.clone())
                .unwrap_or_default(),
            mark.records.len().to_string(),
            audit.with(|entries| words::why(mark, entries, since)),
            words::rule(mark.kind, &rules),
            if judged.is_dismissed { "yes" } else { "no" }.to_owned(),
            judged.note,
        ];
        Row::of_words(mark.key.clone(), words)
    });
    let rows: Vec<Row> = rows.collect();
    let id = audit.tenant().client.connection().id.clone();
    ExportSource::of_rows(
        id + "-sign-in-marks",
        ("mark", "marks"),
        labels.map(str::to_owned).to_vec(),
        rows,
    )
}
