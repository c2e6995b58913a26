//! What can be done to users, one or many, as plans: what is sent, who is left out and why, what one must
//! know first, and what the answers mean.

mod steps;
pub mod words;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::call::Call;
use crate::api::client::Reply;
use crate::api::tines;
use crate::data::changes::Changes;
use crate::data::changes::plan::{Caution, NOT_LISTED, OnReply, Plan, Step, Verdict};
use crate::data::owners::{Outlook, outlook};
use crate::data::tenant::{KeptUser, Tenant};
use steps::{Facts, call, reason_against};

/// What is done to users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Switch on.
    Activate,
    /// Switch off: the account stays.
    Deactivate,
    /// Make a tenant owner.
    MakeOwner,
    /// Make an ordinary user of an owner.
    RemoveOwnership,
    /// Give a permission.
    AddPermission(String),
    /// Take a permission away.
    RemovePermission(String),
    /// Delete for good.
    Delete,
    /// End the session: the user must sign in again.
    ExpireSession,
    /// Send the invitation again.
    ResendInvitation {
        /// Also to those whom this tab has just written to.
        again: bool,
    },
}

impl Deed {
    /// Whether an owner it is done to is no active owner afterwards.
    pub const fn takes_owners(&self) -> bool {
        matches!(
            self,
            Self::Deactivate | Self::RemoveOwnership | Self::Delete
        )
    }

    /// Whether it changes a user's fields: what a directory (SCIM) does not leave to the API.
    const fn changes_fields(&self) -> bool {
        !matches!(
            self,
            Self::Delete | Self::ExpireSession | Self::ResendInvitation { .. }
        )
    }
}

/// Whom somebody chose.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Those in sight: the deed is for them.
    pub users: Vec<KeptUser>,
    /// Those who are selected as well, but not in the list as it is filtered: they are left out, and the
    /// plan says so.
    pub elsewhere: Vec<KeptUser>,
}

/// Proposes a deed: asks the tenant first who is left as an owner, where that matters.
pub fn propose(tenant: &Tenant, changes: Changes, deed: Deed, chosen: Chosen) {
    let tenant = tenant.clone();
    spawn_local(async move {
        let plan = plan(&tenant, deed, &chosen).await;
        changes.propose(&tenant.client, plan);
    });
}

/// The plan of a deed, with the owners asked anew where it could leave the tenant without one.
pub async fn plan(tenant: &Tenant, deed: Deed, chosen: &Chosen) -> Plan {
    let owners = if deed.takes_owners() {
        let ids: Vec<i64> = chosen.users.iter().map(|user| user.id).collect();
        outlook(tenant, &ids).await
    } else {
        Outlook::default()
    };
    let invited = tenant.invited.clone();
    let facts = Facts {
        owners,
        scim: tenant.capabilities.scim_untracked() == Some(true)
            && !tenant.try_anyway.get_untracked(),
        just_invited: Box::new(move |id| invited.is_fresh(id)),
    };
    let on_reply = on_reply(tenant, deed.clone());
    make(&deed, chosen, &facts, on_reply)
}

/// The plan, from what is known: asks nobody.
fn make(deed: &Deed, chosen: &Chosen, facts: &Facts, on_reply: OnReply) -> Plan {
    let (mut steps, mut skipped, mut touched) = (Vec::new(), Vec::new(), Vec::new());
    let all = chosen.users.len() + chosen.elsewhere.len();
    for user in &chosen.users {
        if let Some(why) = reason_against(deed, user, all == 1, facts) {
            skipped.push((words::who(user), why));
        } else {
            steps.push(Step {
                key: user.id.to_string(),
                label: words::who(user),
                call: call(deed, user),
            });
            touched.push(user);
        }
    }
    let elsewhere = chosen.elsewhere.iter();
    skipped.extend(elsewhere.map(|user| (words::who(user), NOT_LISTED)));
    Plan {
        title: words::title(deed, &touched, chosen),
        button: words::button(deed, touched.len()),
        deed: words::deed(deed),
        caution: caution(deed, &touched, skipped.is_empty(), facts),
        warnings: words::warnings(deed, &touched, facts),
        file: (*deed == Deed::Delete && !touched.is_empty())
            .then(|| ("deleted-users".to_owned(), file(&touched))),
        steps,
        skipped,
        on_reply,
        watch: None,
    }
}

