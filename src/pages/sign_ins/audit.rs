//! What the panels of the page look at: the sign-ins of the span that match the filter, what they add up to,
//! and what looks odd among them.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::lens::{KEPT, Lens, Span};
use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::figures::Fold;
use crate::analysis::audit::ledger::{Count, Ledger};
use crate::analysis::audit::marks::{Mark, marks, note};
use crate::analysis::filter::edit::without;
use crate::data::listings::sign_ins::OF_MARKS;
use crate::data::sign_in_log::SignInLog;
use crate::data::tenant::Tenant;
use crate::reactive::{Pause, effect, effect_with_last};
use crate::state::list_params::Sort;
use crate::ui::moment::Tick;
use crate::wire::time::Timestamp;

/// How often the pictures follow while sign-ins come in.
const FOLLOWS: Duration = Duration::from_millis(400);
/// How often what looks odd is worked out while sign-ins come in.
const MARKS_EVERY: Duration = Duration::from_millis(1_500);

/// What the panels look at. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Audit {
    seen_through: StoredValue<Lens>,
    log: StoredValue<SignInLog, LocalStorage>,
    /// The tenant, all sign-ins side by side, and of which state of the log those are.
    held: StoredValue<(Tenant, Ledger, (u32, usize)), LocalStorage>,
    /// Grows when the pictures are to follow.
    shown: RwSignal<u32>,
    /// The sign-ins of the span that match, in the order of the list, as positions.
    pub rows: Memo<Arc<Vec<u32>>>,
    /// How many there are in the span.
    pub total: Memo<usize>,
    /// What those that match add up to.
    pub count: Memo<Arc<Count>>,
    marks: RwSignal<Rc<Vec<Mark>>, LocalStorage>,
    /// Whether the tenant says more than who, when, from where and with what.
    pub is_old: RwSignal<bool>,
}

impl Audit {
    /// What the page that is being made looks at.
    pub fn new(tenant: &Tenant) -> Self {
        let log = tenant.sign_in_log();
        let lens = Lens::new(&log);
        let log = StoredValue::new_local(log);
        let shown = RwSignal::new(0);
        let marks = RwSignal::new_local(Rc::default());
        let held = StoredValue::new_local((tenant.clone(), Ledger::default(), (0, 0)));
        let rows = Memo::new(move |_| {
            shown.track();
            marks.track();
            let params = lens.state.get();
            let span = lens.span.get();
            log.with_value(|log| view(log, span, &params.search, params.sort.as_ref()))
        });
        let audit = Self {
            seen_through: StoredValue::new(lens),
            log,
            held,
            shown,
            rows,
            total: Memo::new(move |_| {
                shown.track();
                let span = lens.span.get();
                log.with_value(|log| view(log, span, "", None).len())
            }),
            count: Memo::new_with_compare(
                move |_| {
                    shown.track();
                    marks.track();
                    let rows = rows.get();
                    let (from, _) = lens.span.get();
                    let fold = fold_of(lens);
                    held.with_value(|(_, ledger, _)| {
                        Arc::new(ledger.count(&rows, lens.days(), from, fold))
                    })
                },
                // It is made anew where something is another.
                |_, _| true,
            ),
            marks,
            is_old: RwSignal::new(false),
        };
        audit.follow();
        audit
    }

    /// Through what they are looked at.
    pub fn lens(self) -> Lens {
        self.seen_through.get_value()
    }

    /// The log.
    pub fn log(self) -> SignInLog {
        self.log.get_value()
    }

    /// The tenant.
    pub fn tenant(self) -> Tenant {
        self.held.with_value(|(tenant, ..)| tenant.clone())
    }

    /// Looks at the sign-ins in memory; tracks them as far as the pictures follow.
    pub fn with<R>(self, look: impl FnOnce(&[Entry]) -> R) -> R {
        self.shown.track();
        self.log.with_value(|log| {
            log.list
                .collection
                .with_untracked(|entries, _| look(entries))
        })
    }

    /// Looks at all sign-ins side by side; tracks them likewise.
    pub fn with_ledger<R>(self, look: impl FnOnce(&Ledger) -> R) -> R {
        self.shown.track();
        self.marks.track();
        self.held.with_value(|(_, ledger, _)| look(ledger))
    }

    /// What the sign-ins of another span that match the filter add up to; tracks them.
    pub fn count_of(self, span: Span) -> Count {
        let rows = self.rows_that(span, &self.lens().state.get().search);
        self.with_ledger(|ledger| ledger.count(&rows, (0, -1), span.0, Fold::Single))
    }

    fn rows_that(self, span: Span, search: &str) -> Arc<Vec<u32>> {
        self.shown.track();
        self.marks.track();
        self.log.with_value(|log| view(log, span, search, None))
    }

    /// What the sign-ins of the span add up to that match all of the filter but what it asks of these
    /// qualifiers: for a picture in which those can be chosen. Tracks them.
    pub fn count_without(self, names: &[&str]) -> Arc<Count> {
        let search = self.lens().state.get().search;
        let rest = without(&search, names);
        if rest == search {
            return self.count.get();
        }
        let span = self.lens().span.get();
        let (rows, days) = (self.rows_that(span, &rest), self.lens().days());
        self.with_ledger(|ledger| Arc::new(ledger.count(&rows, days, span.0, Fold::Single)))
    }

