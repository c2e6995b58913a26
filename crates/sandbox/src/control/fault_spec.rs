//! One fault as it is asked for, and what it asks for.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::reshape::Reshape;

/// The longest delay: ten minutes, in milliseconds.
pub const LONGEST_DELAY: u64 = 600_000;

/// A fault as it is asked for. `path` and at least one of `delay_ms`, `hold`, `status`, `cut_after`,
/// `reshape`, `html_502` and `drop` must be there; of the last five at most one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "fields of a request's body, each a switch of its own"
)]
pub struct Spec {
    /// The method; absent or `*`: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Which paths, as they arrive: `*` stands for any run of characters, slashes too. The query
    /// counts only if the pattern has a `?`.
    pub path: String,
    /// How many requests it hits; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Wait so many milliseconds (with `after`: between the change and the answer).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// Wait until the fault is taken away (with `after`: between the change and the answer), ten minutes at
    /// most: a slow answer that comes when a test wants it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hold: bool,
    /// Do it after the handler ran and changed things, not instead of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub after: bool,
    /// Answer with this status, 200 to 599.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// With `status`: the body; a string as it is, anything else as JSON. Absent: empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// With `status`: instead of `text/plain` for a string and `application/json` for anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// With `status`: more headers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// With `status`: `Retry-After`, in seconds. Absent: no such header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The handler's own answer, but only so many bytes of its body (at least one is always missing).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_after: Option<usize>,
    /// With `cut_after`: how the short body ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// The handler's own answer in another shape.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reshape: Option<Reshape>,
    /// A reverse proxy's page, as nginx has it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub html_502: bool,
    /// Close the connection without an answer. The same request sent again at once, as browsers do by
    /// themselves, is dropped with it and counts as one hit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drop: bool,
}

/// How a body that was cut ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// As if it were whole: only the JSON is broken.
    Clean,
    /// The connection breaks before the promised length is reached.
    Dropped,
}

/// What is put in an answer's place.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Another answer.
    Answer(StatusCode, HeaderMap, String),
    /// The handler's answer with a body of at most so many bytes.
    Cut(usize, Ending),
    /// The handler's answer in another shape.
    Reshape(Reshape),
    /// No answer.
    Drop,
}

impl Spec {
    /// Whether a request is meant.
    pub fn matches(&self, method: &str, path_and_query: &str) -> bool {
        let asked = self.method.as_deref().unwrap_or("*");
        let subject = if self.path.contains('?') {
            path_and_query
        } else {
            path_and_query
                .split_once('?')
                .map_or(path_and_query, |(path, _)| path)
        };
        (asked == "*" || asked.eq_ignore_ascii_case(method)) && glob(&self.path, subject)
    }

    /// What the fields ask for, or what is wrong with them.
    pub fn effect(&self) -> Result<Option<Effect>, String> {
        let asked = [
            self.status.is_some(),
            self.cut_after.is_some(),
            self.reshape.is_some(),
            self.html_502,
            self.drop,
        ];
        let asked = asked.into_iter().filter(|&asked| asked).count();
        if asked > 1 {
            return Err("at most one of status, cut_after, reshape, html_502 and drop".into());
        }
        if asked == 0 && self.delay_ms.is_none() && !self.hold {
            return Err(
                "one of delay_ms, hold, status, cut_after, reshape, html_502 and drop is needed"
                    .into(),
            );
        }
        if self.delay_ms.is_some_and(|ms| ms > LONGEST_DELAY) {
            return Err(format!("delay_ms is at most {LONGEST_DELAY}"));
        }
        let answers = self.body.is_some()
            || self.content_type.is_some()
            || !self.headers.is_empty()
            || self.retry_after.is_some();
        if answers && self.status.is_none() {
            return Err("body, content_type, headers and retry_after belong to a status".into());
        }
        if self.ending.is_some() && self.cut_after.is_none() {
            return Err("ending belongs to cut_after".into());
        }
        if self.drop {
            return Ok(Some(Effect::Drop));
        }
        if let Some(how) = self.reshape {
            return Ok(Some(Effect::Reshape(how)));
        }
        if self.html_502 {
            let headers = HeaderMap::from_iter([(
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html"),
            )]);
            return Ok(Some(Effect::Answer(
                StatusCode::BAD_GATEWAY,
                headers,
                PROXY_PAGE.into(),
            )));
        }
        if let Some(bytes) = self.cut_after {
            return Ok(Some(Effect::Cut(
                bytes,
                self.ending.unwrap_or(Ending::Clean),
            )));
        }
        self.status.map(|status| self.answer(status)).transpose()
    }

