//! The words of the plans: what is asked, what the button says, what one must know first.

use super::steps::Facts;
use super::{Chosen, Deed};
use crate::data::tenant::KeptUser;
use crate::format::number::{count, counted};
use crate::wire::tines::User;

/// What must be typed before a tenant is left without an owner.
pub const NO_OWNER_LEFT: &str = "leave no owner";

/// What leaving no owner means, whatever leads to it.
pub const NO_OWNER_WARNING: &str = "After this nobody is left who is an owner and active. Nobody could administer this tenant any more, and since keys belong to owners, neither could this dashboard.";

/// What a directory that keeps the users means for a change.
pub const SCIM_WARNING: &str = "A directory seems to keep the users of this tenant (SCIM). With SCIM switched on, users cannot be created or changed through the API: the tenant would refuse this. Change them in the directory.";

/// A user: name and address, or the address alone.
pub fn who(user: &User) -> String {
    let name = user.full_name();
    if name == user.email {
        name
    } else {
        [&name, " (", &user.email, ")"].concat()
    }
}

/// The deed, with its object in the middle.
fn phrase(deed: &Deed, whom: &str, many: bool) -> String {
    let (before, after) = match deed {
        Deed::Activate => ("Activate ", ""),
        Deed::Deactivate => ("Deactivate ", ""),
        Deed::MakeOwner if many => ("Make ", " owners"),
        Deed::MakeOwner => ("Make ", " an owner"),
        Deed::RemoveOwnership => ("Remove ownership from ", ""),
        Deed::AddPermission(name) => return ["Give ", name, " to ", whom].concat(),
        Deed::RemovePermission(name) => return ["Take ", name, " from ", whom].concat(),
        Deed::Delete => ("Delete ", ""),
        Deed::ExpireSession if many => ("End the sessions of ", ""),
        Deed::ExpireSession => ("End the session of ", ""),
        Deed::ResendInvitation { .. } => ("Send the invitation again to ", ""),
    };
    [before, whom, after].concat()
}

/// The question. When nobody is left to do it to, it is about those who were chosen.
pub fn title(deed: &Deed, touched: &[&KeptUser], chosen: &Chosen) -> String {
    let all = chosen.users.iter().chain(&chosen.elsewhere);
    let asked: Vec<&KeptUser> = if touched.is_empty() {
        all.collect()
    } else {
        touched.to_vec()
    };
    let question = match asked.as_slice() {
        [user] => phrase(deed, &user.full_name(), false),
        many => phrase(deed, &counted(many.len(), "user", "users"), true),
    };
    question + "?"
}

/// The button that confirms.
pub fn button(deed: &Deed, touched: usize) -> String {
    if touched != 1 {
        return phrase(deed, &counted(touched, "user", "users"), true);
    }
    match deed {
        Deed::Activate => "Activate",
        Deed::Deactivate => "Deactivate",
        Deed::MakeOwner => "Make owner",
        Deed::RemoveOwnership => "Remove ownership",
        Deed::AddPermission(_) => "Give permission",
        Deed::RemovePermission(_) => "Take permission",
        Deed::Delete => "Delete",
        Deed::ExpireSession => "End session",
        Deed::ResendInvitation { .. } => "Send invitation",
    }
    .to_owned()
}

/// What one step is, for the journal.
pub const fn deed(deed: &Deed) -> &'static str {
    match deed {
        Deed::Activate => "Activate user",
        Deed::Deactivate => "Deactivate user",
        Deed::MakeOwner => "Make owner",
        Deed::RemoveOwnership => "Remove ownership",
        Deed::AddPermission(_) => "Give permission",
        Deed::RemovePermission(_) => "Take permission",
        Deed::Delete => "Delete user",
        Deed::ExpireSession => "End session",
        Deed::ResendInvitation { .. } => "Resend invitation",
    }
}

/// What a 2xx answer means, where the body does not decide.
pub const fn done(deed: &Deed) -> &'static str {
    match deed {
        Deed::Activate => "Activated",
        Deed::Deactivate => "Deactivated",
        Deed::MakeOwner => "Is an owner now",
        Deed::RemoveOwnership => "Is no owner any more",
        _ => "Permissions changed",
    }
}

/// What one must know first.
pub fn warnings(deed: &Deed, touched: &[&KeptUser], facts: &Facts) -> Vec<String> {
    if touched.is_empty() {
        return vec!["There is nobody for whom this makes sense: nothing will be sent.".to_owned()];
    }
    let mut warnings: Vec<&str> = Vec::new();
    if facts.owners.leaves_none {
        warnings.push(NO_OWNER_WARNING);
    }
    warnings.extend(facts.owners.doubt);
    if facts.scim && deed.changes_fields() {
        warnings.push(SCIM_WARNING);
    }
    warnings.extend(of_deed(deed));
    if facts.scim && *deed == Deed::Delete {
        warnings.push(
            "A directory seems to keep the users of this tenant (SCIM): it may bring them back.",
        );
    }
    if *deed == Deed::Activate && touched.iter().any(|user| user.is_pending()) {
        warnings.push("Who has never signed in still needs an invitation: activating sends none.");
    }
    if matches!(deed, Deed::ResendInvitation { .. })
        && touched.iter().any(|user| (facts.just_invited)(user.id))
    {
        warnings.push("This tab has sent an invitation within the last 10 minutes already.");
    }
    warnings.into_iter().map(str::to_owned).collect()
}

fn of_deed(deed: &Deed) -> &'static [&'static str] {
    match deed {
        Deed::Activate => &["They can sign in again, with the permissions they had."],
        Deed::Deactivate => &[
            "They can no longer sign in. The account stays, with its name, ownership and permissions, and can be activated again.",
            "Whether an open session ends at once is not documented: end it as well if it must.",
        ],
        Deed::MakeOwner => &[
            "An owner may do everything in this tenant: manage all people, owners included, and make API keys such as the one in use.",
        ],
        Deed::RemoveOwnership => &[
            "They become ordinary users. What only owners may do ends for them, and API keys must belong to an owner.",
        ],
        Deed::AddPermission(_) | Deed::RemovePermission(_) => {
            &["The whole set of permissions is sent, as the list knows it, with this one change."]
        }
        Deed::Delete => &[
            "This cannot be undone. They lose access at once.",
            "Inviting the same address again makes a new user with another id, without the teams and permissions of this one.",
        ],
        Deed::ExpireSession => {
            &["They are signed out and must sign in again. The account stays as it is."]
        }
        Deed::ResendInvitation { .. } => {
            &["The tenant sends a mail to each of them at once; a mail cannot be called back."]
        }
    }
}

/// The button of an import, and with a question mark its question.
pub fn invite(people: usize) -> String {
    ["Create ", &counted(people, "user", "users")].concat()
}

/// What one must know before an import.
pub fn invite_warning(people: usize) -> String {
    let whom = if people == 1 {
        "this person".to_owned()
    } else {
        ["each of these ", &count(people), " people"].concat()
    };
    [
        "The tenant sends ",
        &whom,
        " an invitation by mail at once; a mail cannot be called back.",
    ]
    .concat()
}