    /// All that looks odd, the heaviest first; tracks it.
    pub fn marks(self) -> Rc<Vec<Mark>> {
        self.marks.get()
    }

    /// From when on sign-ins are known: what was asked for, as far as the tenant keeps it. Tracks it.
    pub fn known_since(self) -> Timestamp {
        let (scope, until) = self.log.with_value(|log| (log.scope(), log.extent().until));
        let (Some(scope), Some(until)) = (scope, until) else {
            return Timestamp(0);
        };
        let kept = Timestamp(until.0 - KEPT);
        if scope.since >= kept {
            return scope.since;
        }
        // Older ones show that more is kept than is documented.
        let oldest = self.with_ledger(Ledger::earliest);
        oldest.map_or(kept, |oldest| oldest.clamp(scope.since, kept))
    }

    /// Keeps up with the sign-ins as they come in, with the clock, and with the thresholds.
    fn follow(self) {
        let (lens, log) = (self.lens(), self.log);
        effect(move || {
            lens.zone.track();
            // What looks odd is worked out by the new clock as well: then all of it is drawn once.
            let settled = log.with_value(|log| log.sync().progress_untracked().phase.is_settled());
            if !settled {
                self.set_zone();
            }
        });
        let show = Pause::new(FOLLOWS, Callback::new(move |()| self.show()));
        effect_with_last(move |before: Option<(u32, bool)>| {
            let (sync, generation) =
                log.with_value(|log| (log.sync(), log.list.collection.generation()));
            let now = (generation, sync.progress().phase.is_settled());
            if before == Some(now) && !now.1 {
                show.begin();
            } else {
                // Others, or all of them: no picture may stand on what is gone.
                show.end();
                self.show();
            }
            now
        });
        let mark = Pause::new(MARKS_EVERY, Callback::new(move |()| self.mark()));
        let key = Memo::new(move |_| {
            let log = log.get_value();
            let count = log.list.collection.with(|entries, _| entries.len());
            let settled = log.sync().progress().phase.is_settled();
            let generation = log.list.collection.generation();
            (
                count,
                settled,
                generation,
                lens.rules.get(),
                lens.zone.get(),
            )
        });
        effect(move || {
            if key.get().1 {
                mark.end();
                self.mark();
            } else if !mark.is_under_way() {
                mark.begin();
            }
        });
    }

    /// Shows what has come.
    fn show(self) {
        self.take_in();
        self.shown();
    }

    /// Lays the sign-ins side by side, if there are others.
    fn take_in(self) {
        self.log.with_value(|log| {
            let collection = &log.list.collection;
            let state = collection.with_untracked(|entries, _| entries.len());
            let state = (untrack(|| collection.generation()), state);
            self.held.update_value(|(_, ledger, of)| {
                if *of != state {
                    *ledger = collection.with_untracked(|entries, _| Ledger::of(entries));
                    *of = state;
                }
            });
        });
    }

    /// Tells the panels that there is something else to show.
    fn shown(self) {
        self.shown.update(|shown| *shown = shown.wrapping_add(1));
    }

    /// Tells hours and days by the clock that is chosen, if it is another one.
    fn set_zone(self) {
        let zone = self.lens().zone.get_untracked();
        let is_new = self.log.with_value(|log| log.set_zone(zone.clone()));
        if is_new {
            self.held
                .update_value(|(_, ledger, _)| ledger.set_zone(&zone));
            self.shown();
        }
    }

    /// Works out what looks odd, and writes it into the records.
    fn mark(self) {
        self.set_zone();
        self.take_in();
        let rules = self.lens().rules.get_untracked();
        let since = untrack(|| self.known_since());
        let log = self.log.get_value();
        let (found, is_old) = log.list.collection.with_untracked(|entries, _| {
            let found = marks(entries, &rules, since);
            note(entries, &found);
            let says_more = |entry: &Entry| entry.success.is_some() || entry.old.is_some();
            (found, entries.iter().any(says_more))
        });
        log.list.forget(OF_MARKS);
        self.held
            .update_value(|(_, ledger, _)| ledger.set_marks(&found));
        if self.is_old.get_untracked() != is_old {
            self.is_old.set(is_old);
        }
        self.marks.set(Rc::new(found));
    }
}

/// The records of a span that match, in order. Does not track them.
fn view(log: &SignInLog, span: Span, search: &str, sort: Option<&Sort>) -> Arc<Vec<u32>> {
    let text = within(span, search);
    // An age in the filter follows the clock.
    let now = Tick::now;
    untrack(|| log.list.view(&text, sort, &now))
}

/// Whether addresses are put together.
pub fn fold_of(lens: Lens) -> Fold {
    if lens.other("fold") == "1" {
        Fold::Network
    } else {
        Fold::Single
    }
}

/// A filter that asks for a span as well.
pub fn within((from, to): Span, search: &str) -> String {
    let last = Timestamp(to.0 - 1_000);
    [
        "at:",
        &from.to_rfc3339(),
        "..",
        &last.to_rfc3339(),
        " ",
        search,
    ]
    .concat()
}
