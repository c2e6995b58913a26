//! Writing a record back whole: read it again, compare, lay only what was edited over it, send it, read it
//! once more and compare.

use std::rc::Rc;

use futures::future::LocalBoxFuture;

use super::kept::shown;
use crate::analysis::overlay::{self, Change, overlay, same_text};
use crate::api::call::{About, Call};
use crate::api::client::{Client, Reply};
use crate::api::error::{ApiError, Kind, Request};
use crate::layout::merge::Row;

/// The JSON of a record, on its way.
pub type Reading = LocalBoxFuture<'static, Result<String, ApiError>>;

/// A record on the server.
#[derive(Clone)]
pub struct Record {
    /// Through which it is read and written.
    pub client: Client,
    /// Reads it.
    pub read: Rc<dyn Fn() -> Reading>,
    /// The call that puts another object in its place.
    pub replace: Rc<dyn Fn(String) -> Call>,
    /// For the journal.
    pub what: String,
    /// Fields that the server keeps by itself: they go back as they were just read, and nobody is asked.
    pub own: &'static [&'static str],
}

/// What is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// These fields, by name and JSON, over the record as it is.
    Fields(Vec<(String, String)>),
    /// This object.
    Whole(String),
}

/// How an attempt went on.
pub enum Next {
    /// Somebody else changed it meanwhile: what, and how it is now. Nothing was sent.
    Differs(Vec<Change>, String),
    /// All of it is so already. Nothing was sent.
    Idle(String),
    /// It was sent.
    Saved(Saved),
}

/// What was saved.
pub struct Saved {
    /// The record just before.
    pub before: String,
    /// What was sent.
    pub sent: String,
    /// The record afterwards; `None`: it could not be read again.
    pub after: Option<String>,
    /// What of it the server did not keep.
    pub lost: Vec<Change>,
    /// The answer.
    pub reply: Reply,
}

/// Tries to save. `opened` is the record as the person was last shown it.
pub async fn attempt(record: &Record, opened: &str, wanted: &Wanted) -> Result<Next, ApiError> {
    let fresh = (record.read)().await?;
    let not_own = |change: &Change| !record.own.contains(&change.name.as_str());
    let Some(body) = body(opened, &fresh, wanted, record.own) else {
        let request = Request::default();
        return Err(ApiError::unanswered(Kind::Stopped, request));
    };
    // Such as after a sending whose answer was lost: nobody else changed what one sees.
    if same_text(&body, &fresh) {
        return Ok(Next::Idle(fresh));
    }
    let mut differences = foreign(opened, &fresh, wanted);
    differences.retain(not_own);
    if !differences.is_empty() {
        return Ok(Next::Differs(differences, fresh));
    }
    let call = (record.replace)(body.clone());
    let about = About::new(record.what.clone());
    let reply = record.client.write(&call, &about).await?;
    let after = (record.read)().await.ok();
    let mut lost = after
        .as_ref()
        .map(|after| overlay::changes(&body, after))
        .unwrap_or_default();
    lost.retain(not_own);
    Ok(Next::Saved(Saved {
        before: fresh,
        sent: body,
        after,
        lost,
        reply,
    }))
}

/// What of a record is other than it was opened with and not just as it is wanted: after a sending that nobody
/// answered, what one wanted oneself is there already, and is nobody else's change.
fn foreign(opened: &str, fresh: &str, wanted: &Wanted) -> Vec<Change> {
    let mut differences = overlay::changes(opened, fresh);
    match wanted {
        Wanted::Fields(edits) => differences.retain(|one| {
            let is_there =
                |json: &str| one.after.as_deref().is_some_and(|now| same_text(json, now));
            !edits
                .iter()
                .any(|(name, json)| *name == one.name && is_there(json))
        }),
        Wanted::Whole(text) => {
            let open = overlay::changes(text, fresh);
            differences.retain(|one| open.iter().any(|other| other.name == one.name));
        }
    }
    differences
}

/// What is sent; `None`: the record is no object. `own`: what the server keeps by itself goes back as it was just
/// read, unless somebody wrote another value there.
fn body(opened: &str, fresh: &str, wanted: &Wanted, own: &[&str]) -> Option<String> {
    match wanted {
        Wanted::Whole(text) => {
            let mine = overlay::changes(opened, text);
            let theirs = overlay::changes(opened, fresh);
            let moved = theirs.iter().filter(|change| {
                let name = change.name.as_str();
                own.contains(&name) && mine.iter().all(|mine| mine.name != name)
            });
            let moved =
                moved.filter_map(|change| Some((change.name.as_str(), change.after.as_deref()?)));
            overlay(text, moved)
        }
        Wanted::Fields(edits) => {
            let fields = edits.iter();
            overlay(
                fresh,
                fields.map(|(name, json)| (name.as_str(), json.as_str())),
            )
        }
    }
}

