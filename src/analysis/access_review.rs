//! The access review: which accounts nobody has used for a while (CIS Controls v8, safeguard 5.3, "Disable
//! Dormant Accounts": "Delete or disable any dormant accounts after a period of 45 days of inactivity,
//! where supported"). Every account is in exactly one class.

use std::cmp::Ordering;

use super::attention::DORMANT_DAYS;
use super::list_index::sort_by;
use crate::format::fold::fold;
use crate::format::time::days_between;
use crate::wire::time::Timestamp;
use crate::wire::tines::User;

const DAY: i64 = 86_400_000;

/// Days of inactivity that the safeguard names.
pub const USUAL_DAYS: i64 = DORMANT_DAYS;
/// Days that can be chosen at once.
pub const OFFERED_DAYS: [i64; 4] = [30, 35, USUAL_DAYS, 90];
/// The most days that can be asked for: ten years.
pub const MOST_DAYS: i64 = 3_650;

/// What a review says of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Seen within the days of the review.
    InUse,
    /// Last seen more days ago than that.
    Dormant,
    /// Never signed in, and made more days ago than that.
    NeverUsed,
    /// Never signed in, and the tenant does not say when it was made: nobody can tell.
    Undated,
    /// Never signed in, and not older than that: an invitation that is still open.
    Pending,
}

impl Class {
    /// All of them, as they are shown.
    pub const ALL: [Self; 5] = [
        Self::InUse,
        Self::Dormant,
        Self::NeverUsed,
        Self::Undated,
        Self::Pending,
    ];

    /// Whether its accounts are findings: each wants an answer.
    pub const fn is_found(self) -> bool {
        matches!(self, Self::Dormant | Self::NeverUsed | Self::Undated)
    }
}

/// How many accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All.
    pub all: usize,
    /// Of them, those that are switched off. An account of which the tenant does not say so is not.
    pub disabled: usize,
    /// Of all, the owners.
    pub owners: usize,
    /// Of the owners, those that are switched off.
    pub disabled_owners: usize,
    /// Of all, those of which the tenant does not say whether they are switched off.
    pub unsaid: usize,
}

impl Tally {
    /// Those that may still sign in, as far as the tenant says.
    pub const fn enabled(&self) -> usize {
        self.all - self.disabled
    }

    /// Owners that may still sign in, as far as the tenant says.
    pub const fn enabled_owners(&self) -> usize {
        self.owners - self.disabled_owners
    }

    fn count(&mut self, user: &User) {
        let disabled = usize::from(user.is_active == Some(false));
        let owner = usize::from(user.admin);
        self.all += 1;
        self.disabled += disabled;
        self.owners += owner;
        self.disabled_owners += disabled * owner;
        self.unsaid += usize::from(user.is_active.is_none());
    }

    fn add(&mut self, other: &Self) {
        self.all += other.all;
        self.disabled += other.disabled;
        self.owners += other.owners;
        self.disabled_owners += other.disabled_owners;
        self.unsaid += other.unsaid;
    }
}

/// An account that wants an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its place among the users that were reviewed.
    pub place: u32,
    /// What it is.
    pub class: Class,
    /// Whole days since it was last seen; `None`: never seen.
    pub idle: Option<i64>,
    /// Whole days since it was made; `None`: the tenant does not say.
    pub age: Option<i64>,
    /// An owner of the tenant.
    pub is_owner: bool,
    /// Whether it may sign in; `None`: the tenant does not say.
    pub is_active: Option<bool>,
    /// A sign-in that is known from elsewhere and later than the user was last seen.
    pub later: Option<Timestamp>,
    /// Whether that sign-in lies within the days of the review: the list says dormant, and it is not so.
    pub is_contradicted: bool,
    /// Since when it lies idle: last seen, or made.
    since: Option<Timestamp>,
}

impl Finding {
    /// Whether it is proposed to be switched off: it can be, and nothing speaks against it.
    pub fn is_proposed(&self) -> bool {
        self.is_active == Some(true) && !self.is_contradicted && self.class != Class::Undated
    }

    /// Whole days for which nobody has used it, as far as that is known.
    pub fn days(&self) -> Option<i64> {
        self.idle.or(self.age)
    }
}

/// What a review found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The moment by which days are counted.
    pub at: Timestamp,
    /// How many days without a sign of life make an account dormant.
    pub days: i64,
    /// Of each class of [`Class::ALL`].
    tallies: [Tally; Class::ALL.len()],
    /// The accounts that want an answer: owners first, then whoever lies idle the longest.
    pub findings: Vec<Finding>,
}

