//! The Actions whose jobs are in the queues: most are steady, some flaky, a few broken.

use rusqlite::{Transaction, params};

use super::chance::{between, stream};

/// The Action that causes most of the dead jobs: whom it calls has been gone for weeks.
pub const CULPRIT: &str = "Create the ticket in ServiceNow";

/// An Action as the job generators see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Action {
    pub(super) id: i64,
    pub(super) nature: Nature,
    pub(super) error: &'static str,
    /// How much of the traffic it has, beside the others of its nature.
    pub(super) weight: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    Steady,
    Flaky,
    Broken,
}
use Nature::{Broken, Flaky, Steady};

/// Name, nature, what it fails with, and its share of the traffic.
const ACTIONS: [(Option<&str>, Nature, &str, u64); 40] = [
    (Some(CULPRIT), Broken, "Faraday::ConnectionFailed", 12),
    (
        Some("Parse the SOAP answer of the badge system"),
        Broken,
        "JSON::ParserError",
        2,
    ),
    (
        Some("Post to #sec-alerts (old webhook)"),
        Broken,
        "Faraday::ResourceNotFound",
        2,
    ),
    (None, Broken, "ArgumentError", 1),
    (
        Some("Search EDR for the hash"),
        Flaky,
        "Faraday::TimeoutError",
        6,
    ),
    (
        Some("Get the user’s manager from the directory"),
        Flaky,
        "Net::OpenTimeout",
        4,
    ),
    (
        Some("Detonate attachment in sandbox"),
        Flaky,
        "Net::ReadTimeout",
        4,
    ),
    (
        Some("Enrich IP with geolocation"),
        Flaky,
        "Faraday::TooManyRequestsError",
        5,
    ),
    (
        Some("Read phishing@ mailbox"),
        Flaky,
        "Net::IMAP::ResponseReadError",
        3,
    ),
    (
        Some("Summarise the alert with AI"),
        Flaky,
        "Faraday::TimeoutError",
        3,
    ),
    (
        Some("Query the SIEM (30 days)"),
        Flaky,
        "Faraday::TimeoutError",
        4,
    ),
    (
        Some("Push block list to the firewalls"),
        Flaky,
        "OpenSSL::SSL::SSLError",
        2,
    ),
    (
        Some("Записать в журнал"),
        Flaky,
        "Encoding::UndefinedConversionError",
        1,
    ),
    (Some("Receive EDR alerts"), Steady, "ArgumentError", 9),
    (Some("Receive SIEM alerts"), Steady, "ArgumentError", 9),
    (Some("Explode the observables"), Steady, "ArgumentError", 6),
    (
        Some("Deduplicate by hash for 24 h"),
        Steady,
        "ArgumentError",
        6,
    ),
    (Some("Is the sender internal?"), Steady, "NoMethodError", 5),
    (Some("Build the Slack message"), Steady, "ArgumentError", 5),
    (
        Some("Post to #soc-triage"),
        Steady,
        "Faraday::TimeoutError",
        5,
    ),
    (
        Some("Look up the domain’s age"),
        Steady,
        "Net::OpenTimeout",
        4,
    ),
    (
        Some("VirusTotal: file report"),
        Steady,
        "Faraday::TooManyRequestsError",
        4,
    ),
    (Some("URLhaus lookup"), Steady, "Faraday::TimeoutError", 3),
    (
        Some("Get device from the CMDB"),
        Steady,
        "Faraday::TimeoutError",
        3,
    ),
    (
        Some("Disable the account"),
        Steady,
        "Faraday::ForbiddenError",
        1,
    ),
    (
        Some("Revoke sessions"),
        Steady,
        "Faraday::UnauthorizedError",
        1,
    ),
    (
        Some("E-mail the on-call engineer"),
        Steady,
        "Net::SMTPServerBusy",
        2,
    ),
    (Some("Open a case"), Steady, "ArgumentError", 2),
    (Some("Delay 15 minutes"), Steady, "ArgumentError", 2),
    (
        Some("Send to Story: Isolate host"),
        Steady,
        "ArgumentError",
        2,
    ),
    (Some("Normalise timestamps → UTC"), Steady, "TypeError", 3),
    (Some("Vérifier l’adresse IP"), Steady, "ArgumentError", 2),
    (
        Some("検体をアップロードする"),
        Steady,
        "Faraday::TimeoutError",
        1,
    ),
    (
        Some(
            "Throttle: at most one message an hour per user and per rule, whichever of the two is reached first, unless severity is critical",
        ),
        Steady,
        "ArgumentError",
        1,
    ),
    (None, Steady, "ArgumentError", 2),
    (None, Steady, "Faraday::TimeoutError", 1),
    (
        Some("Quarterly access review: list the owners"),
        Steady,
        "ArgumentError",
        1,
    ),
    (
        Some("New hire: create accounts"),
        Steady,
        "Faraday::ConflictError",
        1,
    ),
    (
        Some("Leaver: remove accounts"),
        Steady,
        "Faraday::ResourceNotFound",
        1,
    ),
    (
        Some("Nightly: prune old records"),
        Steady,
        "ArgumentError",
        1,
    ),
];

/// Stores so many Actions; where there are more than names, copies of them, as people make them.
pub(super) fn store(tx: &Transaction<'_>, count: usize) -> rusqlite::Result<Vec<Action>> {
    let random = &mut stream("actions", 0);
    let mut insert =
        tx.prepare("INSERT INTO actions (id, name, nature, error_class) VALUES (?1, ?2, ?3, ?4)")?;
    let mut actions = Vec::with_capacity(count);
    let mut id = 24_117;
    for index in 0..count {
        let (name, nature, error, weight) = ACTIONS[index % ACTIONS.len()];
        let copy = index / ACTIONS.len();
        let name = name.map(|name| {
            if copy == 0 {
                name.to_owned()
            } else {
                format!("{name} ({copy})")
            }
        });
        insert.execute(params![id, name, nature.name(), error])?;
        actions.push(Action {
            id,
            nature,
            error,
            weight,
        });
        id += between(random, 1, 160);
    }
    Ok(actions)
}

impl Nature {
    fn name(self) -> &'static str {
        match self {
            Steady => "steady",
            Flaky => "flaky",
            Broken => "broken",
        }
    }
}
