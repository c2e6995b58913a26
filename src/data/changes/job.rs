//! One confirmed plan: how far it is, and how each of its steps ended.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::plan::{Plan, Step};
use crate::api::client::Client;
use crate::api::error::{ApiError, Kind};
use crate::state::clock::now;

/// For how long nothing is sent after a plan was confirmed, in seconds.
pub const HELD_FOR: u32 = 8;

/// Where a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Confirmed, and nothing is sent for so many seconds more.
    Held(u32),
    /// Its moment is over; it waits for the plan before it.
    Queued,
    /// Its steps are sent, one after another.
    Running,
    /// Over, or stopped.
    Ended(Option<Halt>),
}

/// Why a plan stopped before its last step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// The person pressed Stop.
    Asked,
    /// Changes were switched off.
    ReadOnly,
    /// The keys were taken out of the tab.
    Locked,
    /// The key was refused.
    KeyRefused,
    /// The tenant asked for a longer pause than one would wait for.
    Busy,
    /// Several steps in a row had no clear answer.
    NoAnswer,
    /// A step would have taken more than was confirmed.
    Grown,
    /// What a step would take could not be seen.
    Unseen,
}

impl Halt {
    /// Why, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Asked => "Stopped by you.",
            Self::ReadOnly => "Stopped: read-only mode was switched on.",
            Self::Locked => "Stopped: the keys were taken out of this tab.",
            Self::KeyRefused => "Stopped: the key was refused. Give another one, then go on.",
            Self::Busy => "Stopped: the tenant wants a longer pause. Go on in a few minutes.",
            Self::NoAnswer => {
                "Stopped: three in a row had no clear answer. Look at the tenant before you go on."
            }
            Self::Grown => "Stopped before sending: there is more than you confirmed.",
            Self::Unseen => "Stopped before sending: it could not be counted once more.",
        }
    }
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It was not sent, or not yet.
    Unsent,
    /// It is under way.
    Sent,
    /// It was done: what that means.
    Done(&'static str),
    /// There was nothing to do: why.
    Unneeded(&'static str),
    /// The server refused it: nothing was carried out.
    Refused(ApiError),
    /// Sent, but nobody knows whether it was carried out.
    Unknown(ApiError),
}

/// The kinds of [`End`], in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// [`End::Done`].
    Done,
    /// [`End::Unneeded`].
    Unneeded,
    /// [`End::Refused`].
    Refused,
    /// [`End::Unknown`].
    Unknown,
    /// [`End::Unsent`], and what is under way.
    Unsent,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Done,
        Self::Unneeded,
        Self::Refused,
        Self::Unknown,
        Self::Unsent,
    ];

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Unneeded => "not needed",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Unsent => "not sent",
        }
    }
}

impl End {
    /// Its kind.
    pub const fn sort(&self) -> Sort {
        match self {
            Self::Done(_) => Sort::Done,
            Self::Unneeded(_) => Sort::Unneeded,
            Self::Refused(_) => Sort::Refused,
            Self::Unknown(_) => Sort::Unknown,
            Self::Unsent | Self::Sent => Sort::Unsent,
        }
    }

    /// What came back, in words.
    pub fn words(&self) -> String {
        match self {
            Self::Unsent => String::new(),
            Self::Sent => "Under way".to_owned(),
            Self::Done(words) | Self::Unneeded(words) => (*words).to_owned(),
            Self::Refused(error) | Self::Unknown(error) => {
                let mut words = error.words();
                if let Some(status) = error.status {
                    words.extend([" (", &status.to_string(), ")"]);
                }
                words
            }
        }
    }

    /// Whether it was neither carried out nor refused for what it is: it can simply be gone on with.
    const fn is_open(&self) -> bool {
        match self {
            Self::Unsent => true,
            Self::Refused(error) => matches!(error.kind, Kind::SignedOut | Kind::Busy { .. }),
            _ => false,
        }
    }
}

/// What is sent again of a plan that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// What was not sent, or refused for the key or the pace alone.
    Rest,
    /// What was refused for what it is.
    Refused,
    /// As [`Again::Refused`], and what may have been carried out already.
    RefusedAndUnknown,
}

impl Again {
    fn takes(self, end: &End) -> bool {
        match self {
            Self::Rest => end.is_open(),
            Self::Refused => end.sort() == Sort::Refused && !end.is_open(),
            Self::RefusedAndUnknown => {
                matches!(end.sort(), Sort::Refused | Sort::Unknown) && !end.is_open()
            }
        }
    }
}

