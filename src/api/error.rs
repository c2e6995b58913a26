//! What can go wrong between a click and an answer, and the words for it.

use crate::wire::refusal::Refusal;

/// What kind of failure it was; decides the words and what the person can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No answer at all: no network, no proxy, a dropped connection.
    Offline,
    /// No answer in time.
    TimedOut,
    /// 401: the key is wrong, or no longer valid.
    SignedOut,
    /// 403: the key may not do this.
    Forbidden,
    /// 404: not there, or hidden from this key.
    Missing,
    /// 409: somebody else was quicker.
    Conflict,
    /// 400, 422 and other refusals of what was sent.
    Invalid,
    /// 429: too many requests a minute.
    Busy {
        /// Seconds to wait, if the answer said so.
        retry_after: Option<u32>,
    },
    /// 5xx.
    Server,
    /// An answer that is not what this API says: HTML where JSON was due, or JSON of another shape.
    Unreadable,
    /// This tenant has no such endpoint.
    Unavailable,
    /// Not sent: changes are switched off ([`crate::state::read_only`]).
    ReadOnly,
    /// Not sent: the keys were taken out of the tab meanwhile.
    Locked,
    /// Not sent: the person stopped it before its turn came.
    Stopped,
}

/// What is known of a change that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It never left the browser.
    Unsent,
    /// The server refused it: nothing was carried out.
    Refused,
    /// Nobody knows whether it was carried out.
    Unknown,
}

/// A request, as it may be shown: never with a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// Path and query on this site.
    pub path: String,
}

/// One failed call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// What kind.
    pub kind: Kind,
    /// The server's own words, if it had any.
    pub message: Option<String>,
    /// Refusals that belong to a field: its name, and what is wrong with it.
    pub fields: Vec<(String, Vec<String>)>,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// What was sent.
    pub request: Request,
    /// How long it took until it failed, in milliseconds, all tries together.
    pub millis: u32,
    /// How often it was tried.
    pub tries: u32,
}

impl ApiError {
    /// A failure without an answer.
    pub fn unanswered(kind: Kind, request: Request) -> Self {
        Self {
            kind,
            message: None,
            fields: Vec::new(),
            status: None,
            request,
            millis: 0,
            tries: 1,
        }
    }

    /// A refusal: an answer whose status is not 2xx.
    pub fn refused(
        status: u16,
        body: &str,
        content_type: Option<&str>,
        retry_after: Option<u32>,
        request: Request,
    ) -> Self {
        let refusal = Refusal::read(body, content_type);
        // A proxy's page says nothing about the API: its text would only confuse.
        let message = if refusal.is_html {
            None
        } else {
            refusal.message
        };
        Self {
            kind: kind_of(status, retry_after),
            message,
            fields: refusal.fields,
            status: Some(status),
            request,
            millis: 0,
            tries: 1,
        }
    }

    /// An answer that is not what the API says.
    pub fn unreadable(status: u16, why: impl Into<String>, request: Request) -> Self {
        Self {
            message: Some(why.into()),
            status: Some(status),
            ..Self::unanswered(Kind::Unreadable, request)
        }
    }

