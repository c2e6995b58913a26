//! What is said of classes and findings: on screen, on paper and in files alike.

use crate::analysis::access_review::{Class, Finding, Review};
use crate::format::number::{count, counted};
use crate::format::time::exact;
use crate::ui::table::cell::Tone;
use crate::wire::tines::User;

/// Where the usual threshold comes from.
pub const ORIGIN: &str = "CIS Controls v8, safeguard 5.3 “Disable Dormant Accounts”: delete or disable any dormant accounts after a period of 45 days of inactivity, where supported.";

/// `45 days`.
pub fn days_words(days: i64) -> String {
    counted(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// What a class is called in a row.
pub const fn class_name(class: Class) -> &'static str {
    match class {
        Class::InUse => "In use",
        Class::Dormant => "Dormant",
        Class::NeverUsed => "Never signed in",
        Class::Undated => "Never signed in, age unknown",
        Class::Pending => "Pending",
    }
}

/// What a class is called in a program's file.
pub const fn class_key(class: Class) -> &'static str {
    match class {
        Class::InUse => "in_use",
        Class::Dormant => "dormant",
        Class::NeverUsed => "never_signed_in",
        Class::Undated => "never_signed_in_age_unknown",
        Class::Pending => "pending",
    }
}

/// Which accounts a class holds.
pub fn class_rule(class: Class, days: i64) -> String {
    let days = days_words(days);
    let (before, days, after) = match class {
        Class::InUse => ("Last seen within ", days.as_str(), ""),
        Class::Dormant => ("Dormant: last seen more than ", days.as_str(), " ago"),
        Class::NeverUsed => ("Never signed in, and older than ", days.as_str(), ""),
        Class::Undated => (
            "Never signed in; the tenant does not say when the account was made",
            "",
            "",
        ),
        Class::Pending => ("Never signed in yet, and made within ", days.as_str(), ""),
    };
    [before, days, after].concat()
}

/// What decides about a finding.
pub fn evidence(of: &Finding, review: &Review) -> String {
    let limit = count(usize::try_from(review.days).unwrap_or(0));
    // On the very day of the limit, whole days look as if nothing were over it.
    let over = if of.days() == Some(review.days) {
        ", by less than a day over the limit of "
    } else {
        ", over the limit of "
    };
    let days = days_words(of.days().unwrap_or(0));
    let mut words = match of.class {
        Class::Undated => {
            "Never signed in, and this tenant does not say when the account was made".to_owned()
        }
        Class::NeverUsed => [
            "Never signed in, made ",
            &days,
            " ago",
            over,
            &limit,
            " of this review",
        ]
        .concat(),
        _ => ["Last seen ", &days, " ago", over, &limit].concat(),
    };
    if let Some(later) = of.later {
        let means = if of.is_contradicted {
            ": used since, whatever the list says"
        } else {
            ", over the limit as well"
        };
        words.extend([". A later sign-in is known, ", &exact(later), means]);
    }
    words
}

/// Whether an account may sign in.
pub fn status(of: &Finding) -> (Tone, String) {
    let (tone, words) = match of.is_active {
        Some(false) => (Tone::Off, "Disabled"),
        Some(true) => (Tone::Warning, "Enabled"),
        None => (Tone::Waiting, "Not said"),
    };
    (tone, words.to_owned())
}

/// What an account may do.
pub const fn role(user: &User) -> &'static str {
    if user.admin { "Owner" } else { "Member" }
}

/// What stands where there is no finding; `None` where there is one.
pub fn nothing_found(review: &Review, is_complete: bool) -> Option<String> {
    if review.found().all > 0 {
        return None;
    }
    let all = review.all().all;
    if all == 0 {
        return Some("There are no accounts that the key may see.".to_owned());
    }
    let days = days_words(review.days);
    let so_far = if is_complete {
        ""
    } else {
        " among those loaded so far"
    };
    let pending = review.tally(Class::Pending).all;
    let seen = count(review.tally(Class::InUse).all);
    let words = if pending == 0 {
        let whom = if all == 1 {
            "the only one has".to_owned()
        } else {
            ["all ", &seen, " have"].concat()
        };
        [": ", &whom, " been seen within ", &days, "."].concat()
    } else {
        [
            ": ",
            &seen,
            " seen within ",
            &days,
            ", ",
            &count(pending),
            " pending (never signed in, made within ",
            &days,
            ").",
        ]
        .concat()
    };
    Some(["No account is dormant", so_far, &words].concat())
}
