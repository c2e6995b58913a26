//! What is to be watched while one does something else: rules that the person writes, judged each time the
//! queues are looked at. Those that are true stand in the tab's title; one that becomes true is said and, where
//! that is allowed, shown in a notification.

mod kept;
mod notify;
mod view;

use std::time::Duration;

use leptos::prelude::*;

use super::board::Board;
use crate::analysis::jobs::watch::{Rule, Seen, Watch, parse};
use crate::data::job_queues::JobQueues;
use crate::layout::announcer::{Announcer, entitle};
use crate::reactive::effect;
use crate::ui::moment::Tick;

pub use view::{button, fired};

/// How often the queues are counted for the rules while the tab is hidden.
const WHILE_HIDDEN: Duration = Duration::from_mins(1);

/// The rules of this tab, and which of them are true. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Watching {
    rules: RwSignal<Vec<Rule>>,
    /// Those that are true, as of the last look.
    held: RwSignal<Vec<Rule>>,
}

impl Watching {
    /// Watches for as long as the page is there; `title` is that of the page.
    pub fn begin(board: Board, title: String) -> Self {
        let known = kept::all();
        let rules = known.iter().filter_map(|rule| parse(rule).ok()).collect();
        let watching = Self {
            rules: RwSignal::new(rules),
            held: RwSignal::new(Vec::new()),
        };
        let watch = StoredValue::new(Watch::default());
        let announcer = expect_context::<Announcer>();
        let name = title.clone();
        effect(move || {
            let rules = watching.rules.get();
            let Some(seen) = seen(board) else { return };
            let now = Tick::now();
            let fired = watch.try_update_value(|watch| watch.judge(&rules, &seen, now));
            let held = watch.with_value(|watch| watch.held().to_vec());
            if watching.held.with_untracked(|before| *before != held) {
                watching.held.set(held);
            }
            for rule in fired.unwrap_or_default() {
                let words = rule.words();
                announcer.say(["Watch rule: ", &words].concat());
                notify::show(&words, &name, &["gatehouse ", &words].concat());
            }
        });
        // A hidden tab looks at nothing for itself; but to be told there is what rules are for.
        let queues = StoredValue::new_local(board.queues(JobQueues::clone));
        let look = move || {
            let wanted = watching.rules.try_with_untracked(|rules| !rules.is_empty());
            if document().hidden() && wanted == Some(true) {
                let queues = queues.get_value();
                leptos::task::spawn_local(async move { queues.look().await });
            }
        };
        if let Ok(timer) = set_interval_with_handle(look, WHILE_HIDDEN) {
            on_cleanup(move || timer.clear());
        }
        effect(move || {
            let held = watching.held.with(Vec::len);
            if held == 0 {
                entitle(&title);
            } else {
                entitle(&["(", &held.to_string(), ") ", &title].concat());
            }
        });
        watching
    }

    /// Adds a rule; what is wrong with it, in words, where it is none.
    fn add(self, text: &str) -> Result<(), String> {
        let rule = parse(text)?;
        let known = self.rules.get_untracked();
        if known.contains(&rule) {
            return Err("This rule is there already.".to_owned());
        }
        if known.len() >= kept::MOST {
            return Err([
                "There are ",
                &kept::MOST.to_string(),
                " rules: remove one first.",
            ]
            .concat());
        }
        self.change(|rules| rules.push(rule));
        Ok(())
    }

    fn remove(self, rule: Rule) {
        self.change(|rules| rules.retain(|known| *known != rule));
    }

    fn change(self, change: impl FnOnce(&mut Vec<Rule>)) {
        self.rules.update(change);
        let words: Vec<String> = self
            .rules
            .with_untracked(|rules| rules.iter().map(Rule::words).collect());
        kept::keep(&words);
    }
}

/// What rules are held against; `None` before the first look. Tracks it.
fn seen(board: Board) -> Option<Seen> {
    board.queues(|queues| {
        let (counts, latency) = queues.with_history(|looks| {
            let last = looks.last()?;
            let workers = last.workers.as_ref();
            Some((
                last.counts,
                workers.and_then(|workers| workers.queue_latency),
            ))
        })?;
        let oldest = queues.held().map(|held| Some(held.oldest?.at));
        Some(Seen {
            counts,
            latency,
            oldest,
        })
    })
}