    fn answer(&self, status: u16) -> Result<Effect, String> {
        let status = StatusCode::from_u16(status)
            .ok()
            .filter(|status| (200..600).contains(&status.as_u16()))
            .ok_or("status is a number from 200 to 599")?;
        let (body, content_type) = match &self.body {
            None => (String::new(), None),
            Some(Value::String(text)) => (text.clone(), Some("text/plain; charset=utf-8")),
            Some(json) => (json.to_string(), Some("application/json")),
        };
        if !body.is_empty() && matches!(status.as_u16(), 204 | 205 | 304) {
            return Err("204, 205 and 304 have no body".into());
        }
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let name: HeaderName = name
                .parse()
                .map_err(|_| format!("no header name: {name}"))?;
            if [
                header::CONTENT_LENGTH,
                header::TRANSFER_ENCODING,
                header::CONNECTION,
            ]
            .contains(&name)
            {
                return Err(format!("{name} is the server's to set"));
            }
            headers.insert(name, header_value(value)?);
        }
        if let Some(kind) = self.content_type.as_deref().or(content_type) {
            headers.insert(header::CONTENT_TYPE, header_value(kind)?);
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        Ok(Effect::Answer(status, headers, body))
    }
}

fn header_value(text: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_str(text).map_err(|_| format!("no header value: {text}"))
}

/// nginx's page for 502, as people meet it.
const PROXY_PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
    <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// Whether a text fits a pattern whose `*` stands for any run of characters; all else is literal.
fn glob(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, behind)) = text.split_once(part) else {
            return false;
        };
        text = behind;
    }
    text.ends_with(last)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    fn spec(json: Value) -> Spec {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn patterns() {
        for (pattern, text, fits) in [
            ("/a", "/a", true),
            ("/a", "/a/b", false),
            ("*", "", true),
            ("/a*", "/a/b/c", true),
            ("/a/*/c", "/a/b/c", true),
            ("/a/*/c", "/a/c", false),
            ("*/users*/x", "/tyk/users/1/x", true),
            ("/a*a", "/a", false),
            ("/**b", "/b", true),
            ("/a?*p=2", "/a?q=1&p=2", true),
        ] {
            assert_eq!(glob(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn the_query_counts_only_where_it_is_named() {
        assert!(spec(json!({"path": "/a", "drop": true})).matches("GET", "/a?p=1"));
        assert!(!spec(json!({"path": "/a?p=2", "drop": true})).matches("GET", "/a?p=1"));
        assert!(!spec(json!({"path": "/a", "method": "post", "drop": true})).matches("GET", "/a"));
        assert!(spec(json!({"path": "/a", "method": "get", "drop": true})).matches("GET", "/a"));
    }

    #[test]
    fn an_answer_has_the_headers_asked_for() {
        let asked = spec(json!({
            "path": "/", "status": 429, "body": {"a": 1}, "retry_after": 7, "headers": {"X-Why": "test"}
        }));
        let Some(Effect::Answer(status, headers, body)) = asked.effect().unwrap() else {
            unreachable!()
        };
        assert_eq!((status.as_u16(), body.as_str()), (429, r#"{"a":1}"#));
        assert_eq!(headers["retry-after"], "7");
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["x-why"], "test");
        let bare = spec(json!({"path": "/", "status": 429})).effect().unwrap();
        assert!(
            matches!(bare, Some(Effect::Answer(_, headers, body)) if headers.is_empty() && body.is_empty())
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (json, word) in [
            (json!({"path": "/"}), "needed"),
            (
                json!({"path": "/", "status": 500, "drop": true}),
                "at most one",
            ),
            (
                json!({"path": "/", "reshape": "null_lists", "drop": true}),
                "at most one",
            ),
            (json!({"path": "/", "status": 101}), "200 to 599"),
            (json!({"path": "/", "status": 204, "body": "x"}), "no body"),
            (
                json!({"path": "/", "drop": true, "body": "x"}),
                "belong to a status",
            ),
            (
                json!({"path": "/", "drop": true, "ending": "clean"}),
                "belongs to cut_after",
            ),
            (json!({"path": "/", "delay_ms": 9_999_999}), "at most"),
            (
                json!({"path": "/", "status": 500, "headers": {"a b": ""}}),
                "header name",
            ),
            (
                json!({"path": "/", "status": 500, "headers": {"a": "\n"}}),
                "header value",
            ),
            (
                json!({"path": "/", "status": 500, "headers": {"Content-Length": "1"}}),
                "server's to set",
            ),
        ] {
            let error = spec(json.clone()).effect().unwrap_err();
            assert!(error.contains(word), "{json}: {error}");
        }
        assert!(serde_json::from_value::<Spec>(json!({"path": "/", "dorp": true})).is_err());
    }
}