/// What somebody else changed, beside what the form would make of it.
pub fn rows(
    differences: &[Change],
    wanted: &[(String, String)],
    label: &dyn Fn(&str) -> String,
) -> Vec<Row> {
    differences
        .iter()
        .map(|one| {
            let edit = wanted.iter().find(|(name, _)| *name == one.name);
            let mine = edit.map(|(_, json)| json.as_str());
            let agrees = mine
                .zip(one.after.as_deref())
                .is_some_and(|(mine, theirs)| same_text(mine, theirs));
            let mine_or_before = mine.or(one.before.as_deref());
            Row {
                name: one.name.clone(),
                label: label(&one.name),
                opened: shown(&one.name, one.before.as_deref()),
                theirs: shown(&one.name, one.after.as_deref()),
                mine: mine_or_before.map(|json| shown(&one.name, Some(json))),
                is_conflict: mine.is_some() && !agrees,
            }
        })
        .collect()
}

/// What is wanted after the choice: the form's fields but those that shall be theirs, and what shall be as it
/// was before they changed it.
pub fn chosen(
    differences: &[Change],
    wanted: Vec<(String, String)>,
    take_theirs: &[bool],
) -> Vec<(String, String)> {
    let choices = || differences.iter().zip(take_theirs);
    let is_theirs = |name: &str| choices().any(|(one, theirs)| *theirs && one.name == name);
    let mut fields: Vec<(String, String)> = wanted
        .into_iter()
        .filter(|(name, _)| !is_theirs(name))
        .collect();
    for (one, theirs) in choices() {
        let known = fields.iter().any(|(name, _)| *name == one.name);
        if let Some(before) = one.before.as_ref().filter(|_| !theirs && !known) {
            fields.push((one.name.clone(), before.clone()));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(name: &str, before: Option<&str>, after: Option<&str>) -> Change {
        Change {
            name: name.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    fn edit(name: &str, json: &str) -> (String, String) {
        (name.to_owned(), json.to_owned())
    }

    #[test]
    fn what_the_server_counts_goes_back_as_it_was_just_read() {
        let opened = r#"{"id":"a","count":1,"seen":1,"x":1}"#;
        let fresh = r#"{"id":"a","count":2,"seen":2,"new":3,"x":1}"#;
        let own = &["count", "seen", "new"][..];
        for (text, expected) in [
            (
                r#"{"id":"a", "count":1,"seen":1,"x":1.50}"#,
                r#"{"id":"a", "count":2,"seen":2,"x":1.50,"new":3}"#,
            ),
            // What was typed there is meant, and what was left out is wiped.
            (r#"{"id":"a","count":9}"#, r#"{"id":"a","count":9,"new":3}"#),
        ] {
            let wanted = Wanted::Whole(text.to_owned());
            let body = body(opened, fresh, &wanted, own);
            assert_eq!(body.as_deref(), Some(expected));
        }
    }

    #[test]
    fn both_sides_stand_beside_each_other() {
        let differences = [
            change("cname", Some("\"a\""), Some("\"b\"")),
            change("ui", None, Some("{}")),
            change("sso", Some("true"), Some("false")),
            change("password", Some("\"x\""), Some("\"y\"")),
        ];
        let wanted = [edit("cname", "\"c\""), edit("sso", "false")];
        let rows = rows(&differences, &wanted, &|name| name.to_uppercase());
        let found: Vec<_> = rows
            .iter()
            .map(|row| (row.theirs.as_str(), row.mine.as_deref(), row.is_conflict))
            .collect();
        assert_eq!(
            found,
            [
                ("b", Some("c"), true),
                ("{}", None, false),
                ("no", Some("no"), false),
                ("•••", Some("•••"), false),
            ]
        );
    }

    #[test]
    fn what_is_as_one_wants_it_is_nobody_elses_change() {
        let (opened, fresh) = (
            r#"{"slug":"a","cname":"x","n":1}"#,
            r#"{"slug":"b","cname":"y","n":1}"#,
        );
        let names = |wanted: &Wanted| -> Vec<String> {
            let found = foreign(opened, fresh, wanted);
            found.into_iter().map(|one| one.name).collect()
        };
        let fields = |json: &str| Wanted::Fields(vec![edit("slug", json)]);
        assert_eq!(names(&fields("\"b\"")), ["cname"]);
        assert_eq!(names(&fields("\"c\"")), ["slug", "cname"]);
        let whole = |text: &str| Wanted::Whole(text.to_owned());
        assert_eq!(names(&whole(fresh)), [""; 0]);
        assert_eq!(
            names(&whole(r#"{"slug":"b","cname":"x","n":1}"#)),
            ["cname"]
        );
    }

    #[test]
    fn what_is_chosen_is_what_is_wanted() {
        let differences = [
            change("cname", Some("\"a\""), Some("\"b\"")),
            change("ui", Some("{}"), None),
        ];
        let wanted = || vec![edit("cname", "\"c\""), edit("owner_name", "\"n\"")];
        assert_eq!(
            chosen(&differences, wanted(), &[true, true]),
            [edit("owner_name", "\"n\"")]
        );
        assert_eq!(
            chosen(&differences, wanted(), &[false, false]),
            [
                edit("cname", "\"c\""),
                edit("owner_name", "\"n\""),
                edit("ui", "{}")
            ]
        );
    }
}
