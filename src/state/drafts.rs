//! What was typed into a form and not sent: kept in this tab's session storage, so that a reload or a
//! crash of the tab loses nothing.
//!
//! Stored under one name, as a list with the newest last:
//! `[{"at":"/tines/users/5","when":1763807520000,"sending":false,"fields":[["email","before","typed"]]}]`.
//! The lock takes it away with everything else of ours in that store ([`super::session`]).

use super::storage::{DRAFTS, Store};
use crate::wire::Fields;
use crate::wire::json::{Value, quote};
use crate::wire::time::Timestamp;

/// So many drafts are kept; the oldest goes first.
pub const MOST: usize = 20;
/// Bytes of the largest draft that is kept, as it is stored: a template's options of 500 kB, as they were
/// and as they are, and as much again for what their quoting takes.
pub const LARGEST: usize = 2_000_000;
/// Bytes of all drafts together: browsers take about 5 MB, and the keys must have their place as well. The
/// oldest goes first.
const LARGEST_TOGETHER: usize = 4_000_000;

/// What a browser takes for a moment, from 1970 on (ECMAScript, "Time Values").
const MOMENTS: std::ops::RangeInclusive<i64> = 0..=8_640_000_000_000_000;

/// A field of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The field's id.
    pub id: String,
    /// What was there when the typing began: what somebody else changed since is found by it.
    pub base: String,
    /// What stands in it.
    pub value: String,
}

/// What stands in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The form's path, which begins with its connection: `/tines/users/new`.
    pub at: String,
    /// When something was last typed.
    pub when: Timestamp,
    /// Whether it was under way to the server, or may have arrived there.
    pub sending: bool,
    /// Its fields.
    pub fields: Vec<Typed>,
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is there after a reload.
    Kept,
    /// It is too large, so it is not kept.
    TooLarge,
    /// The browser refused it.
    Refused,
}

/// The draft of a form.
pub fn find(at: &str) -> Option<Draft> {
    all().into_iter().find(|draft| draft.at == at)
}

/// Keeps a draft in the place of the form's last one. If it cannot be kept the last one goes all the same:
/// it is no longer what stands in the form.
pub fn keep(draft: Draft) -> Kept {
    let mut others = without(all(), &draft.at);
    let fits = draft.write().len() <= LARGEST;
    if fits {
        others.push(draft);
        if store(&others) {
            return Kept::Kept;
        }
        others.pop();
    }
    store(&others);
    if fits { Kept::Refused } else { Kept::TooLarge }
}

/// Forgets the draft of a form.
pub fn forget(at: &str) {
    let before = all();
    let count = before.len();
    let others = without(before, at);
    if others.len() < count {
        store(&others);
    }
}

fn without(mut all: Vec<Draft>, at: &str) -> Vec<Draft> {
    all.retain(|draft| draft.at != at);
    all
}

fn all() -> Vec<Draft> {
    Store::Session
        .get(DRAFTS)
        .map(|text| read(&text))
        .unwrap_or_default()
}

fn store(all: &[Draft]) -> bool {
    if all.is_empty() {
        Store::Session.remove(DRAFTS);
        return true;
    }
    Store::Session.set(DRAFTS, &write(all))
}

/// The drafts in a stored text. What [`write`] did not write is left out, and so is what is above the bounds.
fn read(text: &str) -> Vec<Draft> {
    let mut all: Vec<Draft> = Value::parse(text)
        .ok()
        .and_then(Value::elements)
        .into_iter()
        .flatten()
        .filter(|value| value.raw().len() <= LARGEST)
        .filter_map(Draft::read)
        .collect();
    all.drain(..all.len().saturating_sub(MOST));
    all
}

/// The newest of them.
fn write(all: &[Draft]) -> String {
    let newest = all.iter().skip(all.len().saturating_sub(MOST));
    let texts: Vec<String> = newest.map(Draft::write).collect();
    let mut bytes = 0;
    let fits = |text: &&String| {
        bytes += text.len();
        bytes <= LARGEST_TOGETHER
    };
    let first = texts.len() - texts.iter().rev().take_while(fits).count();
    ["[", &texts[first..].join(","), "]"].concat()
}

impl Draft {
    fn read(value: Value<'_>) -> Option<Self> {
        let stored = Fields::of(value)?;
        let fields = stored.get("fields").elements()?.map(|field| {
            let [id, base, value] = <[String; 3]>::try_from(field.texts()?).ok()?;
            Some(Typed { id, base, value })
        });
        Some(Self {
            at: stored.filled_text("at")?,
            when: Timestamp(stored.whole("when").filter(|when| MOMENTS.contains(when))?),
            sending: stored.flag("sending"),
            fields: fields.collect::<Option<_>>()?,
        })
    }