    /// What happened, in one sentence.
    pub fn title(&self) -> &'static str {
        match self.kind {
            Kind::Offline => "No answer: the connection failed",
            Kind::TimedOut => "No answer in time",
            Kind::SignedOut => "The key was not accepted",
            Kind::Forbidden => "This key may not do that",
            Kind::Missing => "Not found",
            Kind::Conflict if !self.is_read() => "Somebody else changed it",
            Kind::Conflict | Kind::Invalid => "The server refused what was sent",
            Kind::Busy { .. } => "Too many requests",
            Kind::Server => "The server failed",
            Kind::Unreadable => "The answer is not what this API says",
            Kind::Unavailable => "Not available on this tenant",
            Kind::ReadOnly => "Not sent: read-only mode is on",
            Kind::Locked => "Not sent: the keys are gone from this tab",
            Kind::Stopped => "Not sent: it was stopped before its turn",
        }
    }

    /// What it means and what to do about it.
    pub fn advice(&self) -> &'static str {
        if self.is_in_doubt() {
            return IN_DOUBT;
        }
        match self.kind {
            Kind::Offline => {
                "Check the network and the reverse proxy, then try again. Nothing on this page was lost."
            }
            Kind::TimedOut => {
                "The server or the line is slow. Try again; if it stays so, look at the reverse proxy."
            }
            Kind::SignedOut => "Give a valid key; you go on where you stand.",
            Kind::Forbidden => {
                "The key is valid but lacks the right. Ask an owner of the tenant for one that has it."
            }
            Kind::Missing => "It was deleted meanwhile, or this key may not see it.",
            Kind::Conflict if !self.is_read() => "Read it again, look at what changed, and decide.",
            Kind::Invalid if !self.is_read() => "Correct what is marked and send it again.",
            Kind::Busy { .. } => {
                "The tenant limits the requests a minute, and others share the limit. Wait a moment, then try again."
            }
            // Nobody typed what a read asks.
            Kind::Server | Kind::Conflict | Kind::Invalid => {
                "This is on the server's side. Try again in a moment; if it stays so, tell whoever runs it."
            }
            Kind::Unreadable => {
                "The path may lead to something else than the admin API: check the reverse proxy and the base path of this connection."
            }
            Kind::Unavailable => {
                "This kind or version of tenant does not offer it. Everything else works."
            }
            Kind::ReadOnly => {
                "Nothing left this browser. Switch read-only mode off in the top bar, unless config.json keeps this connection read-only, then send it again."
            }
            Kind::Locked => "Nothing left this browser. Give the key, then send it again.",
            Kind::Stopped => "Nothing left this browser. Send it again if you still want it.",
        }
    }

    /// Whether nothing was to be changed.
    fn is_read(&self) -> bool {
        self.request.method == "GET"
    }

    /// What was sent and what came back, for a report: method, path, status, time and tries; never the key.
    pub fn trace(&self) -> String {
        let Request { method, path } = &self.request;
        if self.fate() == Fate::Unsent {
            return format!("{method} {path}: not sent");
        }
        let answer = self
            .status
            .map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        let tries = if self.tries > 1 {
            format!(", {} tries", self.tries)
        } else {
            String::new()
        };
        format!("{method} {path} → {answer}, {} ms{tries}", self.millis)
    }

    /// What is known of a change that failed so. Only an answer that the API itself gives when it refuses
    /// says that nothing was carried out: a server's fault, a proxy's, an odd answer or none at all may
    /// have come after the deed (RFC 9110, 9.2.2 and 15.6).
    pub fn fate(&self) -> Fate {
        match (self.kind, self.status) {
            (Kind::ReadOnly | Kind::Locked | Kind::Stopped, _) => Fate::Unsent,
            (Kind::TimedOut | Kind::Offline | Kind::Server | Kind::Unreadable, _) | (_, None) => {
                Fate::Unknown
            }
            _ => Fate::Refused,
        }
    }

    /// Whether it was a change of which nobody knows whether it was carried out: sent again blindly, it may
    /// be done twice.
    pub fn is_in_doubt(&self) -> bool {
        !matches!(self.request.method, "" | "GET") && self.fate() == Fate::Unknown
    }

    /// How it failed, in one sentence: the server's words if it had any, with what was said of each field.
    pub fn words(&self) -> String {
        let mut words = self.message.clone().unwrap_or_default();
        for (field, faults) in &self.fields {
            for fault in faults {
                if !words.is_empty() {
                    words.push_str("; ");
                }
                words.extend([field, " ", fault]);
            }
        }
        if words.is_empty() {
            self.title().clone_into(&mut words);
        }
        words
    }

    /// Whether a read may be tried again by itself: the failure is of the passing kind.
    pub fn is_passing(&self) -> bool {
        matches!(self.kind, Kind::Offline | Kind::Busy { .. })
            || matches!(self.status, Some(502..=504))
    }
}

const IN_DOUBT: &str = "Nobody knows whether it was carried out: look at the record first, and send it again only if it was not.";

