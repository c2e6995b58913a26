//! Whether the dashboard is hosted as it should be: what each answer of the web server says about that, in words, and
//! what to do. Asking is `pages::checks`'s; how to host is in `docs/deploy.md`.

pub mod api;
pub mod headers;
pub mod site;

/// How good it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// Works, and could be better.
    Doubtful,
    /// Does not work, or is not safe.
    Bad,
    /// Could not be looked at.
    Unknown,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How good it is.
    pub verdict: Verdict,
    /// What is the case.
    pub found: String,
    /// What to do, and why; empty where nothing is to be done.
    pub advice: &'static str,
}

impl Finding {
    fn new(verdict: Verdict, found: impl Into<String>, advice: &'static str) -> Self {
        let found = found.into();
        Self {
            verdict,
            found,
            advice,
        }
    }

    /// As it should be.
    pub fn good(found: impl Into<String>) -> Self {
        Self::new(Verdict::Good, found, "")
    }

    /// Works, and could be better.
    pub fn doubtful(found: impl Into<String>, advice: &'static str) -> Self {
        Self::new(Verdict::Doubtful, found, advice)
    }

    /// Does not work, or is not safe.
    pub fn bad(found: impl Into<String>, advice: &'static str) -> Self {
        Self::new(Verdict::Bad, found, advice)
    }

    /// Could not be looked at.
    pub fn unknown(found: impl Into<String>, advice: &'static str) -> Self {
        Self::new(Verdict::Unknown, found, advice)
    }
}

/// The headers that the checks look at, by their lower-case names.
pub const LOOKED_AT: [&str; 12] = [
    "content-type",
    "content-encoding",
    "cache-control",
    "date",
    "age",
    "server",
    headers::ALL[0].name,
    headers::ALL[1].name,
    headers::ALL[2].name,
    headers::ALL[3].name,
    headers::ALL[4].name,
    headers::ALL[5].name,
];
