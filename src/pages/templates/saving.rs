//! One attempt to save: read again, merge, and only then send; and read once more afterwards.

use crate::analysis::json::{self, Change, Doc, Merge, Pick, Step};
use crate::analysis::template_record::{FIELDS, Lost, not_kept};
use crate::api::call::{About, Call};
use crate::api::client::Reply;
use crate::api::error::ApiError;
use crate::api::tines::templates;
use crate::data::templates::{KeptTemplate, Origin};
use crate::data::tenant::Tenant;

/// What somebody wants a template to be.
#[derive(Clone)]
pub struct Wish {
    /// Its id.
    pub id: String,
    /// What was there when the changing began; `None`: whatever is there now.
    pub opened: Option<String>,
    /// What it shall be, the whole record.
    pub wanted: String,
    /// What it is, for the journal.
    pub what: String,
    /// What the version is called.
    pub origin: Origin,
}

/// What would be sent, as the person is shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What is there now.
    pub before: String,
    /// The call that replaces it.
    pub call: Call,
}

/// What comes next.
pub enum Next {
    /// Somebody else changed something meanwhile: both sides, and what is there now. Nothing was sent.
    Merge(Merge, KeptTemplate),
    /// What would be sent must be seen first. Nothing was sent.
    Review(Review),
    /// It is just so already. Nothing was sent.
    Same(KeptTemplate),
    /// It was sent.
    Done(Saved),
}

/// What was saved.
#[derive(Clone)]
pub struct Saved {
    /// What the server says it is now, where it says so.
    pub now: Option<KeptTemplate>,
    /// What was sent and is not so.
    pub lost: Vec<Lost>,
    /// Why it could not be read again.
    pub unread: Option<ApiError>,
}

/// Tries to save. `seen` is what the person has been shown and agreed to.
pub async fn attempt(tenant: &Tenant, wish: Wish, seen: Option<Review>) -> Result<Next, ApiError> {
    let fresh = templates::get(&tenant.client, &wish.id).await?;
    tenant.templates().take_in(&fresh);
    let theirs = fresh.raw.get();
    // After a sending that nobody answered, what one wanted oneself is there: nobody else changed anything.
    if json::same(&wish.wanted, theirs) {
        return Ok(Next::Same(fresh));
    }
    let body = match &wish.opened {
        Some(opened) if !json::same(opened, theirs) => match merged(opened, &wish.wanted, theirs) {
            Ok(body) => body,
            Err(merge) => return Ok(Next::Merge(merge, fresh)),
        },
        _ => wish.wanted.clone(),
    };
    if json::same(&body, theirs) {
        return Ok(Next::Same(fresh));
    }
    let review = Review {
        before: theirs.to_owned(),
        call: templates::update(&wish.id, body),
    };
    if seen.as_ref() != Some(&review) {
        return Ok(Next::Review(review));
    }
    let about = About::new(wish.what);
    let reply = tenant.client.write(&review.call, &about).await?;
    let sent = review.call.body.unwrap_or_default();
    let saved = read_again(tenant, &wish.id, &sent, &reply, wish.origin).await;
    Ok(Next::Done(saved))
}

/// What is wanted, with what somebody else changed meanwhile in fields that no form shows; where they
/// changed anything else, both sides, for the person to choose.
fn merged(opened: &str, wanted: &str, theirs: &str) -> Result<String, Merge> {
    let (Ok(base), Ok(mine), Ok(other)) = (Doc::read(opened), Doc::read(wanted), Doc::read(theirs))
    else {
        // All three were read as JSON before.
        return Ok(wanted.to_owned());
    };
    let merge = json::merge(&base, &mine, &other);
    let is_shown = |path: &json::Path| match path.0.first() {
        Some(Step::Key(name)) => FIELDS.iter().any(|field| field.name == name),
        _ => true,
    };
    // What both changed alike needs nobody's eyes: it may be this form's own sending, whose answer was lost.
    let is_mine = |change: &Change| {
        let taken = merge.taken().iter();
        taken
            .filter(|taken| taken.whose == Pick::Mine)
            .any(|taken| taken.change == *change)
    };
    let theirs_shown = merge.taken().iter().any(|taken| {
        taken.whose == Pick::Theirs && is_shown(&taken.change.path) && !is_mine(&taken.change)
    });
    if !theirs_shown && merge.conflicts().is_empty() {
        let body = merge.with(&[]);
        return Ok(json::compact(&body).unwrap_or(body));
    }
    Err(merge)
}

/// Makes a template, and reads it.
pub async fn create(tenant: &Tenant, body: String, what: String) -> Result<Saved, ApiError> {
    let call = templates::create(body);
    let reply = tenant.client.write(&call, &About::new(what)).await?;
    let sent = call.body.unwrap_or_default();
    let Some(made) = templates::changed(&reply) else {
        tenant.templates().list.collection.refresh();
        return Ok(Saved {
            now: None,
            lost: Vec::new(),
            unread: None,
        });
    };
    Ok(read_again(tenant, &made.id, &sent, &reply, Origin::Saved).await)
}

/// Reads what was saved: an answer of 200 says that all is well, and not that all was kept.
async fn read_again(tenant: &Tenant, id: &str, sent: &str, reply: &Reply, origin: Origin) -> Saved {
    let (now, unread) = match templates::get(&tenant.client, id).await {
        Ok(now) => (Some(now), None),
        Err(error) => {
            let answered = templates::changed(reply).filter(|now| now.id == id);
            (answered, Some(error))
        }
    };
    let lost = now
        .as_ref()
        .map(|now| not_kept(sent, now.raw.get()))
        .unwrap_or_default();
    if let Some(now) = &now {
        let templates = tenant.templates();
        templates.list.collection.put(now.clone());
        templates.versions.note(now, origin);
    }
    Saved { now, lost, unread }
}

#[cfg(test)]
mod tests {
    use super::merged;

    const OPENED: &str = r#"{"id":1,"name":"a","vendor":"v","agent_options":{"n":1},"odd":1}"#;

    #[test]
    fn what_both_did_alike_is_no_question() {
        let mine = OPENED
            .replace(r#""a""#, r#""b""#)
            .replace(r#""n":1"#, r#""n":2"#);
        // It is the sending itself, whose answer was lost.
        assert_eq!(merged(OPENED, &mine, &mine).ok().as_deref(), Some(&*mine));
        let theirs = OPENED.replace(r#""a""#, r#""b""#);
        assert_eq!(merged(OPENED, &mine, &theirs).ok().as_deref(), Some(&*mine));
        // What no form shows is taken with it.
        let theirs = theirs.replace(r#""odd":1"#, r#""odd":1.0"#);
        let both = mine.replace(r#""odd":1"#, r#""odd":1.0"#);
        assert_eq!(merged(OPENED, &mine, &theirs).ok(), Some(both));
    }

    #[test]
    fn what_only_they_changed_where_a_form_shows_it_is_seen_first() {
        let mine = OPENED.replace(r#""a""#, r#""b""#);
        for theirs in [
            OPENED.replace(r#""v""#, r#""w""#),
            OPENED.replace(r#""a""#, r#""c""#),
            mine.replace(r#""n":1"#, r#""n":2"#),
        ] {
            assert!(merged(OPENED, &mine, &theirs).is_err(), "{theirs}");
        }
    }
}