/// One confirmed plan.
pub struct Job {
    /// Tells it apart in this tab.
    pub id: u32,
    /// Through which it is sent.
    pub client: Client,
    /// What is done.
    pub plan: Plan,
    /// Why, in the person's words.
    pub reason: String,
    /// Whether the person is at its held moment, which waits for them.
    pub paused: Cell<bool>,
    /// Whether its [`super::watch::Watch`] looks just now.
    pub(super) looking: Cell<bool>,
    /// [`Job::is_handed_on`].
    pub(super) handed_on: Cell<bool>,
    /// Whether it was stopped; each sending has its own.
    pub(super) stop: RefCell<Rc<Cell<bool>>>,
    /// The session's epoch when it was confirmed.
    pub(super) epoch: Cell<Option<u32>>,
    state: RefCell<State>,
}

struct State {
    stage: Stage,
    ends: Vec<End>,
    /// What a look found out about each step, besides its end; may be empty.
    notes: Vec<String>,
    /// The entry of each step in the journal.
    entries: Vec<Option<u32>>,
    /// What is sent in this round.
    round: Vec<usize>,
    /// How much of the round is over.
    over: usize,
    /// When the round began (milliseconds since 1970).
    since: i64,
}

impl Job {
    pub(super) fn new(
        id: u32,
        client: Client,
        plan: Plan,
        reason: String,
        epoch: Option<u32>,
    ) -> Self {
        let steps = plan.steps.len();
        Self {
            id,
            client,
            plan,
            reason,
            paused: Cell::new(false),
            looking: Cell::new(false),
            handed_on: Cell::new(false),
            stop: RefCell::default(),
            epoch: Cell::new(epoch),
            state: RefCell::new(State {
                stage: Stage::Held(HELD_FOR),
                ends: vec![End::Unsent; steps],
                notes: vec![String::new(); steps],
                entries: vec![None; steps],
                round: (0..steps).collect(),
                over: 0,
                since: 0,
            }),
        }
    }

    /// Where it is.
    pub fn stage(&self) -> Stage {
        self.state.borrow().stage
    }

    /// Whether it is held, waits or runs.
    pub fn is_live(&self) -> bool {
        !matches!(self.stage(), Stage::Ended(_))
    }

    /// Whether nothing of it was sent yet, so that it can be undone.
    pub fn is_untouched(&self) -> bool {
        matches!(self.stage(), Stage::Held(_) | Stage::Queued)
            && self.with_ends(|ends| ends.iter().all(|end| *end == End::Unsent))
    }

    /// Whether Stop was pressed and what is under way has not ended yet.
    pub fn is_stopping(&self) -> bool {
        self.stage() == Stage::Running && self.stop.borrow().get()
    }

    /// Looks at how its steps ended, in their order.
    pub fn with_ends<T>(&self, look: impl FnOnce(&[End]) -> T) -> T {
        look(&self.state.borrow().ends)
    }

    /// How many ended in each way, in the order of [`Sort::ALL`].
    pub fn counts(&self) -> [usize; 5] {
        self.with_ends(|ends| {
            Sort::ALL.map(|sort| ends.iter().filter(|end| end.sort() == sort).count())
        })
    }

    /// Whether the tenant is looked at just now, and nothing is under way to it.
    pub fn is_looking(&self) -> bool {
        self.looking.get()
    }

    /// Whether what is left of it was confirmed anew, as another plan.
    pub fn is_handed_on(&self) -> bool {
        self.handed_on.get()
    }

    /// How many steps another sending would take.
    pub fn would_send(&self, again: Again) -> usize {
        self.steps_of(again).len()
    }

    /// The steps that another sending would take.
    pub fn steps_of(&self, again: Again) -> Vec<usize> {
        if self.handed_on.get() {
            return Vec::new();
        }
        self.with_ends(|ends| {
            (0..ends.len())
                .filter(|at| again.takes(&ends[*at]))
                .collect()
        })
    }

    /// The steps that were sent and never clearly answered, where a look can tell what became of them.
    pub fn to_check(&self) -> Vec<usize> {
        if self.plan.watch.is_none() {
            return Vec::new();
        }
        self.with_ends(|ends| {
            (0..ends.len())
                .filter(|at| ends[*at].sort() == Sort::Unknown)
                .collect()
        })
    }

    /// What a look found out about a step; empty if nothing.
    pub fn note(&self, at: usize) -> String {
        self.state
            .borrow()
            .notes
            .get(at)
            .cloned()
            .unwrap_or_default()
    }

    pub(super) fn set_note(&self, at: usize, note: String) {
        if let Some(place) = self.state.borrow_mut().notes.get_mut(at) {
            *place = note;
        }
    }

    pub(super) fn entry(&self, at: usize) -> Option<u32> {
        self.state.borrow().entries.get(at).copied().flatten()
    }

    pub(super) fn set_entry(&self, at: usize, entry: Option<u32>) {
        if let Some(place) = self.state.borrow_mut().entries.get_mut(at) {
            *place = entry.or(*place);
        }
    }