/// How much is asked. What can simply be taken back is only held; what ends somebody's access is asked;
/// what cannot be taken back for many, and what would leave no owner, must be typed.
fn caution(deed: &Deed, touched: &[&KeptUser], all: bool, facts: &Facts) -> Caution {
    if facts.owners.leaves_none && !touched.is_empty() {
        return Caution::Typed(words::NO_OWNER_LEFT.to_owned());
    }
    let mild = matches!(
        deed,
        Deed::Activate
            | Deed::AddPermission(_)
            | Deed::RemovePermission(_)
            | Deed::ResendInvitation { .. }
    );
    match touched {
        [user] if mild && all => {
            let again =
                matches!(deed, Deed::ResendInvitation { .. }) && (facts.just_invited)(user.id);
            if again || (facts.scim && deed.changes_fields()) {
                Caution::Asked
            } else {
                Caution::Held
            }
        }
        [_, _, ..] if *deed == Deed::Delete => Caution::Typed(touched.len().to_string()),
        _ => Caution::Asked,
    }
}

/// The records as they came, as a JSON list.
fn file(users: &[&KeptUser]) -> String {
    let mut text = String::from("[");
    for (index, user) in users.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(user.raw.get());
    }
    text.push_str("\n]\n");
    text
}

/// What an answer means, and what of the list it brings up to date.
fn on_reply(tenant: &Tenant, deed: Deed) -> OnReply {
    let tenant = tenant.clone();
    Rc::new(move |step: &Step, reply: &Reply| {
        let id: i64 = step.key.parse().unwrap_or_default();
        match &deed {
            Deed::Delete => {
                tenant.users.collection.remove(&id);
                Verdict::Done("Deleted")
            }
            Deed::ExpireSession => Verdict::Done("Session ended"),
            // The body decides: a no-op has the same status as a success.
            Deed::ResendInvitation { .. } => {
                if tines::users::was_sent(reply) {
                    tenant.invited.note(id);
                    Verdict::Done("Invitation sent")
                } else {
                    // So the list is behind: they have been seen.
                    tenant.reread_user(id);
                    Verdict::Unneeded("Had already accepted")
                }
            }
            other => {
                if let Some(user) = tines::users::changed(reply).filter(|user| user.id == id) {
                    tenant.users.collection.put(user);
                } else {
                    tenant.reread_user(id);
                }
                Verdict::Done(words::done(other))
            }
        }
    })
}

/// Told of each user that was made: the step's key, and the new id if the answer had one.
pub type OnMade = Rc<dyn Fn(&str, Option<i64>)>;

/// Makes users, each of them one step (its key, its words, its call): the import.
pub fn invite(tenant: &Tenant, people: Vec<(String, String, Call)>, on_made: OnMade) -> Plan {
    let count = people.len();
    let tenant = tenant.clone();
    Plan {
        title: words::invite(count) + "?",
        button: words::invite(count),
        deed: "Create user",
        caution: Caution::Asked,
        warnings: vec![words::invite_warning(count)],
        steps: people
            .into_iter()
            .map(|(key, label, call)| Step { key, label, call })
            .collect(),
        skipped: Vec::new(),
        file: None,
        on_reply: Rc::new(move |step, reply| {
            let user = tines::users::changed(reply);
            let id = user.as_ref().map(|user| user.id);
            if let Some(user) = user {
                tenant.invited.note(user.id);
                tenant.users.collection.put(user);
            }
            on_made(&step.key, id);
            Verdict::Done("Created and invited")
        }),
        watch: None,
    }
}

#[cfg(test)]
mod tests;
