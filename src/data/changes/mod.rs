//! The one way in which pages change a tenant: a [`Plan`] is proposed, confirmed, held for a moment,
//! carried out step by step, and told. Nothing is sent before its held moment is over, and whatever is
//! held when the keys go, or when changes are switched off, is never sent.

pub mod job;
pub mod plan;
mod runner;
pub mod watch;

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::client::Client;
use crate::format::number::counted;
use crate::reactive::{effect, effect_with_last};
use crate::state::read_only::ReadOnly;
use crate::state::session::Session;
use crate::state::toasts::Toasts;
use job::{Again, End, HELD_FOR, Halt, Job, Stage};
use plan::{Caution, Plan};
use watch::{Answer, Looked};

/// A plan that waits for its answer.
pub struct Asked {
    /// Tells two questions apart.
    pub number: u32,
    /// Through which it would be sent.
    pub client: Client,
    /// What would be done.
    pub plan: Plan,
    /// Of which change it is what was left.
    rest_of: Option<u32>,
}

#[derive(Default)]
struct Desk {
    asked: Option<Rc<Asked>>,
    /// Oldest first.
    jobs: Vec<Rc<Job>>,
    /// Whether one of them is being carried out.
    busy: bool,
    /// The number of the last question.
    questions: u32,
    /// The id of the last job.
    last: u32,
}

/// What is proposed, held, under way and done in this tab.
#[derive(Clone, Copy, Debug)]
pub struct Changes {
    desk: StoredValue<Desk, LocalStorage>,
    /// Grows with every change of the above, which go through no signal.
    version: RwSignal<u32>,
    /// What a person who cannot see the screen must hear.
    news: RwSignal<String>,
    session: Session,
    read_only: ReadOnly,
    toasts: Toasts,
}

impl Changes {
    /// Provides it to everything below.
    pub fn provide(session: Session, read_only: ReadOnly, toasts: Toasts) -> Self {
        let changes = Self {
            desk: StoredValue::new_local(Desk::default()),
            version: RwSignal::new(0),
            news: RwSignal::new(String::new()),
            session,
            read_only,
            toasts,
        };
        effect_with_last(move |before: Option<u32>| {
            let epoch = session.epoch();
            if before.is_some_and(|before| before != epoch) {
                changes.leave();
            }
            epoch
        });
        effect(move || {
            if read_only.is_on() {
                changes.let_go("read-only mode was switched on");
            }
        });
        provide_context(changes);
        changes
    }

    /// Shows what would be done; what is confirmed is held for a moment and then sent. While a question is
    /// open, or while the very same plan is held or under way, nothing happens: it was a double click.
    pub fn propose(self, client: &Client, plan: Plan) {
        self.ask(client, plan, None);
    }

    fn ask(self, client: &Client, plan: Plan, rest_of: Option<u32>) {
        let known = self.with(|desk| {
            let same = |job: &Rc<Job>| {
                job.is_live()
                    && job.client.connection() == client.connection()
                    && job.plan.steps == plan.steps
            };
            desk.asked.is_some() || (!plan.steps.is_empty() && desk.jobs.iter().any(same))
        });
        if known != Some(false) {
            return;
        }
        let refused = self.read_only.refuses_now(client.connection());
        // A question can say why nothing will be sent; a held moment cannot.
        if plan.caution == Caution::Held && !plan.steps.is_empty() && refused.is_none() {
            self.hold(client.clone(), plan, String::new());
            return;
        }
        let client = client.clone();
        let watch = plan.watch.clone();
        self.update(|desk| {
            desk.questions += 1;
            let number = desk.questions;
            desk.asked = Some(Rc::new(Asked {
                number,
                client,
                plan,
                rest_of,
            }));
        });
        if let Some(watch) = watch {
            watch.look();
        }
    }

    /// The plan that waits for its answer; tracks it.
    pub fn asked(self) -> Option<Rc<Asked>> {
        self.version.track();
        self.with(|desk| desk.asked.clone()).flatten()
    }

