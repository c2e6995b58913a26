//! A person's sign-ins of the last 30 days: by day, by address, by client.

use super::list_index::sort_by;
use super::user_agent;
use crate::wire::time::Timestamp;
use crate::wire::tines::SignIn;

const DAY: i64 = 86_400_000;

/// How many local days are looked at, today included. A tenant keeps 30 days (doc).
pub const DAYS: usize = 30;

/// How far local time is ahead of UTC at a moment, in milliseconds.
pub type Offset<'a> = &'a dyn Fn(Timestamp) -> i64;

/// One local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which one, counted from 1970-01-01 as the local calendar has it.
    pub number: i64,
    /// Sign-ins. A tenant that does not say how they ended lists successes only.
    pub count: u32,
    /// Attempts that failed, where the tenant tells.
    pub failed: u32,
}

impl Day {
    /// A moment in the middle of the day, to name it by.
    pub fn noon(&self, offset: Offset<'_>) -> Timestamp {
        let noon = Timestamp(self.number * DAY + DAY / 2);
        Timestamp(noon.0 - offset(noon))
    }
}

/// An address or a client, and what came from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The address, or the client in words.
    pub name: String,
    /// The client's own words; empty for an address.
    pub detail: String,
    /// Sign-ins and failed attempts together.
    pub count: u32,
    /// When it was last seen.
    pub last: Option<Timestamp>,
}

/// The sign-ins of 30 local days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Each day, the oldest first; the last is today.
    pub days: Vec<Day>,
    /// The addresses, the latest first.
    pub addresses: Vec<Source>,
    /// The families of clients, the latest first.
    pub clients: Vec<Source>,
    /// Which of the sign-ins lie within the 30 days, as positions, the latest first.
    pub latest: Vec<u32>,
    /// Sign-ins.
    pub count: u32,
    /// Attempts that failed.
    pub failed: u32,
}

/// The first moment of the 30 local days that end with `now`.
pub fn first_moment(now: Timestamp, offset: Offset<'_>) -> Timestamp {
    let start = Timestamp(first_day(now, offset) * DAY);
    // The offset of that night: it may be another one than today's.
    let guess = Timestamp(start.0 - offset(start));
    Timestamp(start.0 - offset(guess))
}

fn first_day(now: Timestamp, offset: Offset<'_>) -> i64 {
    local_day(now, offset) - 29
}

fn local_day(at: Timestamp, offset: Offset<'_>) -> i64 {
    (at.0 + offset(at)).div_euclid(DAY)
}

/// Groups sign-ins, in any order; those outside the 30 days, or from the future by more than a day, are
/// left out. One without a moment belongs to no day.
pub fn summarise(all: &[SignIn], now: Timestamp, offset: Offset<'_>) -> Summary {
    let first = first_day(now, offset);
    let mut days: Vec<Day> = (first..)
        .take(DAYS)
        .map(|number| Day {
            number,
            count: 0,
            failed: 0,
        })
        .collect();
    let moment = |place: u32| at(all, place).and_then(|sign_in| sign_in.created_at);
    let mut latest: Vec<u32> = (0..u32::try_from(all.len()).unwrap_or(u32::MAX))
        .filter(|place| moment(*place).is_none_or(|at| local_day(at, offset) >= first))
        .collect();
    sort_by(&mut latest, &mut |a, b| moment(b).cmp(&moment(a)));

    let (mut addresses, mut clients) = (Vec::new(), Vec::new());
    let (mut count, mut failed) = (0, 0);
    for sign_in in latest.iter().filter_map(|place| at(all, *place)) {
        let is_failed = sign_in.success == Some(false);
        *if is_failed { &mut failed } else { &mut count } += 1;
        let day = sign_in
            .created_at
            .and_then(|at| usize::try_from(local_day(at, offset) - first).ok());
        if let Some(day) = day.and_then(|day| days.get_mut(day)) {
            *if is_failed {
                &mut day.failed
            } else {
                &mut day.count
            } += 1;
        }
        add(&mut addresses, sign_in, sign_in.ip.as_deref(), |ip| {
            ip.to_owned()
        });
        let agent = sign_in.user_agent.as_deref();
        add(&mut clients, sign_in, agent, user_agent::words);
    }
    Summary {
        days,
        addresses,
        clients,
        latest,
        count,
        failed,
    }
}

fn at(all: &[SignIn], place: u32) -> Option<&SignIn> {
    all.get(usize::try_from(place).ok()?)
}

