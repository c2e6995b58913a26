//! What wants attention among the people of a tenant.

use crate::format::number::counted;
use crate::format::time::days_between;
use crate::wire::time::Timestamp;
use crate::wire::tines::{Status, User};

/// Days without a sign-in after which an account counts as dormant (CIS Controls v8, 5.3).
pub const DORMANT_DAYS: i64 = 45;
/// Days after which an invitation that nobody took up is worth a look.
const STALE_INVITATION_DAYS: i64 = 14;

/// One thing worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub title: String,
    /// Who, or why it matters.
    pub detail: String,
    /// Whether it is about owners, and so weighs more.
    pub grave: bool,
    /// What a list's filter must say to show exactly those it is about.
    pub filter: &'static str,
}

/// The findings about a tenant's people, the gravest first; none for no people.
pub fn about_people(users: &[&User], now: Timestamp) -> Vec<Finding> {
    if users.is_empty() {
        return Vec::new();
    }
    let enabled = |user: &&User| user.status() != Status::Inactive;
    let dormant = |user: &&User| {
        user.last_seen
            .is_some_and(|seen| days_between(seen, now) >= DORMANT_DAYS)
    };
    let owners: Vec<&User> = users.iter().copied().filter(|user| user.admin).collect();
    let active_owners = owners
        .iter()
        .filter(|user| user.status() == Status::Active)
        .count();
    let mut findings = Vec::new();

    if active_owners <= 1 {
        let title = if active_owners == 0 {
            "No active owner"
        } else {
            "Only one active owner"
        };
        findings.push(Finding {
            title: title.to_owned(),
            detail: "If that account is lost, nobody can manage the tenant.".to_owned(),
            grave: true,
            filter: "role:owner",
        });
    }
    let sleeping: Vec<&User> = owners
        .iter()
        .copied()
        .filter(enabled)
        .filter(dormant)
        .collect();
    if !sleeping.is_empty() {
        findings.push(Finding {
            title: format!(
                "{} not seen for {DORMANT_DAYS} days or more",
                counted(sleeping.len(), "owner", "owners")
            ),
            detail: names(&sleeping),
            grave: true,
            filter: "role:owner -status:inactive last-seen:>45d",
        });
    }
    let idle: Vec<&User> = users
        .iter()
        .copied()
        .filter(|user| !user.admin)
        .filter(enabled)
        .filter(dormant)
        .collect();
    if !idle.is_empty() {
        findings.push(Finding {
            title: format!(
                "{} not seen for {DORMANT_DAYS} days or more",
                counted(idle.len(), "enabled account", "enabled accounts")
            ),
            detail: names(&idle),
            grave: false,
            filter: "role:member -status:inactive last-seen:>45d",
        });
    }
    let invited: Vec<&User> = users
        .iter()
        .copied()
        .filter(|user| user.status() == Status::Pending)
        .filter(|user| {
            user.created_at
                .is_some_and(|at| days_between(at, now) >= STALE_INVITATION_DAYS)
        })
        .collect();
    if !invited.is_empty() {
        findings.push(Finding {
            title: format!(
                "{} older than {STALE_INVITATION_DAYS} days and not taken up",
                counted(invited.len(), "invitation", "invitations")
            ),
            detail: names(&invited),
            grave: false,
            filter: "status:pending created:>14d",
        });
    }
    findings
}

/// The first few names, and how many more.
fn names(users: &[&User]) -> String {
    const SHOWN: usize = 3;
    let text = users
        .iter()
        .take(SHOWN)
        .map(|user| user.full_name())
        .collect::<Vec<_>>()
        .join(", ");
    match users.len().saturating_sub(SHOWN) {
        0 => text,
        more => format!("{text} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::decode;

    const DAY: i64 = 86_400_000;
    const NOW: Timestamp = Timestamp(1_768_478_400_000);

    fn user(
        name: &str,
        owner: bool,
        active: bool,
        seen_days_ago: Option<i64>,
        made_days_ago: i64,
    ) -> User {
        let at = |days: i64| Timestamp(NOW.0 - days * DAY).to_rfc3339();
        let seen = seen_days_ago.map_or("null".to_owned(), |days| format!("\"{}\"", at(days)));
        decode(&format!(
            r#"{{"id":1,"email":"{name}@example.org","first_name":"{name}","admin":{owner},"is_active":{active},
                "last_seen":{seen},"created_at":"{}"}}"#,
            at(made_days_ago)
        ))
        .expect("a user")
    }

    fn titles(users: &[User]) -> Vec<String> {
        about_people(&users.iter().collect::<Vec<_>>(), NOW)
            .into_iter()
            .map(|finding| finding.title)
            .collect()
    }

    #[test]
    fn a_healthy_tenant_wants_nothing() {
        let users = [
            user("a", true, true, Some(1), 900),
            user("b", true, true, Some(44), 900),
            user("c", false, true, Some(3), 900),
            user("d", false, true, None, 13),
            user("e", false, false, Some(400), 900),
        ];
        assert_eq!(titles(&users), Vec::<String>::new());
        assert_eq!(titles(&[]), Vec::<String>::new());
    }

    #[test]
    fn each_finding_is_found_and_owners_come_first() {
        let users = [
            user("a", true, true, Some(45), 900),
            user("c", false, true, Some(90), 900),
            user("d", false, true, None, 14),
            user("e", true, false, Some(90), 900),
        ];
        assert_eq!(
            titles(&users),
            [
                "Only one active owner",
                "1 owner not seen for 45 days or more",
                "1 enabled account not seen for 45 days or more",
                "1 invitation older than 14 days and not taken up",
            ]
        );
    }

    #[test]
    fn many_names_are_cut_short() {
        let users: Vec<User> = (0..5)
            .map(|n| user(&format!("p{n}"), false, true, Some(60), 900))
            .collect();
        let details: Vec<String> = about_people(&users.iter().collect::<Vec<_>>(), NOW)
            .into_iter()
            .map(|finding| finding.detail)
            .collect();
        assert_eq!(details[1], "p0, p1, p2 and 2 more");
    }
}