    /// The answer is no.
    pub fn cancel(self) {
        self.update(|desk| desk.asked = None);
    }

    /// The answer is yes. The held moment begins, unless there is nothing to send or changes are off, or what
    /// would go was not seen yet: then the question stays. `answer` is for the plan's watch.
    pub fn confirm(self, reason: String, answer: Answer) {
        let Some(asked) = self.with(|desk| desk.asked.clone()).flatten() else {
            return;
        };
        let refused = self.read_only.refuses_now(asked.client.connection());
        if asked.plan.steps.is_empty() || refused.is_some() {
            return;
        }
        let mut plan = asked.plan.clone();
        if let Some(watch) = &asked.plan.watch {
            if !matches!(untrack(|| watch.looked()), Looked::Seen(_)) {
                return;
            }
            plan.button = untrack(|| watch.button());
            watch.confirm(answer);
        }
        if let Some(job) = asked.rest_of.and_then(|id| self.find(id)) {
            job.handed_on.set(true);
        }
        self.update(|desk| desk.asked = None);
        self.hold(asked.client.clone(), plan, reason);
    }

    /// What is held, waits, runs, or has something to tell, oldest first; tracks it.
    pub fn jobs(self) -> Vec<Rc<Job>> {
        self.version.track();
        self.with(|desk| desk.jobs.clone()).unwrap_or_default()
    }

    /// The id of the newest there ever was, counted from 1; tracks it.
    pub fn last(self) -> u32 {
        self.version.track();
        self.with(|desk| desk.last).unwrap_or(0)
    }

    /// One of them; tracks it.
    pub fn job(self, id: u32) -> Option<Rc<Job>> {
        self.version.track();
        self.find(id)
    }

    /// Whether there is anything to show: a question, or a change and how it goes.
    pub fn is_used(self) -> bool {
        self.asked().is_some() || !self.jobs().is_empty()
    }

    /// Whether leaving the page now would leave something unsent or unheard.
    pub fn is_busy(self) -> bool {
        self.with(|desk| desk.jobs.iter().any(|job| job.is_live()))
            .unwrap_or(false)
    }

    /// The latest words for those who cannot see the screen; tracks them.
    pub fn news(self) -> String {
        self.news.get()
    }

    /// Takes back what was not sent yet.
    pub fn undo(self, id: u32) {
        if let Some(job) = self.find(id).filter(|job| job.is_untouched()) {
            self.dismiss_now(id);
            self.toasts.show(["Not sent: ", &job.plan.button].concat());
        }
    }

    /// Takes back the newest that was not sent yet; `false` if there is none.
    pub fn undo_newest(self) -> bool {
        let newest = self.with(|desk| {
            let untouched = |job: &&Rc<Job>| job.is_untouched();
            desk.jobs.iter().rev().find(untouched).map(|job| job.id)
        });
        let Some(id) = newest.flatten() else {
            return false;
        };
        self.undo(id);
        true
    }

    /// Ends a held moment.
    pub fn send_now(self, id: u32) {
        if let Some(job) = self.find(id)
            && matches!(job.stage(), Stage::Held(_))
        {
            job.set_stage(Stage::Queued);
            self.touch();
            self.kick();
        }
    }

    /// What is under way ends, and the rest is not sent.
    pub fn stop(self, id: u32) {
        if let Some(job) = self.find(id) {
            job.stop.borrow().set(true);
            if job.stage() == Stage::Queued {
                job.set_stage(Stage::Ended(Some(Halt::Asked)));
            }
            self.touch();
        }
    }

    /// Sends a part of a plan again that ended. What depends on the moment is asked anew.
    pub fn again(self, id: u32, what: Again) {
        let Some(job) = self.find(id) else { return };
        if job.plan.watch.is_some() {
            self.ask_again(&job, what);
        } else if job.take_up(what, self.session.epoch_untracked()) {
            self.touch();
            self.kick();
        }
    }