    fn write(&self) -> String {
        let fields: Vec<String> = self
            .fields
            .iter()
            .map(|Typed { id, base, value }| {
                let texts = [quote(id), quote(base), quote(value)];
                ["[", &texts.join(","), "]"].concat()
            })
            .collect();
        let sending = if self.sending { "true" } else { "false" };
        [
            "{\"at\":",
            &quote(&self.at),
            ",\"when\":",
            &self.when.0.to_string(),
            ",\"sending\":",
            sending,
            ",\"fields\":[",
            &fields.join(","),
            "]}",
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(at: &str, value: &str) -> Draft {
        Draft {
            at: at.to_owned(),
            when: Timestamp(1_763_807_520_000),
            sending: false,
            fields: vec![Typed {
                id: "email".to_owned(),
                base: "before".to_owned(),
                value: value.to_owned(),
            }],
        }
    }

    #[test]
    fn any_draft_survives_being_stored() {
        for (at, value) in [
            ("/tines/one/new", "ann@example.com"),
            ("/tines/one/5", "\"\\\n\r\t\u{1}ä€😀\u{2028}"),
            ("/a\"b/one/5", ""),
        ] {
            let mut draft = draft(at, value);
            draft.fields.push(Typed {
                id: "rows".to_owned(),
                base: String::new(),
                value: "],[\"x\",{".to_owned(),
            });
            for sending in [false, true] {
                draft.sending = sending;
                assert_eq!(read(&write(std::slice::from_ref(&draft))), [draft.clone()]);
            }
        }
        assert_eq!(read(&write(&[])), []);
        let two = [draft("/a", "1"), draft("/b", "2")];
        assert_eq!(read(&write(&two)), two, "in their order");
    }

    #[test]
    fn the_stored_form_is_what_the_documents_say() {
        let text = r#"[{"at":"/tines/one/5","when":1763807520000,"sending":false,"fields":[["email","before","typed"]]}]"#;
        assert_eq!(write(&[draft("/tines/one/5", "typed")]), text);
    }

    #[test]
    fn what_nobody_stored_is_no_draft() {
        for text in [
            "",
            "null",
            "{}",
            "7",
            "\"x\"",
            "[",
            "[7]",
            "[null]",
            "[[]]",
            "[{}]",
            r#"[{"when":1,"fields":[]}]"#,
            r#"[{"at":"","when":1,"fields":[]}]"#,
            r#"[{"at":"/a","fields":[]}]"#,
            r#"[{"at":"/a","when":"soon","fields":[]}]"#,
            r#"[{"at":"/a","when":-1,"fields":[]}]"#,
            r#"[{"at":"/a","when":9000000000000000,"fields":[]}]"#,
            r#"[{"at":"/a","when":1}]"#,
            r#"[{"at":"/a","when":1,"fields":{}}]"#,
            r#"[{"at":"/a","when":1,"fields":[["email","x"]]}]"#,
            r#"[{"at":"/a","when":1,"fields":[["email","x","y","z"]]}]"#,
            r#"[{"at":"/a","when":1,"fields":["email"]}]"#,
            r#"[{"at":"/a","when":1,"fields":[["email",null,{}]]}]"#,
        ] {
            assert_eq!(read(text), [], "{text}");
        }
        // One that is odd takes no other with it.
        let good = write(&[draft("/a", "x")]);
        let mixed = good.replacen('[', "[7,", 1);
        assert_eq!(read(&mixed), [draft("/a", "x")]);
    }

    #[test]
    fn there_are_never_more_than_the_bounds_allow() {
        let many: Vec<Draft> = (0..MOST + 3)
            .map(|number| draft(&["/", &number.to_string()].concat(), "x"))
            .collect();
        assert_eq!(read(&write(&many)), many[3..], "the oldest go");
        let texts: Vec<String> = many.iter().map(Draft::write).collect();
        let stored = ["[", &texts.join(","), "]"].concat();
        assert_eq!(read(&stored), many[3..], "also where too many are stored");

        let bare = draft("/a", "").write().len();
        let largest = draft("/a", &"x".repeat(LARGEST - bare));
        let larger = draft("/a", &"x".repeat(LARGEST - bare + 1));
        assert_eq!(read(&write(std::slice::from_ref(&largest))), [largest]);
        assert_eq!(read(&write(&[larger])), []);

        let large: Vec<Draft> = ["/a", "/b", "/c", "/d"]
            .map(|at| draft(at, &"x".repeat(LARGEST_TOGETHER / 3)))
            .into();
        let bound = "of all together the newest stay";
        assert_eq!(read(&write(&large)), large[2..], "{bound}");
    }
}
