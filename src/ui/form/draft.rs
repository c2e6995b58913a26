//! What was typed and not sent, kept for a reload: one mechanism for every form. It writes a moment after
//! the typing and before the tab goes to sleep, puts it back when the form is opened again, and says so.
//!
//! The draft goes with what it is for: it is forgotten when nothing is unsaved any more, and when the form
//! leaves the screen other than by the end of the page, for then it was sent, left deliberately, or locked.

use std::time::Duration;

use leptos::prelude::*;

use super::Fields;
use crate::format::time::{date, hour_and_minute};
use crate::reactive::{effect, live, on, part};
use crate::state::clock::now;
use crate::state::drafts::{self, Draft, Kept, Typed};
use crate::state::session::Session;
use crate::wire::time::Timestamp;

/// How long after a key what was typed is written down.
const DELAY: Duration = Duration::from_millis(300);

/// When a browser may end a page without asking it again.
const LAST_MOMENTS: [&str; 2] = ["pagehide", "visibilitychange"];

/// What is kept of a form.
pub struct Keeping {
    /// The form's path; its draft is found by it.
    pub at: String,
    /// Its fields. What counts as saved in them is kept with them, so that what somebody else changed
    /// meanwhile is still found.
    pub fields: Fields,
    /// Whether there is something to keep.
    pub unsaved: Signal<bool>,
    /// Whether it is under way, or may have arrived all the same.
    pub sending: Signal<bool>,
    /// What else is said when it was put back; may be empty.
    pub note: &'static str,
    /// Runs when all fields got other values: put back, discarded, brought back.
    pub on_put: Callback<()>,
}

/// What the line above the form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Nothing,
    Restored,
    Discarded,
}

/// The keeper of one form. Cheap to copy.
#[derive(Clone, Copy)]
struct Keeper {
    at: StoredValue<String>,
    fields: Fields,
    unsaved: Signal<bool>,
    sending: Signal<bool>,
    on_put: Callback<()>,
    session: Option<Session>,
    line: RwSignal<Line>,
    too_large: RwSignal<bool>,
    /// What was there when the form was opened this time.
    fresh: StoredValue<Vec<String>>,
    /// What is kept now.
    kept: StoredValue<Option<Draft>>,
    /// What was discarded, and can be brought back: what counted as saved, and what stood in the fields.
    discarded: StoredValue<(Vec<String>, Vec<String>)>,
    /// What is said when it was put back.
    words: StoredValue<String>,
    /// Whether what was put back may have arrived before.
    doubt: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// The session's epoch when it was typed: what the lock took away, nothing writes again.
    epoch: StoredValue<Option<u32>>,
}

/// Puts back what was kept, keeps what is typed from now on, and shows the line that says so.
pub fn draft_view(keeping: Keeping) -> AnyView {
    let keeper = Keeper {
        at: StoredValue::new(keeping.at),
        fields: keeping.fields,
        unsaved: keeping.unsaved,
        sending: keeping.sending,
        on_put: keeping.on_put,
        session: use_context(),
        line: RwSignal::new(Line::Nothing),
        too_large: RwSignal::new(false),
        fresh: StoredValue::new(keeping.fields.saved()),
        kept: StoredValue::new(None),
        discarded: StoredValue::default(),
        words: StoredValue::new(String::new()),
        doubt: StoredValue::new(false),
        timer: StoredValue::new(None),
        epoch: StoredValue::new(None),
    };
    let restored = keeper.restore(keeping.note);
    effect(move || {
        // Not sooner: only what changes in a part that is there already is read out.
        if restored {
            keeper.line.set(Line::Restored);
        }
    });
    keeper.watch();
    keeper.view()
}

impl Keeper {
    /// Whether there was something, and was put back.
    fn restore(self, note: &str) -> bool {
        let Some(draft) = self.at.with_value(|at| drafts::find(at)) else {
            return false;
        };
        let (mut bases, mut values) = (Vec::new(), Vec::new());
        let fresh = self.fresh.get_value();
        for (field, fresh) in self.fields.all().iter().zip(&fresh) {
            let typed = draft.fields.iter().find(|typed| typed.id == field.id);
            bases.push(typed.map_or(fresh, |typed| &typed.base).clone());
            values.push(typed.map_or(fresh, |typed| &typed.value).clone());
        }
        // It has arrived, or somebody else did the same.
        if values == fresh || values == bases {
            return false;
        }
        let mut words = [
            "Your unsaved changes of ",
            &moment(draft.when),
            " were restored.",
        ]
        .concat();
        if draft.sending {
            words += " They were being sent when the page was left and may have arrived: look before you send them again.";
        }
        if bases != fresh {
            words += " Something else was changed here meanwhile: you will see it before anything is sent.";
        }
        if !note.is_empty() {
            words.extend([" ", note]);
        }
        self.words.set_value(words);
        self.doubt.set_value(draft.sending);
        self.kept.set_value(Some(draft));
        self.put(bases, values);
        true
    }

