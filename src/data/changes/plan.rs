//! What is about to be done, as data: the dialog shows it, the runner carries it out.

use std::rc::Rc;

use super::watch::Watch;
use crate::api::call::{Call, Verb};
use crate::api::client::Reply;
use crate::format::number::{count, counted};
use crate::wire::secret::mask;

/// One call of a plan, and what it is done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Tells the record apart.
    pub key: String,
    /// The record in words: `Ann Lee (ann@example.com)`.
    pub label: String,
    /// What is sent.
    pub call: Call,
}

/// How much is asked before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Nothing is asked; the held moment is enough.
    Held,
    /// A dialog says what exactly.
    Asked,
    /// The dialog also wants this typed: a number, or a name.
    Typed(String),
}

/// What a 2xx answer to a step means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was done: `Invitation sent`.
    Done(&'static str),
    /// There was nothing to do: `Had already accepted`.
    Unneeded(&'static str),
}

/// What is done with a successful answer: what it means, and what of the lists is brought up to date.
pub type OnReply = Rc<dyn Fn(&Step, &Reply) -> Verdict>;

/// Why something is left out that is selected: the list on screen, as it is filtered, does not hold it.
pub const NOT_LISTED: &str = "Selected, but not in this list";

/// What is about to be done.
#[derive(Clone)]
pub struct Plan {
    /// As a question, the dialog's heading: `Delete 3 users?`
    pub title: String,
    /// The button that confirms: `Delete 3 users`.
    pub button: String,
    /// What one step is, for the journal: `Delete user`.
    pub deed: &'static str,
    /// How much is asked.
    pub caution: Caution,
    /// What one must know first, sentence by sentence (`They lose access at once.`).
    pub warnings: Vec<String>,
    /// The calls, in their order.
    pub steps: Vec<Step>,
    /// What was chosen and will not be touched, with the reason.
    pub skipped: Vec<(String, &'static str)>,
    /// The records that will go, as JSON, to be saved as a file first: a name without ending, and the text.
    pub file: Option<(String, String)>,
    /// What a successful answer means.
    pub on_reply: OnReply,
    /// What looks at the tenant again and again, where what the steps do depends on the moment.
    pub watch: Option<Rc<dyn Watch>>,
}

impl Plan {
    /// Whether something is removed: the question then looks like it.
    pub fn is_destructive(&self) -> bool {
        self.steps.iter().any(|step| step.call.verb == Verb::Delete)
    }

    /// The calls, those alike together, in the order in which each kind comes first.
    pub fn calls(&self) -> Vec<Calls> {
        let mut all: Vec<Calls> = Vec::new();
        for step in &self.steps {
            let kind = (step.call.verb.name(), pattern(&step.call.path, &step.key));
            let line = line(&step.call);
            match all.iter_mut().find(|calls| calls.kind == kind) {
                Some(calls) => calls.lines.push(line),
                None => all.push(Calls {
                    kind,
                    lines: vec![line],
                }),
            }
        }
        all
    }

    /// What is left out, by reason, in the order in which each reason comes first: the words for it
    /// (`2 are left out: Already active`), and which records those are. The question, the card and the
    /// results say it in these words.
    pub fn left_out(&self) -> Vec<(String, Vec<&str>)> {
        let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
        for (label, reason) in &self.skipped {
            match all.iter_mut().find(|(known, _)| known == reason) {
                Some((_, labels)) => labels.push(label),
                None => all.push((*reason, vec![label])),
            }
        }
        all.into_iter()
            .map(|(reason, labels)| (left_out_words(reason, labels.len()), labels))
            .collect()
    }
}

/// That so many are selected and not in the list on screen; nothing for none.
pub fn not_listed_words(number: usize) -> Option<String> {
    let verb = match number {
        0 => return None,
        1 => " of the selected is not in this list and is left out",
        _ => " of the selected are not in this list and are left out",
    };
    Some(count(number) + verb)
}

fn left_out_words(reason: &str, number: usize) -> String {
    if reason == NOT_LISTED {
        return not_listed_words(number).unwrap_or_default();
    }
    let number = counted(number, "is left out", "are left out");
    [&number, ": ", reason].concat()
}

/// Calls that differ in the record only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calls {
    /// Method, and path with `{id}` in the place of the record.
    pub kind: (&'static str, String),
    /// Each in full: method, path, and the body with its secrets masked.
    pub lines: Vec<String>,
}

/// A path with `{id}` for each part that is a number or the record's own key.
fn pattern(path: &str, key: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for (at, part) in path.split('/').enumerate() {
        if at > 0 {
            pattern.push('/');
        }
        let number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        pattern.push_str(if number || (part == key && !part.is_empty()) {
            "{id}"
        } else {
            part
        });
    }
    pattern
}

fn line(call: &Call) -> String {
    let mut line = String::from(call.verb.name());
    line.extend([" ", &call.path]);
    if let Some(body) = &call.body {
        line.extend(["  ", &mask(body)]);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(key: &str, call: Call) -> Step {
        Step {
            key: key.to_owned(),
            label: key.to_owned(),
            call,
        }
    }

    fn plan(steps: Vec<Step>, skipped: Vec<(String, &'static str)>) -> Plan {
        Plan {
            title: String::new(),
            button: String::new(),
            deed: "",
            caution: Caution::Asked,
            warnings: Vec::new(),
            steps,
            skipped,
            file: None,
            on_reply: Rc::new(|_, _| Verdict::Done("")),
            watch: None,
        }
    }

    #[test]
    fn calls_alike_stand_together_and_each_can_be_read() {
        let delete = |id: &str| step(id, Call::bare(Verb::Delete, format!("/admin/things/{id}")));
        let secret = r#"{"password":"x","a":1}"#.to_owned();
        let put = Call::with(Verb::Put, "/admin/things/abc".to_owned(), secret);
        let plan = plan(
            vec![delete("7"), step("abc", put), delete("12")],
            Vec::new(),
        );
        assert!(plan.is_destructive());
        let expected = [
            (
                ("DELETE", "/admin/things/{id}".to_owned()),
                vec!["DELETE /admin/things/7", "DELETE /admin/things/12"],
            ),
            (
                ("PUT", "/admin/things/{id}".to_owned()),
                vec![r#"PUT /admin/things/abc  {"password":"•••","a":1}"#],
            ),
        ];
        let found = plan.calls();
        let found: Vec<_> = found
            .iter()
            .map(|calls| {
                let lines: Vec<&str> = calls.lines.iter().map(String::as_str).collect();
                (calls.kind.clone(), lines)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_left_out_stands_by_its_reason() {
        let skipped = [
            ("a", "pending"),
            ("b", "inactive"),
            ("c", "pending"),
            ("d", NOT_LISTED),
        ];
        let plan = plan(
            Vec::new(),
            skipped.map(|(label, why)| (label.to_owned(), why)).to_vec(),
        );
        assert!(!plan.is_destructive());
        assert_eq!(
            plan.left_out(),
            [
                ("2 are left out: pending".to_owned(), vec!["a", "c"]),
                ("1 is left out: inactive".to_owned(), vec!["b"]),
                (
                    "1 of the selected is not in this list and is left out".to_owned(),
                    vec!["d"]
                ),
            ]
        );
        let words = not_listed_words(3);
        let words = words.as_deref();
        assert_eq!(
            words,
            Some("3 of the selected are not in this list and are left out")
        );
        assert_eq!(not_listed_words(0), None);
    }
}