/// Sign-ins come the latest first, so the sources stand in that order as well.
fn add(sources: &mut Vec<Source>, sign_in: &SignIn, said: Option<&str>, words: fn(&str) -> String) {
    let Some(said) = said else { return };
    let name = words(said);
    match sources.iter_mut().find(|source| source.name == name) {
        Some(source) => source.count += 1,
        None => sources.push(Source {
            detail: if name == said {
                String::new()
            } else {
                said.to_owned()
            },
            name,
            count: 1,
            last: sign_in.created_at,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::decode;

    const HOUR: i64 = 3_600_000;

    fn noon() -> Timestamp {
        Timestamp::parse("2026-01-15T12:00:00Z").expect("a moment")
    }

    fn sign_in(at: &str, ip: &str, agent: &str, more: &str) -> SignIn {
        decode(&format!(
            r#"{{"id":1,"created_at":"{at}","ip":"{ip}","user_agent":"{agent}"{more}}}"#
        ))
        .expect("a sign-in")
    }

    fn counts(summary: &Summary) -> Vec<(usize, u32, u32)> {
        let days = summary.days.iter().enumerate();
        days.filter(|(_, day)| day.count + day.failed > 0)
            .map(|(place, day)| (place, day.count, day.failed))
            .collect()
    }

    #[test]
    fn thirty_days_end_today() {
        let all = [
            sign_in("2026-01-15T11:00:00Z", "192.0.2.1", "curl/8", ""),
            sign_in("2026-01-15T00:00:00Z", "192.0.2.1", "curl/7", ""),
            sign_in("2026-01-14T23:59:59Z", "2001:db8::1", "Odd", ""),
            sign_in(
                "2025-12-17T00:00:00Z",
                "192.0.2.1",
                "Odd",
                r#","success":false"#,
            ),
            sign_in("2025-12-16T23:59:59Z", "198.51.100.9", "Odd", ""),
        ];
        let summary = summarise(&all, noon(), &|_| 0);
        assert_eq!(counts(&summary), [(0, 0, 1), (28, 1, 0), (29, 2, 0)]);
        assert_eq!((summary.count, summary.failed), (3, 1));
        assert_eq!(summary.latest, [0, 1, 2, 3]);
        let named = |sources: &[Source]| -> Vec<(String, u32)> {
            sources
                .iter()
                .map(|source| (source.name.clone(), source.count))
                .collect()
        };
        assert_eq!(
            named(&summary.addresses),
            [("192.0.2.1".to_owned(), 3), ("2001:db8::1".to_owned(), 1)]
        );
        assert_eq!(
            named(&summary.clients),
            [("curl, program".to_owned(), 2), ("Odd".to_owned(), 2)]
        );
        assert_eq!(summary.clients[0].detail, "curl/8");
        assert_eq!(summary.addresses[0].last, all[0].created_at);
    }

    #[test]
    fn days_are_local() {
        let all = [
            sign_in("2026-01-14T23:30:00Z", "192.0.2.1", "a", ""),
            sign_in("2026-01-15T04:30:00Z", "192.0.2.1", "a", ""),
        ];
        assert_eq!(counts(&summarise(&all, noon(), &|_| HOUR)), [(29, 2, 0)]);
        assert_eq!(
            counts(&summarise(&all, noon(), &|_| -5 * HOUR)),
            [(28, 2, 0)]
        );
    }

    #[test]
    fn the_clock_may_change_within_the_thirty_days() {
        // As in Dublin: summer time begins on 29 March 2026 at 01:00 UTC.
        let change = Timestamp::parse("2026-03-29T01:00:00Z").expect("a moment");
        let offset = |at: Timestamp| if at >= change { HOUR } else { 0 };
        let now = Timestamp::parse("2026-04-10T12:00:00Z").expect("a moment");
        assert_eq!(
            first_moment(now, &offset).to_rfc3339(),
            "2026-03-12T00:00:00Z"
        );
        let all = [
            // 00:30 on the 30th, and 00:30 on the 20th.
            sign_in("2026-03-29T23:30:00Z", "192.0.2.1", "a", ""),
            sign_in("2026-03-20T00:30:00Z", "192.0.2.1", "a", ""),
        ];
        let summary = summarise(&all, now, &offset);
        assert_eq!(counts(&summary), [(8, 1, 0), (18, 1, 0)]);
        let named = summary.days[18].noon(&offset).to_rfc3339();
        assert_eq!(named, "2026-03-30T11:00:00Z");
        // In summer, and the first day in winter's time.
        let new_york = |at: Timestamp| if at >= change { -4 * HOUR } else { -5 * HOUR };
        assert_eq!(
            first_moment(now, &new_york).to_rfc3339(),
            "2026-03-12T05:00:00Z"
        );
    }

    #[test]
    fn any_order_and_missing_moments_are_fine() {
        let mut undated = sign_in("2026-01-15T11:00:00Z", "192.0.2.7", "b", "");
        undated.created_at = None;
        undated.user_agent = None;
        let all = [
            undated,
            sign_in("2026-01-10T11:00:00Z", "192.0.2.1", "a", ""),
            sign_in("2026-01-12T11:00:00Z", "192.0.2.2", "a", ""),
        ];
        let summary = summarise(&all, noon(), &|_| 0);
        assert_eq!(summary.latest, [2, 1, 0]);
        assert_eq!(summary.count, 3);
        assert_eq!(counts(&summary), [(24, 1, 0), (26, 1, 0)]);
        assert_eq!(summary.addresses[2].last, None);
        let none = summarise(&[], noon(), &|_| 0);
        assert_eq!((none.days.len(), none.count), (DAYS, 0));
    }
}