    /// Steps over, and steps in all, of what is being sent.
    pub fn progress(&self) -> (usize, usize) {
        let state = self.state.borrow();
        (state.over, state.round.len())
    }

    /// About how many seconds are left: by the pace so far, and by what the tenant's limit allows. `None`
    /// while nobody can tell yet.
    pub fn seconds_left(&self) -> Option<i64> {
        let (over, all) = self.progress();
        let since = self.state.borrow().since;
        let per_minute = self
            .plan
            .steps
            .first()
            .and_then(|step| self.client.per_minute(&step.call.path));
        estimate(over, all, now().0 - since, per_minute)
    }

    /// Each step with its end, for a list or a file: record, result, what came back, method and path.
    pub fn rows(&self) -> Vec<[String; 4]> {
        let state = self.state.borrow();
        let row = |((step, end), note): ((&Step, &End), &String)| {
            let call = [step.call.verb.name(), " ", &step.call.path].concat();
            let name = end.sort().name().to_owned();
            [step.label.clone(), name, with_note(end.words(), note), call]
        };
        let ends = self.plan.steps.iter().zip(&state.ends);
        ends.zip(&state.notes).map(row).collect()
    }

    pub(super) fn set_stage(&self, stage: Stage) {
        self.state.borrow_mut().stage = stage;
    }

    /// What is to be sent, and from when on it counts.
    pub(super) fn begin(&self) -> Vec<usize> {
        let mut state = self.state.borrow_mut();
        state.stage = Stage::Running;
        state.since = now().0;
        state.over = 0;
        state.round.clone()
    }

    pub(super) fn set_end(&self, at: usize, end: End) {
        let mut state = self.state.borrow_mut();
        if !matches!(end, End::Sent | End::Unsent) {
            state.over += 1;
        }
        if let Some(place) = state.ends.get_mut(at) {
            *place = end;
        }
    }

    /// Takes up another round; `false` if there is nothing for it.
    pub(super) fn take_up(&self, again: Again, epoch: Option<u32>) -> bool {
        let mut state = self.state.borrow_mut();
        let State {
            stage, ends, round, ..
        } = &mut *state;
        if !matches!(stage, Stage::Ended(_)) {
            return false;
        }
        *round = (0..ends.len())
            .filter(|at| again.takes(&ends[*at]))
            .collect();
        if round.is_empty() {
            return false;
        }
        for at in &*round {
            ends[*at] = End::Unsent;
        }
        *stage = Stage::Queued;
        drop(state);
        self.epoch.set(epoch);
        self.stop.take();
        true
    }
}

/// What came back, and behind it what a look found out.
pub(super) fn with_note(mut words: String, note: &str) -> String {
    if !note.is_empty() {
        if !words.is_empty() {
            words.push_str(if words.ends_with('.') { " " } else { ". " });
        }
        words.push_str(note);
    }
    words
}

/// Seconds left of `all` steps when `over` took `passed` milliseconds; none while it is too early to say.
fn estimate(over: usize, all: usize, passed: i64, per_minute: Option<usize>) -> Option<i64> {
    let rest = i64::try_from(all.checked_sub(over)?).ok()?;
    let over = i64::try_from(over).ok()?;
    if over < 5 || passed < 2_000 {
        return None;
    }
    let by_pace = passed * rest / over;
    // A limit lets the first `per_minute` leave at once, and as many again each minute after.
    let by_limit = per_minute.map_or(0, |limit| {
        let minutes = all.saturating_sub(1) / limit.max(1);
        i64::try_from(minutes).unwrap_or(0) * 60_000 - passed
    });
    Some((by_pace.max(by_limit) + 999) / 1000)
}

#[cfg(test)]
mod tests {
    use super::estimate;

    #[test]
    fn the_time_left_is_by_the_pace_and_by_the_limit() {
        assert_eq!(estimate(0, 100, 60_000, None), None, "nothing to go by");
        assert_eq!(estimate(4, 100, 60_000, None), None);
        assert_eq!(estimate(5, 100, 1_999, None), None);
        assert_eq!(estimate(50, 100, 10_000, None), Some(10));
        assert_eq!(
            estimate(50, 100, 10_000, Some(450)),
            Some(10),
            "below the limit"
        );
        assert_eq!(
            estimate(100, 1_000, 10_000, Some(450)),
            Some(110),
            "two minutes must pass, ten seconds have"
        );
        assert_eq!(estimate(900, 1_000, 125_000, Some(450)), Some(14));
        assert_eq!(estimate(450, 451, 20_000, Some(450)), Some(40));
        assert_eq!(estimate(450, 450, 20_000, Some(450)), Some(0));
    }
}