    fn ask_again(self, job: &Job, what: Again) {
        let steps = job.steps_of(what);
        if let Some(watch) = &job.plan.watch
            && !steps.is_empty()
            && !job.is_live()
        {
            self.ask(&job.client, watch.again(&steps), Some(job.id));
        }
    }

    /// Looks what became of the steps that were sent and never clearly answered. Sends nothing.
    pub fn check(self, id: u32) {
        let Some(job) = self.find(id).filter(|job| !job.is_looking()) else {
            return;
        };
        spawn_local(async move {
            runner::check(&job, &self.changed()).await;
            self.tell(runner::checked(&job));
        });
    }

    /// Takes what has ended off the screen.
    pub fn dismiss(self, id: u32) {
        if self.find(id).is_some_and(|job| !job.is_live()) {
            self.dismiss_now(id);
        }
    }

    fn hold(self, client: Client, plan: Plan, reason: String) {
        let epoch = self.session.epoch_untracked();
        let mut words = [
            &plan.button,
            ": not sent yet. Escape undoes it within 8 seconds.",
        ]
        .concat();
        say_left_out(&plan, &mut words);
        let mut held = None;
        self.update(|desk| {
            desk.last += 1;
            let job = Rc::new(Job::new(desk.last, client, plan, reason, epoch));
            desk.jobs.push(Rc::clone(&job));
            held = Some(job);
        });
        self.tell(words);
        let Some(job) = held else { return };
        // Counted in seconds of a page that is awake, not by the clock on the wall: after the machine has
        // slept, there is still time to undo.
        spawn_local(async move {
            let mut left = HELD_FOR;
            while left > 0 {
                TimeoutFuture::new(1_000).await;
                if !matches!(job.stage(), Stage::Held(_)) || self.find(job.id).is_none() {
                    return;
                }
                if !job.paused.get() {
                    left -= 1;
                    job.set_stage(Stage::Held(left));
                    self.touch();
                }
            }
            self.send_now(job.id);
        });
    }

    /// Carries out what waits, one plan after another.
    fn kick(self) {
        let idle = self
            .desk
            .try_update_value(|desk| !std::mem::replace(&mut desk.busy, true));
        if idle != Some(true) {
            return;
        }
        // Belongs to no page: what was sent is carried to its end, and its end is told.
        spawn_local(async move {
            while let Some(job) = self.next() {
                let forbids = move |job: &Job| self.forbids(job);
                runner::run(&job, &self.changed(), &forbids).await;
                self.tell_end(&job);
                if job.stage() == Stage::Ended(Some(Halt::Grown)) && self.find(job.id).is_some() {
                    self.ask_again(&job, Again::Rest);
                }
            }
            self.desk.try_update_value(|desk| desk.busy = false);
        });
    }

    fn next(self) -> Option<Rc<Job>> {
        self.with(|desk| {
            let waits = |job: &&Rc<Job>| job.stage() == Stage::Queued;
            desk.jobs.iter().find(waits).cloned()
        })
        .flatten()
    }

    /// Why the next step of a plan may not be sent. The client asks the same again at the last moment.
    fn forbids(self, job: &Job) -> Option<Halt> {
        let epoch = self.session.epoch_untracked();
        if epoch.is_none() || epoch != job.epoch.get() {
            Some(Halt::Locked)
        } else if self
            .read_only
            .refuses_now(job.client.connection())
            .is_some()
        {
            Some(Halt::ReadOnly)
        } else {
            job.stop.borrow().get().then_some(Halt::Asked)
        }
    }

