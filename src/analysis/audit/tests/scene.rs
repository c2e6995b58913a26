//! Small months written down: who signed in when and from where.

use super::month::{DAY, HOUR, sign_in, user};
use crate::analysis::audit::entry::{Book, Entry};
use crate::analysis::audit::marks::{Kind, Mark, Rules, marks};
use crate::wire::time::Timestamp;
use crate::wire::tines::{SignIn, User};

/// 2026-01-15T12:00:00Z, a Thursday.
pub const NOW: i64 = 1_768_478_400_000;
/// Thirty days before.
pub const SINCE: Timestamp = Timestamp(NOW - 30 * DAY);
pub const FIREFOX: &str =
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[derive(Default)]
pub struct Scene {
    book: Book,
    pub entries: Vec<Entry>,
}

impl Scene {
    pub fn new() -> Self {
        Self::default()
    }

    /// Somebody whose account was made so many milliseconds before now.
    pub fn account(&mut self, id: i64, age: i64) -> &mut Self {
        self.list(User {
            created_at: Some(Timestamp(NOW - age)),
            ..user(id)
        })
    }

    /// An owner of old.
    pub fn owner(&mut self, id: i64) -> &mut Self {
        self.list(User {
            admin: true,
            created_at: Some(Timestamp(NOW - 900 * DAY)),
            ..user(id)
        })
    }

    fn list(&mut self, user: User) -> &mut Self {
        self.book.list(&user);
        self
    }

    /// A sign-in so many milliseconds before now.
    pub fn came(&mut self, person: i64, ago: i64, ip: &str) -> &mut Self {
        self.came_with(person, ago, ip, FIREFOX)
    }

    pub fn came_with(&mut self, person: i64, ago: i64, ip: &str, client: &str) -> &mut Self {
        self.add(person, ago, ip, client, None)
    }

    pub fn failed(&mut self, person: i64, ago: i64, ip: &str) -> &mut Self {
        self.add(person, ago, ip, FIREFOX, Some(false))
    }

    fn add(
        &mut self,
        person: i64,
        ago: i64,
        ip: &str,
        client: &str,
        success: Option<bool>,
    ) -> &mut Self {
        let record = SignIn {
            created_at: Some(Timestamp(NOW - ago)),
            ip: Some(ip.to_owned()),
            user_agent: Some(client.to_owned()),
            success,
            ..sign_in(i64::try_from(self.entries.len()).expect("few"))
        };
        self.entries.push(self.book.sign_in(&record, person));
        self
    }

    /// Every day at 09:00 UTC, for 29 days up to today.
    pub fn month(&mut self, person: i64, ip: &str) -> &mut Self {
        for day in 0..29 {
            self.came(person, day * DAY + 3 * HOUR, ip);
        }
        self
    }

    /// What one rule alone finds.
    pub fn find(&self, kind: Kind) -> Vec<Mark> {
        self.find_by(&only(kind))
    }

    pub fn find_by(&self, rules: &Rules) -> Vec<Mark> {
        marks(&self.entries, rules, SINCE)
    }
}

/// All rules but one switched off.
pub fn only(kind: Kind) -> Rules {
    let all = Rules::default();
    Rules {
        dormant_days: all.dormant_days.filter(|_| kind == Kind::Dormant),
        shared_people: all.shared_people.filter(|_| kind == Kind::SharedAddress),
        burst_count: all.burst_count.filter(|_| kind == Kind::Burst),
        failures: all.failures.filter(|_| kind == Kind::Failures),
        two_minutes: all.two_minutes.filter(|_| kind == Kind::TwoAddresses),
        new_address: kind == Kind::NewAddress,
        new_client: kind == Kind::NewClient,
        hours_away: all.hours_away.filter(|_| kind == Kind::Hours),
        ..all
    }
}