    fn put(self, bases: Vec<String>, values: Vec<String>) {
        self.fields.clear_errors();
        self.fields.rebase(bases);
        self.fields.put(values);
        self.on_put.run(());
    }

    /// Follows what is typed, until the form goes.
    fn watch(self) {
        effect(move || {
            self.fields.track();
            let sending = self.sending.get();
            if self.unsaved.get() {
                self.is_over(Line::Discarded);
                self.write_soon();
                // What is sent is written down first: nobody knows what becomes of the page.
                if sending {
                    self.write_now();
                }
            } else {
                if self.line.get_untracked() != Line::Discarded {
                    self.doubt.set_value(false);
                }
                self.is_over(Line::Restored);
                self.forget();
            }
        });
        let listeners =
            LAST_MOMENTS.map(|name| window_event_listener_untyped(name, move |_| self.write_now()));
        on_cleanup(move || {
            for listener in listeners {
                listener.remove();
            }
            self.forget();
        });
    }

    /// What the line says is no longer so.
    fn is_over(self, line: Line) {
        if self.line.get_untracked() == line {
            self.line.set(Line::Nothing);
        }
    }

    fn now_epoch(self) -> Option<u32> {
        self.session.and_then(Session::epoch_untracked)
    }

    fn write_soon(self) {
        self.epoch.set_value(self.now_epoch());
        if self.timer.get_value().is_none() {
            let timer = set_timeout_with_handle(move || self.write_now(), DELAY);
            self.timer.set_value(timer.ok());
        }
    }

    /// Writes down what waits to be.
    fn write_now(self) {
        if !self.stop_timer() || self.epoch.get_value() != self.now_epoch() {
            return;
        }
        let values = self.fields.values().into_iter().zip(self.fields.saved());
        let fields: Vec<Typed> = self
            .fields
            .all()
            .iter()
            .zip(values)
            .map(|(field, (value, base))| Typed {
                id: field.id.to_owned(),
                base,
                value,
            })
            .collect();
        let tells = |typed: &Typed| {
            self.session
                .is_some_and(|session| session.is_told_in(&typed.value))
        };
        if fields.iter().any(tells) {
            // A key is kept in one place only.
            return self.forget();
        }
        let mut draft = Draft {
            at: self.at.get_value(),
            when: now(),
            sending: self.sending.get_untracked() || self.doubt.get_value(),
            fields,
        };
        if let Some(kept) = self
            .kept
            .get_value()
            .filter(|kept| kept.fields == draft.fields)
        {
            if kept.sending == draft.sending {
                return;
            }
            draft.when = kept.when;
        }
        self.kept.set_value(Some(draft.clone()));
        self.too_large.set(drafts::keep(draft) == Kept::TooLarge);
    }

    /// Whether something waited to be written; it does no more.
    fn stop_timer(self) -> bool {
        let timer = self.timer.try_update_value(Option::take).flatten();
        timer.inspect(TimeoutHandle::clear).is_some()
    }

    fn forget(self) {
        self.stop_timer();
        self.kept.try_set_value(None);
        self.at.try_with_value(|at| drafts::forget(at));
        self.too_large.try_set(false);
    }

    /// Discards what was put back, or brings it back.
    fn turn(self) {
        if self.line.get_untracked() == Line::Restored {
            self.discarded
                .set_value((self.fields.saved(), self.fields.values()));
            self.line.set(Line::Discarded);
            let fresh = self.fresh.get_value();
            self.put(fresh.clone(), fresh);
        } else {
            self.line.set(Line::Restored);
            let (bases, values) = self.discarded.get_value();
            self.put(bases, values);
        }
    }

    fn view(self) -> AnyView {
        let line = self.line;
        let words = move || {
            let mut words = match line.get() {
                Line::Nothing => String::new(),
                Line::Restored => self.words.get_value(),
                Line::Discarded => "They were discarded.".to_owned(),
            };
            if self.too_large.get() {
                words +=
                    " This is too large to be kept: it would not survive a reload of the page.";
            }
            words
        };
        view! {
            <div class=live(move || {
                // Not taken out of the document: its words would not be read out when they come.
                if line.get() == Line::Nothing && !self.too_large.get() { "unseen" } else { "draft" }
            })>
                <span role="status">{part(words)}</span>
                // One button for both: the focus stays where it is.
                <button
                    type="button"
                    class="link"
                    hidden=live(move || line.get() == Line::Nothing)
                    on:click=on(move |_| self.turn())
                >
                    {part(move || if line.get() == Line::Discarded { "Bring them back" } else { "Discard them" })}
                </button>
            </div>
        }
        .into_any()
    }
}

/// The time, and the day if it is another one.
fn moment(at: Timestamp) -> String {
    let (time, day) = (hour_and_minute(at), date(at));
    if day == date(now()) {
        time
    } else {
        [&day, ", ", &time].concat()
    }
}
