//! The words of deleting: what a call takes, what came of it.

use crate::analysis::jobs::clearing::{Change, Take, Why};
use crate::api::error::ApiError;
use crate::api::tines::jobs::Queue;
use crate::format::number::{count, counted};

/// `312 jobs`.
pub fn jobs(number: usize) -> String {
    counted(number, "job", "jobs")
}

/// A queue in the middle of a sentence: `dead`.
pub const fn queue(queue: Queue) -> &'static str {
    match queue {
        Queue::Queued => "queued",
        Queue::Retry => "retry",
        Queue::Dead => "dead",
        Queue::InProgress => "running",
    }
}

/// What a call takes: `dead jobs of “Fetch alerts”`, `all dead jobs`. `name` is the Action's, if it is known.
pub fn label(take: Take<Queue>, name: Option<&str>) -> String {
    match take {
        Take::All(which) => ["all ", queue(which), " jobs"].concat(),
        Take::Of(which, action) => {
            [queue(which), " jobs of ", &self::action(action, name)].concat()
        }
    }
}

/// An Action by its name, or by its number where nothing says the name.
pub fn action(id: i64, name: Option<&str>) -> String {
    match name {
        Some(name) => ["“", name, "”"].concat(),
        None => ["Action ", &id.to_string()].concat(),
    }
}

/// The question.
pub fn title(labels: &[String]) -> String {
    match labels {
        [label] => ["Delete ", label, "?"].concat(),
        many => [
            "Delete jobs with ",
            &counted(many.len(), "call", "calls"),
            "?",
        ]
        .concat(),
    }
}

/// What one must know first.
pub fn warnings(takes: &[Take<Queue>]) -> Vec<String> {
    let mut warnings = Vec::new();
    if takes.iter().any(|take| matches!(take, Take::All(_))) {
        warnings
            .push("The call for a whole queue takes every job in it, of every Action and of none.");
    }
    warnings.push("Deleted jobs never run and cannot be brought back. What arrives between the last count and the call goes along: the API knows no other way.");
    warnings.into_iter().map(str::to_owned).collect()
}

/// What is other than it was when the list was read, or than it was confirmed (`since`).
pub fn news(change: &Change, since: &str) -> Vec<String> {
    let mut news = Vec::new();
    if !change.arrived.is_empty() {
        news.push([&jobs(change.arrived.len()), " arrived since ", since, "."].concat());
    }
    if change.gone > 0 {
        let verb = if change.gone == 1 {
            " that was there then is gone."
        } else {
            " that were there then are gone."
        };
        news.push(count(change.gone) + verb);
    }
    news
}

/// Why a call was not sent after all: more is there than was confirmed.
pub fn grown(confirmed: usize, now: usize, arrived: usize) -> String {
    let more = jobs(arrived);
    [
        &more,
        " arrived after you confirmed ",
        &count(confirmed),
        ": there are ",
        &count(now),
        " now. Nothing of it was sent.",
    ]
    .concat()
}

/// What a call that was answered has done: `312 before, 0 after.` `confirmed` is how many it was meant for.
pub fn outcome(confirmed: usize, before: usize, after: &Change) -> String {
    let left = after.stayed + after.arrived.len();
    let mut words = [&count(before), " before, ", &count(left), " after."].concat();
    if before < confirmed {
        words.extend([
            " ",
            &count(confirmed),
            " were confirmed; ",
            &count(confirmed - before),
            " had left by themselves.",
        ]);
    }
    if after.stayed > 0 {
        words.extend([
            " ",
            &count(after.stayed),
            " that should be gone ",
            if after.stayed == 1 { "is" } else { "are" },
            " still there.",
        ]);
    }
    if !after.arrived.is_empty() {
        words.extend([
            " The queue refilled meanwhile: ",
            &jobs(after.arrived.len()),
            " arrived.",
        ]);
    }
    words
}

/// What a look says of a call whose answer never came.
pub fn checked(before: usize, after: &Change) -> String {
    let mut words = String::from("Checked: ");
    match (after.stayed, after.gone) {
        (0, _) => words.extend([
            "none of the ",
            &count(before),
            " is there any more, so it seems to have been carried out.",
        ]),
        (stayed, 0) => words.extend([
            "all ",
            &count(stayed),
            " are still there, so it seems not to have been carried out.",
        ]),
        (stayed, gone) => words.extend([
            &count(gone),
            " of ",
            &count(before),
            " are gone and ",
            &count(stayed),
            " are still there. Nobody can say by what.",
        ]),
    }
    if !after.arrived.is_empty() {
        words.extend([" ", &jobs(after.arrived.len()), " arrived since."]);
    }
    words
}

/// That so many records of the queue could not be read: they go with the whole of it.
pub fn odd(number: usize, all: bool) -> String {
    let records = counted(number, "record", "records");
    let rest = if all {
        " of this queue could not be read. They go as well."
    } else {
        " of this queue could not be read. Whether they are of this Action is not known."
    };
    records + rest
}

/// Why a count is not trusted.
pub const NOT_SURE: &str = "Jobs moved while they were counted, so that some may have been missed. Nothing of it was sent.";

/// That the count after a call failed.
pub fn uncounted(error: &ApiError) -> String {
    ["It could not be counted afterwards: ", &error.words(), "."].concat()
}

/// Why no call deletes a selected job alone.
pub const fn why(why: Why) -> &'static str {
    match why {
        Why::Runs => "They run, and the API deletes no running job",
        Why::NoAction => "They have no Action: only the call for the whole queue takes them",
        Why::NotSure => {
            "They have no Action, and jobs moved while the queue was read: it may hold more than you see. Refresh first"
        }
        Why::Odd => {
            "They have no Action, and some records could not be read: the call for the whole queue may take those too"
        }
    }
}

/// `312 dead jobs`.
pub fn of_queue(number: usize, which: Queue) -> String {
    let noun = if number == 1 { " job" } else { " jobs" };
    [&count(number), " ", queue(which), noun].concat()
}
