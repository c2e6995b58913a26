//! The kinds of marks, and the thresholds of their rules.

/// What kind of oddness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An account that was silent for long has signed in.
    Dormant,
    /// Many people from one address that is nobody's usual one.
    SharedAddress,
    /// Many sign-ins of one person in a short time.
    Burst,
    /// Failed attempts, and then a success.
    Failures,
    /// One person from two addresses within minutes.
    TwoAddresses,
    /// For the first time from this address.
    NewAddress,
    /// For the first time with this client.
    NewClient,
    /// Outside this person's usual hours.
    Hours,
}

impl Kind {
    /// All, the heaviest first; the place is the bit in [`Entry::marks`](crate::analysis::audit::entry::Entry::marks).
    pub const ALL: [Self; 8] = [
        Self::Dormant,
        Self::SharedAddress,
        Self::Burst,
        Self::Failures,
        Self::TwoAddresses,
        Self::NewAddress,
        Self::NewClient,
        Self::Hours,
    ];

    /// As a filter writes it: `mark:new-address`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dormant => "dormant",
            Self::SharedAddress => "shared-address",
            Self::Burst => "burst",
            Self::Failures => "failures",
            Self::TwoAddresses => "two-addresses",
            Self::NewAddress => "new-address",
            Self::NewClient => "new-client",
            Self::Hours => "hours",
        }
    }

    /// Its bit in [`Entry::marks`](crate::analysis::audit::entry::Entry::marks).
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The thresholds. A rule whose threshold is `None` is off.
///
/// Common to all: records that do not say when are in none. What is usual for a person is so by what came before,
/// never by what came after, so that a mark does not vanish when an intruder stays. Networks (/24, /48) count and
/// not single addresses, except where many people share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Dormant: a sign-in after at least so many days without one. Before the first one that is known, the
    /// silence is as long as sign-ins are known, or the account exists.
    pub dormant_days: Option<u32>,
    /// Shared address: at least so many people signed in, or tried to, from one address who had never done so in
    /// at least `history_days` that are known of them, and they are more than half of all that came from there.
    pub shared_people: Option<u32>,
    /// Burst: at least so many sign-ins of one person …
    pub burst_count: Option<u32>,
    /// … within so many minutes; not if that had happened on [`super::USUAL_DAYS`] days before, as with a script.
    pub burst_minutes: u32,
    /// Failures: at least so many failed attempts within the hour before a success; one less is enough if it
    /// comes from a network that is not usual for the person (see `two_minutes`).
    pub failures: Option<u32>,
    /// Two addresses: two sign-ins after one another, at most so many minutes apart, from two networks of which
    /// one is not usual for the person: used on fewer than [`super::USUAL_DAYS`] days before, and not the
    /// tenant's own (usual for [`super::OWN_PEOPLE`] people). Not for somebody seen in more than
    /// [`super::MOST_PLACES`] networks before.
    pub two_minutes: Option<u32>,
    /// Two addresses, new address, new client, hours: the person's first sign-in that is known lies at least so many
    /// days back.
    pub history_days: u32,
    /// Whether a new address is marked: the first sign-in from a network, with the exceptions of `two_minutes`.
    pub new_address: bool,
    /// Whether a new client is marked: the first sign-in with a family ("Firefox on Linux").
    pub new_client: bool,
    /// Hours: at least so many hours before or after the person's usual day. That is the shortest part of the
    /// clock's round with all hours of earlier sign-ins, [`super::LEAST_SIGN_INS`] at least, and
    /// [`super::DAY_HOURS`] hours from its beginning.
    pub hours_away: Option<u32>,
}

impl Default for Rules {
    /// Such that an ordinary month has no mark.
    fn default() -> Self {
        Self {
            // A tenant keeps 30 days: more than this, and what woke last week could not be told.
            dormant_days: Some(21),
            shared_people: Some(5),
            burst_count: Some(5),
            burst_minutes: 10,
            failures: Some(3),
            two_minutes: Some(60),
            // Two working weeks hold the day at home, the telephone and the other office.
            history_days: 14,
            new_address: true,
            new_client: true,
            hours_away: Some(4),
        }
    }
}