fn kind_of(status: u16, retry_after: Option<u32>) -> Kind {
    match status {
        401 => Kind::SignedOut,
        403 => Kind::Forbidden,
        404 | 410 => Kind::Missing,
        405 | 501 => Kind::Unavailable,
        408 => Kind::TimedOut,
        409 | 412 => Kind::Conflict,
        429 => Kind::Busy { retry_after },
        400..=499 => Kind::Invalid,
        500..=599 => Kind::Server,
        _ => Kind::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, body: &str, content_type: &str) -> ApiError {
        let request = Request {
            method: "GET",
            path: "/tines/api/v1/admin/users".into(),
        };
        ApiError::refused(status, body, Some(content_type), Some(7), request)
    }

    #[test]
    fn only_401_is_about_the_key() {
        let about_the_key =
            (400..=599).filter(|status| refused(*status, "", "").kind == Kind::SignedOut);
        assert_eq!(about_the_key.collect::<Vec<_>>(), [401]);
    }

    #[test]
    fn passing_failures_are_429_502_503_504_and_no_answer() {
        let passing: Vec<u16> = (400..=599)
            .filter(|status| refused(*status, "", "").is_passing())
            .collect();
        assert_eq!(passing, [429, 502, 503, 504]);
        assert!(ApiError::unanswered(Kind::Offline, Request::default()).is_passing());
        assert!(!ApiError::unanswered(Kind::TimedOut, Request::default()).is_passing());
    }

    #[test]
    fn only_a_refusal_of_the_api_says_that_nothing_was_carried_out() {
        let refusals: Vec<u16> = (300..=599)
            .filter(|status| refused(*status, "", "").fate() == Fate::Refused)
            .collect();
        let client_errors = (400..=499).filter(|status| *status != 408);
        assert_eq!(refusals, client_errors.chain([501]).collect::<Vec<_>>());
        for (kind, fate) in [
            (Kind::Offline, Fate::Unknown),
            (Kind::TimedOut, Fate::Unknown),
            (Kind::ReadOnly, Fate::Unsent),
            (Kind::Locked, Fate::Unsent),
            (Kind::Stopped, Fate::Unsent),
        ] {
            assert_eq!(
                ApiError::unanswered(kind, Request::default()).fate(),
                fate,
                "{kind:?}"
            );
        }
    }

    #[test]
    fn after_a_change_in_doubt_one_looks_before_one_tries_again() {
        let advice = |method, kind| {
            let path = String::new();
            ApiError::unanswered(kind, Request { method, path }).advice()
        };
        for kind in [Kind::Offline, Kind::TimedOut, Kind::Server] {
            for method in ["POST", "PUT", "DELETE"] {
                assert!(advice(method, kind).contains("look at the record first"));
            }
            assert!(!advice("GET", kind).contains("look at the record"));
        }
        assert!(advice("POST", Kind::Stopped).starts_with("Nothing left this browser"));
        let refused = ApiError {
            request: Request {
                method: "PUT",
                path: String::new(),
            },
            ..refused(422, "", "")
        };
        assert!(refused.advice().starts_with("Correct"));
    }

    #[test]
    fn a_read_that_is_refused_blames_nobody_for_what_was_typed() {
        for status in [400, 409, 412, 422] {
            let error = refused(status, "", "");
            assert_eq!(error.title(), "The server refused what was sent");
            assert!(error.advice().contains("on the server's side"), "{status}");
        }
    }

    #[test]
    fn the_words_are_the_server_s_where_it_had_any() {
        assert_eq!(refused(403, "", "").words(), "This key may not do that");
        assert_eq!(
            refused(422, r#"{"error":"no"}"#, "application/json").words(),
            "no"
        );
        let both = ApiError {
            message: None,
            fields: vec![("email".to_owned(), vec!["is taken".to_owned()])],
            ..refused(422, "", "")
        };
        assert_eq!(both.words(), "email is taken");
    }

    #[test]
    fn a_page_of_html_is_never_the_message() {
        let error = refused(502, "<html><h1>Bad Gateway</h1></html>", "text/html");
        assert_eq!((error.message, error.status), (None, Some(502)));
    }

    #[test]
    fn the_trace_says_what_was_sent() {
        let mut error = refused(429, "", "");
        error.millis = 1200;
        error.tries = 4;
        assert_eq!(
            error.trace(),
            "GET /tines/api/v1/admin/users → 429, 1200 ms, 4 tries"
        );
    }
}
