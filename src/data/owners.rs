//! Who is left as an owner: asked of the tenant anew when it matters, for the synced list may be old.

use crate::analysis::owners::{Stakes, is_active_owner, stakes};
use crate::api::tines;
use crate::data::sync::Phase;
use crate::data::tenant::Tenant;
use crate::wire::tines::User;

/// Pages of owners that are read before the synced list has to do: a tenant has few of them, and one
/// that ignores the filter would answer with everybody.
const MOST_PAGES: u32 = 3;

/// What a change would do to the owners of a tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// It would leave no active owner, as far as is known.
    pub leaves_none: bool,
    /// How far that is known, where it is not known for sure.
    pub doubt: Option<&'static str>,
}

/// What deleting, switching off or demoting some people would do to the owners.
pub async fn outlook(tenant: &Tenant, losing: &[i64]) -> Outlook {
    let mut owners: Vec<User> = Vec::new();
    for number in 1..=MOST_PAGES {
        let Ok(page) = tines::users::owners(&tenant.client, number).await else {
            break;
        };
        let more = page.has_next(number);
        owners.extend(page.items);
        let found = stakes(&owners, losing);
        // One who stays is enough; all the others need not be known.
        if found.spared || !more {
            return Outlook {
                leaves_none: found.leaves_none(),
                doubt: None,
            };
        }
    }
    let users = &tenant.users.collection;
    let complete = users.progress_untracked().phase == Phase::Complete;
    let known: Stakes = users.with_untracked(|users, _| {
        let owners = users
            .iter()
            .map(|user| &user.value)
            .filter(|user| is_active_owner(user));
        stakes(owners, losing)
    });
    Outlook {
        leaves_none: known.leaves_none(),
        doubt: Some(if complete {
            "The owners could not be read again just now: this goes by the list as it was loaded."
        } else {
            "The owners could not be read again just now, and the list is incomplete: there may be owners that were not counted."
        }),
    }
}