    /// Tells how a plan ended. One step that went well is worth a few words; all else stays on screen.
    fn tell_end(self, job: &Rc<Job>) {
        if self.find(job.id).is_none() {
            return;
        }
        let single = job.with_ends(|ends| match ends {
            [End::Done(words) | End::Unneeded(words)] => Some(*words),
            _ => None,
        });
        if let Some(words) = single.filter(|_| job.plan.watch.is_none()) {
            let label = job.plan.steps.first().map_or("", |step| &step.label);
            let mut words = [words, ": ", label].concat();
            say_left_out(&job.plan, &mut words);
            self.toasts.show(words);
            self.dismiss_now(job.id);
            return;
        }
        let mut words = [&job.plan.button, ": ", &summary(job)].concat();
        if let Stage::Ended(Some(halt)) = job.stage() {
            words.extend([". ", halt.words()]);
        } else if job.plan.steps.len() == 1 && single.is_none() {
            // It failed, and its failure is an alert of its own.
            return;
        }
        if job.plan.steps.len() == 1 {
            words = job::with_note(words, &job.note(0));
        }
        say_left_out(&job.plan, &mut words);
        self.tell(words);
    }

    /// The keys are gone, and what was read with them: nothing held is sent, and nothing that names
    /// somebody stays on screen.
    fn leave(self) {
        let jobs = self
            .desk
            .try_update_value(|desk| {
                desk.asked = None;
                std::mem::take(&mut desk.jobs)
            })
            .unwrap_or_default();
        let held = jobs.iter().filter(|job| job.is_untouched()).count();
        let cut = jobs
            .iter()
            .filter(|job| job.is_live() && !job.is_untouched())
            .count();
        for job in jobs {
            job.stop.borrow().set(true);
            if job.stage() != Stage::Running {
                job.set_stage(Stage::Ended(Some(Halt::Locked)));
            }
        }
        self.touch();
        if held > 0 {
            let what = counted(held, "held change was", "held changes were");
            self.toasts.show([&what, " not sent."].concat());
        }
        if cut > 0 {
            self.toasts
                .show("A change under way was stopped: the journal says what was sent.");
        }
    }

    /// Nothing that is held is sent, and the reason is said.
    fn let_go(self, why: &str) {
        let gone = self.desk.try_update_value(|desk| {
            let before = desk.jobs.len();
            desk.jobs.retain(|job| {
                let stays = !job.is_untouched();
                if !stays {
                    job.set_stage(Stage::Ended(Some(Halt::ReadOnly)));
                }
                stays
            });
            before - desk.jobs.len()
        });
        let gone = gone.unwrap_or(0);
        if gone > 0 {
            self.touch();
            let what = counted(gone, "held change was", "held changes were");
            self.toasts.show([&what, " not sent: ", why, "."].concat());
        }
    }

    fn dismiss_now(self, id: u32) {
        self.update(|desk| desk.jobs.retain(|job| job.id != id));
    }

    fn find(self, id: u32) -> Option<Rc<Job>> {
        self.with(|desk| desk.jobs.iter().find(|job| job.id == id).cloned())
            .flatten()
    }

    fn tell(self, words: String) {
        self.news.try_set(words);
    }

    fn with<T>(self, look: impl FnOnce(&Desk) -> T) -> Option<T> {
        self.desk.try_with_value(look)
    }

    fn update(self, work: impl FnOnce(&mut Desk)) {
        self.desk.try_update_value(work);
        self.touch();
    }

    fn changed(self) -> runner::Changed {
        Rc::new(move || self.touch())
    }

    fn touch(self) {
        self.version
            .try_update(|version| *version = version.wrapping_add(1));
    }
}

/// Behind what is said of a plan: who is left out of it.
fn say_left_out(plan: &Plan, words: &mut String) {
    for (left_out, _) in plan.left_out() {
        if !words.ends_with('.') {
            words.push('.');
        }
        words.extend([" ", &left_out, "."]);
    }
}

/// How many steps ended in which way: `240 done, 7 refused`.
pub fn summary(job: &Job) -> String {
    let mut words = String::new();
    for (sort, count) in job::Sort::ALL.into_iter().zip(job.counts()) {
        if count > 0 {
            if !words.is_empty() {
                words.push_str(", ");
            }
            words.extend([&crate::format::number::count(count), " ", sort.name()]);
        }
    }
    words
}