/// The latest sign-in of a user that is known from elsewhere than the list, by the user's number.
pub type LatestSignIn<'a> = &'a dyn Fn(i64) -> Option<Timestamp>;

/// Reviews users: dormant is who was last seen **more** than `days` days (of 24 hours) before `at`.
pub fn review(
    users: &mut dyn Iterator<Item = &User>,
    days: i64,
    at: Timestamp,
    latest: LatestSignIn<'_>,
) -> Review {
    let mut tallies = <[Tally; Class::ALL.len()]>::default();
    let mut findings = Vec::new();
    let is_over = |then: Timestamp| at.0.saturating_sub(then.0) > days.saturating_mul(DAY);
    for (place, user) in (0..).zip(users) {
        let class = match (user.last_seen, user.created_at) {
            (Some(seen), _) if is_over(seen) => Class::Dormant,
            (Some(_), _) => Class::InUse,
            (None, None) => Class::Undated,
            (None, Some(made)) if is_over(made) => Class::NeverUsed,
            (None, Some(_)) => Class::Pending,
        };
        tallies[class as usize].count(user);
        if class.is_found() {
            let later = latest(user.id).filter(|later| user.last_seen.is_none_or(|at| at < *later));
            findings.push(Finding {
                place,
                class,
                idle: user.last_seen.map(|seen| days_between(seen, at)),
                age: user.created_at.map(|made| days_between(made, at)),
                is_owner: user.admin,
                is_active: user.is_active,
                later,
                is_contradicted: later.is_some_and(|later| !is_over(later)),
                since: user.last_seen.or(user.created_at),
            });
        }
    }
    findings.sort_unstable_by_key(|of| (!of.is_owner, of.since.is_none(), of.since, of.place));
    Review {
        at,
        days,
        tallies,
        findings,
    }
}

impl Review {
    /// How many accounts are in a class.
    pub fn tally(&self, class: Class) -> &Tally {
        &self.tallies[class as usize]
    }

    /// How many accounts there are in all.
    pub fn all(&self) -> Tally {
        self.sum(|_| true)
    }

    /// How many accounts want an answer.
    pub fn found(&self) -> Tally {
        self.sum(Class::is_found)
    }

    fn sum(&self, counts: fn(Class) -> bool) -> Tally {
        let mut sum = Tally::default();
        for class in Class::ALL.into_iter().filter(|class| counts(*class)) {
            sum.add(self.tally(class));
        }
        sum
    }

    /// The findings in the order of a column of the page, as places among them; what is not known stands
    /// last either way. Equal ones, and all under any other name, stay in the order of the findings.
    pub fn sorted(&self, users: &[&User], column: &str, descending: bool) -> Vec<u32> {
        let keys: Vec<Key> = self
            .findings
            .iter()
            .map(|of| {
                let user = users.get(usize::try_from(of.place).unwrap_or(usize::MAX));
                key(of, user.copied(), column)
            })
            .collect();
        let key = |at: u32| keys.get(usize::try_from(at).unwrap_or(usize::MAX));
        let mut order: Vec<u32> = (0..).take(keys.len()).collect();
        sort_by(&mut order, &mut |a, b| {
            let by = match (key(a), key(b)) {
                (Some(Key::Unknown), Some(Key::Unknown)) => Ordering::Equal,
                (Some(Key::Unknown), _) => Ordering::Greater,
                (_, Some(Key::Unknown)) => Ordering::Less,
                (x, y) if descending => y.cmp(&x),
                (x, y) => x.cmp(&y),
            };
            by.then(a.cmp(&b))
        });
        order
    }
}

/// What a finding is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Unknown,
    Number(i64),
    Text(String),
}

