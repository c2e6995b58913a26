//! Through what the sign-ins are looked at: which span, by which clock, from which source. All of it stands
//! in the URL.

use leptos::prelude::*;

use super::rules;
use crate::analysis::audit::marks::Rules;
use crate::analysis::audit::zone::Zone;
use crate::data::listings::sign_ins::day_name;
use crate::data::sign_in_log::{SignInLog, Source};
use crate::format::time::offset;
use crate::state::clock::now;
use crate::state::list_params::ListState;
use crate::wire::time::Timestamp;

const HOUR: i64 = 3_600_000;
/// A day, in milliseconds.
pub const DAY: i64 = 24 * HOUR;
/// How long a tenant keeps sign-ins (doc), in milliseconds.
pub const KEPT: i64 = 30 * DAY;

/// What the page keeps in the URL beside the list's own.
pub const NAMES: &[&str] = &[
    "range",
    "zone",
    "compare",
    "source",
    "people",
    "everybody",
    "lanes",
    "fold",
    "rules",
];

/// The span that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// So many hours up to the moment the sign-ins were read.
    Last(i64),
    /// From one local day to another, both included, counted from 1970.
    Days(i64, i64),
}

impl Range {
    /// As the URL has it; anything else is the usual one.
    fn read(text: &str) -> Self {
        match text {
            "24h" => return Self::Last(24),
            "7d" => return Self::Last(7 * 24),
            _ => {}
        }
        let day = |text: &str| {
            let at = Timestamp::parse(text).filter(|_| text.len() == 10)?;
            Some(at.0.div_euclid(DAY))
        };
        text.split_once("..")
            .and_then(|(first, last)| Some((day(first)?, day(last)?)))
            .filter(|(first, last)| first <= last && last - first < 400)
            .map_or(Self::Last(30 * 24), |(first, last)| Self::Days(first, last))
    }

    /// For the URL; empty for the usual one.
    pub fn write(self) -> String {
        match self {
            Self::Last(24) => "24h".to_owned(),
            Self::Last(168) => "7d".to_owned(),
            Self::Last(_) => String::new(),
            Self::Days(first, last) => [day_name(first), day_name(last)].join(".."),
        }
    }
}

/// From one moment to another, that one excluded.
pub type Span = (Timestamp, Timestamp);

/// Through what the sign-ins are looked at. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Lens {
    /// What is asked for, in the URL.
    pub state: ListState,
    /// The span as it was chosen.
    pub range: Memo<Range>,
    /// Whether the clock is that of UTC; otherwise it is the browser's.
    pub utc: Memo<bool>,
    /// The clock.
    pub zone: Memo<Zone>,
    /// The span.
    pub span: Memo<Span>,
    /// The span before it, where the two are compared.
    pub before: Memo<Option<Span>>,
    /// The thresholds.
    pub rules: Memo<Rules>,
    /// What is to be read.
    pub asked: Memo<Asked>,
}

/// What is to be read, as the URL has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The source that was chosen; `None`: whichever there is.
    pub source: Option<Source>,
    /// Whose sign-ins; empty: everybody's.
    pub people: Vec<i64>,
    /// Whether those are asked too who were not seen in the span.
    pub everybody: bool,
}

impl Lens {
    /// The lens of the page that is being made.
    pub fn new(log: &SignInLog) -> Self {
        let state = ListState::from_url(NAMES);
        let opened = now();
        let log = StoredValue::new_local(log.clone());
        let other = move |name: &'static str| state.get().other(name).to_owned();
        let range = Memo::new(move |_| Range::read(&other("range")));
        let utc = Memo::new(move |_| other("zone") == "utc");
        let until = Memo::new(move |_| {
            let until = log.with_value(|log| log.extent().until);
            until.unwrap_or(opened)
        });
        let zone = Memo::new(move |_| {
            if utc.get() {
                return Zone::default();
            }
            let until = until.get();
            // What is compared with lies before what a tenant keeps.
            let from = Timestamp(until.0 - 2 * KEPT - DAY);
            Zone::of(from, Timestamp(until.0 + DAY), &offset)
        });
        let span = Memo::new(move |_| {
            let until = until.get();
            match range.get() {
                Range::Last(hours) => (Timestamp(until.0 - hours * HOUR), until),
                Range::Days(first, last) => {
                    zone.with(|zone| (midnight(zone, first), midnight(zone, last + 1)))
                }
            }
        });
        let before = Memo::new(move |_| {
            let compares = other("compare") == "1";
            let (from, to) = span.get();
            compares.then(|| match range.get() {
                Range::Last(_) => (Timestamp(from.0 - (to.0 - from.0)), from),
                Range::Days(first, last) => {
                    zone.with(|zone| (midnight(zone, first - (last - first + 1)), from))
                }
            })
        });
        Self {
            state,
            range,
            utc,
            zone,
            span,
            before,
            rules: Memo::new(move |_| rules::read(&other("rules"))),
            asked: Memo::new(move |_| Asked {
                source: match other("source").as_str() {
                    "audit-log" => Some(Source::AuditLog),
                    "people" => Some(Source::People),
                    _ => None,
                },
                people: {
                    let ids = other("people");
                    ids.split(',').filter_map(|id| id.parse().ok()).collect()
                },
                everybody: other("everybody") == "1",
            }),
        }
    }

    /// From when on sign-ins are needed; tracks it.
    pub fn needed_since(self) -> Timestamp {
        let (from, _) = self.span.get();
        self.before.get().map_or(from, |(before, _)| before)
    }

    /// The first and the last local day of the span; tracks them.
    pub fn days(self) -> (i64, i64) {
        let (from, to) = self.span.get();
        self.zone.with(|zone| {
            let day = |at: Timestamp| (at.0 + zone.offset(at)).div_euclid(DAY);
            (day(from), day(Timestamp(to.0 - 1)))
        })
    }

    /// What the clock on screen is called: `UTC`, or the browser's zone.
    pub fn zone_name(self) -> String {
        if self.utc.get() {
            "UTC".to_owned()
        } else {
            crate::format::time::zone_name()
        }
    }

    /// Sets one of the page's names in the URL.
    pub fn set(self, name: &'static str, value: impl Into<String>) {
        self.state.set_other(name, value.into());
    }

    /// What stands under one of the page's names; tracks it.
    pub fn other(self, name: &str) -> String {
        self.state.get().other(name).to_owned()
    }
}

/// When a local day begins.
fn midnight(zone: &Zone, day: i64) -> Timestamp {
    let guess = Timestamp(day * DAY);
    // The offset of that night: it may be another one than that of the same hour in UTC.
    let near = Timestamp(guess.0 - zone.offset(guess));
    Timestamp(guess.0 - zone.offset(near))
}
