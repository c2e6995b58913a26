//! Who is left out of a deed and why, and what is sent for the others: one field, and nothing else.

use super::Deed;
use crate::analysis::user_form::{ACTIVE, OWNER, PERMISSIONS, body_of, names_of};
use crate::api::call::Call;
use crate::api::tines::users;
use crate::data::owners::Outlook;
use crate::wire::tines::User;

/// What is known when a plan is made.
pub struct Facts {
    /// What the deed would do to the owners.
    pub owners: Outlook,
    /// A directory seems to keep the users.
    pub scim: bool,
    /// Whether this tab has just sent an invitation to a user.
    pub just_invited: Box<dyn Fn(i64) -> bool>,
}

/// Why a deed makes no sense for a user; `None`: it does. `alone`: nobody else was chosen, so it was
/// chosen deliberately.
pub fn reason_against(
    deed: &Deed,
    user: &User,
    alone: bool,
    facts: &Facts,
) -> Option<&'static str> {
    match deed {
        Deed::Activate | Deed::Deactivate => match (user.is_active, *deed == Deed::Activate) {
            (None, _) => Some("This tenant does not say who is active"),
            (Some(true), true) => Some("Already active"),
            (Some(false), false) => Some("Already inactive"),
            _ => None,
        },
        Deed::MakeOwner => user.admin.then_some("Already an owner"),
        Deed::RemoveOwnership => (!user.admin).then_some("Not an owner"),
        Deed::AddPermission(_) | Deed::RemovePermission(_) => {
            let Some(had) = &user.tenant_permissions else {
                return Some("This tenant does not say who has which permission");
            };
            let same = names_of(had.iter().map(String::as_str)) == wanted(deed, user);
            same.then_some(match deed {
                Deed::AddPermission(_) => "Has it already",
                Deed::RemovePermission(_) => "Does not have it",
                _ => "Has exactly these already",
            })
        }
        Deed::Delete => None,
        Deed::ExpireSession => user
            .is_pending()
            .then_some("Never signed in, so there is no session"),
        Deed::ResendInvitation { again } => {
            if !user.is_pending() {
                Some("Has signed in already")
            } else if user.is_active == Some(false) {
                Some("Inactive: the invitation would lead nowhere")
            } else if !again && !alone && (facts.just_invited)(user.id) {
                Some("Was sent one from this tab within the last 10 minutes")
            } else {
                None
            }
        }
    }
}

/// The permissions that a user is to have, as a form's field holds them.
fn wanted(deed: &Deed, user: &User) -> String {
    let mut names: Vec<&str> = user
        .tenant_permissions
        .iter()
        .flatten()
        .map(String::as_str)
        .collect();
    match deed {
        Deed::AddPermission(name) => names.push(name),
        Deed::RemovePermission(name) => names.retain(|had| had != name),
        _ => {}
    }
    names_of(names.into_iter())
}

/// What is sent.
pub fn call(deed: &Deed, user: &User) -> Call {
    let (field, text) = match deed {
        Deed::Delete => return users::delete(user.id),
        Deed::ExpireSession => return users::expire_session(user.id),
        Deed::ResendInvitation { .. } => return users::resend_invitation(user.id),
        Deed::Activate => (ACTIVE, "true".to_owned()),
        Deed::Deactivate => (ACTIVE, "false".to_owned()),
        Deed::MakeOwner => (OWNER, "true".to_owned()),
        Deed::RemoveOwnership => (OWNER, "false".to_owned()),
        Deed::AddPermission(_) | Deed::RemovePermission(_) => (PERMISSIONS, wanted(deed, user)),
    };
    users::update(user.id, body_of(field, &text))
}