fn key(of: &Finding, user: Option<&User>, column: &str) -> Key {
    let moment = |at: Option<Timestamp>| at.map_or(Key::Unknown, |at| Key::Number(at.0));
    let text = |words: Option<String>| words.map_or(Key::Unknown, |words| Key::Text(fold(&words)));
    match column {
        "name" => text(user.map(User::full_name)),
        "email" => text(user.map(|user| user.email.clone())),
        "role" => Key::Number(i64::from(!of.is_owner)),
        "status" => Key::Number(i64::from(of.is_active == Some(false))),
        "last-seen" => moment(user.and_then(|user| user.last_seen)),
        "created" => moment(user.and_then(|user| user.created_at)),
        // The fewest days first: the later, the fewer.
        "idle" => moment(of.since.map(|since| Timestamp(since.0.saturating_neg()))),
        _ => Key::Number(0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::user_form::tests::user;

    const NOW: Timestamp = Timestamp(1_768_478_400_000);

    fn ago(milliseconds: i64) -> Timestamp {
        Timestamp(NOW.0 - milliseconds)
    }

    fn person(seen: Option<i64>, made: Option<i64>) -> User {
        User {
            last_seen: seen.map(ago),
            created_at: made.map(ago),
            ..user(1)
        }
    }

    fn reviewed(users: &[User], days: i64) -> Review {
        review(&mut users.iter(), days, NOW, &|_| None)
    }

    fn class_of(seen: Option<i64>, made: Option<i64>) -> Class {
        let review = reviewed(&[person(seen, made)], 45);
        let is_it = |class: &Class| review.tally(*class).all == 1;
        Class::ALL.into_iter().find(is_it).expect("in a class")
    }

    #[test]
    fn each_account_is_what_the_rule_says() {
        let days = 45 * DAY;
        assert_eq!(class_of(Some(0), Some(days * 9)), Class::InUse);
        // Exactly 45 days are not more than 45 days.
        assert_eq!(class_of(Some(days), Some(days * 9)), Class::InUse);
        assert_eq!(class_of(Some(days + 1), Some(days * 9)), Class::Dormant);
        // Whenever it was made, or if nobody says.
        assert_eq!(class_of(Some(days + 1), None), Class::Dormant);
        assert_eq!(class_of(Some(1), None), Class::InUse);
        assert_eq!(class_of(None, Some(days + 1)), Class::NeverUsed);
        assert_eq!(class_of(None, Some(days)), Class::Pending);
        assert_eq!(class_of(None, None), Class::Undated);
        // A clock that is ahead of ours makes nobody dormant.
        assert_eq!(class_of(Some(-DAY), Some(-DAY)), Class::InUse);
        assert_eq!(class_of(None, Some(-DAY)), Class::Pending);
    }

    #[test]
    fn moments_at_the_ends_of_time_break_nothing() {
        let mut ancient = person(None, None);
        ancient.last_seen = Some(Timestamp(i64::MIN));
        let review = review(&mut [ancient].iter(), i64::MAX, Timestamp::MAX, &|_| None);
        assert_eq!(review.all().all, 1);
    }

    #[test]
    fn what_can_be_switched_off_is_proposed() {
        let people = [Some(true), Some(false), None].map(|is_active| User {
            is_active,
            ..person(Some(90 * DAY), Some(900 * DAY))
        });
        let review = reviewed(&people, 45);
        let proposed: Vec<bool> = review.findings.iter().map(Finding::is_proposed).collect();
        assert_eq!(proposed, [true, false, false]);
        let dormant = review.tally(Class::Dormant);
        assert_eq!((dormant.all, dormant.disabled, dormant.unsaid), (3, 1, 1));
        assert_eq!(dormant.enabled(), 2);
        // Without a date nobody knows how long it lies idle.
        let undated = reviewed(&[person(None, None)], 45);
        assert!(!undated.findings[0].is_proposed());
    }

    #[test]
    fn a_later_sign_in_from_elsewhere_contradicts_the_list() {
        let people = [person(Some(90 * DAY), Some(900 * DAY))];
        let with = |known: Option<i64>| {
            let known = known.map(ago);
            review(&mut people.iter(), 45, NOW, &|_| known).findings[0]
        };
        assert_eq!(with(None).later, None);
        // Before it was last seen: says nothing new.
        assert_eq!(with(Some(91 * DAY)).later, None);
        let outside = with(Some(50 * DAY));
        assert_eq!(outside.later, Some(ago(50 * DAY)));
        assert!(outside.is_proposed());
        let within = with(Some(3 * DAY));
        assert!(within.is_contradicted && !within.is_proposed());
    }

    #[test]
    fn owners_come_first_and_then_the_longest_idle() {
        let owner = |seen: i64| User {
            admin: true,
            ..person(Some(seen * DAY), None)
        };
        let people = [
            person(Some(50 * DAY), None),
            person(None, None),
            person(None, Some(300 * DAY)),
            owner(46),
            person(Some(400 * DAY), None),
            owner(60),
        ];
        let review = reviewed(&people, 45);
        let places: Vec<u32> = review.findings.iter().map(|one| one.place).collect();
        assert_eq!(places, [5, 3, 4, 2, 0, 1]);
        let days: Vec<Option<i64>> = review.findings.iter().map(Finding::days).collect();
        assert_eq!(
            days,
            [60, 46, 400, 300, 50]
                .map(Some)
                .into_iter()
                .chain([None])
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn columns_sort_and_the_unknown_stands_last_both_ways() {
        let named = |name: &str, seen: Option<i64>, made: Option<i64>| User {
            first_name: Some(name.to_owned()),
            ..person(seen.map(|days| days * DAY), made.map(|days| days * DAY))
        };
        let people = [
            named("bob", Some(50), Some(900)),
            named("Änne", None, Some(300)),
            named("Cat", Some(400), None),
        ];
        let review = reviewed(&people, 45);
        let users: Vec<&User> = people.iter().collect();
        let sorted = |column: &str, descending: bool| -> Vec<u32> {
            let order = review.sorted(&users, column, descending);
            let place = |at: &u32| review.findings[usize::try_from(*at).unwrap()].place;
            order.iter().map(place).collect()
        };
        assert_eq!(sorted("", false), [2, 1, 0]);
        assert_eq!(sorted("name", false), [1, 0, 2]);
        assert_eq!(sorted("name", true), [2, 0, 1]);
        assert_eq!(sorted("last-seen", false), [2, 0, 1]);
        assert_eq!(sorted("last-seen", true), [0, 2, 1]);
        assert_eq!(sorted("created", true), [1, 0, 2]);
        assert_eq!(sorted("idle", false), [0, 1, 2]);
        assert_eq!(sorted("idle", true), [2, 1, 0]);
    }

    fn anybody() -> impl Strategy<Value = User> {
        let days = || prop::option::of(-2..200_i64);
        (days(), days(), any::<bool>(), any::<Option<bool>>()).prop_map(
            |(seen, made, admin, is_active)| User {
                admin,
                is_active,
                ..person(seen.map(|days| days * DAY), made.map(|days| days * DAY))
            },
        )
    }

    proptest! {
        /// Every cut adds up to all accounts, and every account that is found is listed once.
        #[test]
        fn the_classes_add_up_to_all_accounts(
            people in prop::collection::vec(anybody(), 0..40),
            days in 0..150_i64,
        ) {
            let review = reviewed(&people, days);
            let all = review.all();
            prop_assert_eq!(all.all, people.len());
            prop_assert_eq!(all.owners, people.iter().filter(|one| one.admin).count());
            let off = |one: &&User| one.is_active == Some(false);
            prop_assert_eq!(all.disabled, people.iter().filter(off).count());
            prop_assert_eq!(all.unsaid, people.iter().filter(|one| one.is_active.is_none()).count());
            for class in Class::ALL {
                let tally = review.tally(class);
                prop_assert_eq!(tally.enabled() + tally.disabled, tally.all);
                prop_assert_eq!(tally.enabled_owners() + tally.disabled_owners, tally.owners);
                prop_assert!(tally.owners <= tally.all && tally.unsaid <= tally.enabled());
                let listed = review.findings.iter().filter(|one| one.class == class).count();
                prop_assert_eq!(listed, if class.is_found() { tally.all } else { 0 });
            }
            prop_assert_eq!(review.findings.len(), review.found().all);
            let mut places: Vec<u32> = review.findings.iter().map(|one| one.place).collect();
            places.sort_unstable();
            places.dedup();
            prop_assert_eq!(places.len(), review.findings.len());
        }

        /// More patience never finds more.
        #[test]
        fn a_longer_threshold_finds_no_more(
            people in prop::collection::vec(anybody(), 0..40),
            days in 0..150_i64,
            more in 0..50_i64,
        ) {
            prop_assert!(reviewed(&people, days + more).found().all <= reviewed(&people, days).found().all);
        }

        /// Every order has every finding once.
        #[test]
        fn every_order_has_all(people in prop::collection::vec(anybody(), 0..30), at in 0..8_usize, descending: bool) {
            let column = ["name", "email", "role", "status", "last-seen", "created", "idle", ""][at];
            let review = reviewed(&people, 45);
            let users: Vec<&User> = people.iter().collect();
            let mut order = review.sorted(&users, column, descending);
            order.sort_unstable();
            let all: Vec<u32> = (0..).take(review.findings.len()).collect();
            prop_assert_eq!(order, all);
        }
    }
}
