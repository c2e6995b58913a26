//! The words of the users' filter, and the views that are always there.

use crate::layout::list_filter::Words;

/// The words and views.
pub static WORDS: Words = Words {
    label: "Filter users",
    placeholder: "Filter users: ann role:owner last-seen:>45d",
    noun: ("user", "users"),
    built_in: &[
        ("Everyone", ""),
        ("Never signed in", "?q=last-seen:never"),
        ("Idle over 90 days", "?q=last-seen:%3E90d&sort=last-seen"),
        ("Owners", "?q=role:owner"),
        ("Pending invitations", "?q=status:pending&sort=-created"),
    ],
};
