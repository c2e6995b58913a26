//! One attempt to save: read again, compare, and only then send.

use super::Tried;
use super::review::Reviewed;
use crate::analysis::owners::is_active_owner;
use crate::analysis::user_form::{ACTIVE, Difference, OWNER, Values, body, differences, values};
use crate::api::tines::users;
use crate::data::owners::outlook;
use crate::data::tenant::{KeptUser, Tenant};
use crate::pages::users::form::send;

/// What comes next.
pub enum Next {
    /// Somebody else changed something meanwhile; this is what is there now. Nothing was sent.
    Merge(Vec<Difference>, Values),
    /// What would be sent must be seen first. Nothing was sent.
    Review(Reviewed),
    /// It was sent, or all of it was so already.
    Done {
        /// What was there just before.
        before: Values,
        /// What the answer says.
        user: Option<KeptUser>,
    },
}

/// Tries to save `mine`, in a form that was opened with `opened`. `seen` is what the person has been
/// shown and agreed to.
pub async fn attempt(
    tenant: &Tenant,
    id: i64,
    opened: &Values,
    mine: &Values,
    seen: Option<&Reviewed>,
    what: String,
) -> Tried {
    let fresh = users::get(&tenant.client, id).await?;
    let theirs = values(&fresh);
    let found = differences(opened, mine, &theirs);
    if !found.is_empty() {
        return Ok(Next::Merge(found, theirs));
    }
    let Some(body) = body(&theirs, mine) else {
        return Ok(Next::Done {
            before: theirs,
            user: Some(fresh),
        });
    };
    let call = users::update(id, body);
    if [OWNER, ACTIVE]
        .iter()
        .any(|field| theirs[*field] != mine[*field])
    {
        let loses = is_active_owner(&fresh)
            && [OWNER, ACTIVE]
                .iter()
                .any(|field| mine[*field].as_deref() == Some("false"));
        let owners = if loses {
            outlook(tenant, &[id]).await
        } else {
            crate::data::owners::Outlook::default()
        };
        let review = Reviewed {
            call: call.clone(),
            before: theirs.clone(),
            after: mine.clone(),
            owners,
        };
        if seen != Some(&review) {
            return Ok(Next::Review(review));
        }
    }
    let reply = send(tenant, call, what).await?;
    Ok(Next::Done {
        before: theirs,
        user: users::changed(&reply).filter(|user| user.id == id),
    })
}
