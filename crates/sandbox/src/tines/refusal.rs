//! Saying no, in the shape that the dialect has for it.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::switches::{ErrorShape, Presence, Switches};

/// A 4xx or 5xx. As a response it is a bare status that carries the refusal along; the guard, which
/// every answer passes, gives it its body ([`Refusal::render`]).
#[derive(Clone, Debug)]
pub struct Refusal {
    status: StatusCode,
    /// What is wrong with the request as a whole; unused if there are `problems`.
    message: String,
    problems: Vec<Problem>,
    /// Seconds.
    retry_after: Option<u64>,
}

/// What is wrong with one field: `Problem("email", "has already been taken")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(pub &'static str, pub String);

impl Problem {
    /// `Email has already been taken`
    fn sentence(&self) -> String {
        let name = self.0.replace('_', " ");
        let mut letters = name.chars();
        let first = letters.next().map(char::to_uppercase).into_iter().flatten();
        format!(
            "{}{} {}",
            first.collect::<String>(),
            letters.as_str(),
            self.1
        )
    }
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            problems: Vec::new(),
            retry_after: None,
        }
    }

    /// 400: the request cannot be read.
    pub fn bad_request(message: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// 401: the key is missing, wrong, or not sent the way this tenant wants it.
    pub fn unauthorised() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Invalid API key")
    }

    /// 403: the key may not do this, or this tenant does not.
    pub fn forbidden(message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }

    /// 404: no such path, no such record, or one that the key may not see.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found")
    }

    /// 405.
    pub fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
    }

    /// 413: more than 2 MiB.
    pub fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Request body is larger than 2 MiB",
        )
    }

    /// 422: the fields' values will not do.
    pub fn invalid(problems: Vec<Problem>) -> Self {
        Self {
            problems,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "")
        }
    }

    /// 429: too many requests; the next may come after so many seconds.
    pub fn busy(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many requests")
        }
    }

    /// The answer in the dialect's shape.
    pub fn render(&self, dialect: &Switches) -> Response {
        let (kind, body) = self.body(dialect.error_shape);
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        if let Some(kind) = kind {
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        if let (Some(seconds), Presence::Present) = (self.retry_after, dialect.retry_after) {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }

    /// Content type and text.
    fn body(&self, shape: ErrorShape) -> (Option<&'static str>, String) {
        let json = |value: Value| (Some("application/json"), value.to_string());
        match shape {
            ErrorShape::Objects => json(json!({ "errors": self.objects() })),
            ErrorShape::BareArray => json(self.objects()),
            ErrorShape::Texts => json(json!({ "errors": self.sentences() })),
            ErrorShape::Fields => json(json!({ "errors": self.by_field() })),
            ErrorShape::Error => json(json!({ "error": self.sentences().join(", ") })),
            ErrorShape::Message => json(json!({ "message": self.sentences().join(", ") })),
            ErrorShape::Text => (
                Some("text/plain; charset=utf-8"),
                self.sentences().join("\n"),
            ),
            ErrorShape::Html => (Some("text/html"), self.page()),
            ErrorShape::Empty => (None, String::new()),
        }
    }

    fn sentences(&self) -> Vec<String> {
        if self.problems.is_empty() {
            vec![self.message.clone()]
        } else {
            self.problems.iter().map(Problem::sentence).collect()
        }
    }

    /// `details` is the field's name, or the status in words.
    fn objects(&self) -> Value {
        let whole = [self.status.canonical_reason().unwrap_or_default()];
        let details: Vec<&str> = self.problems.iter().map(|problem| problem.0).collect();
        let details = if details.is_empty() {
            &whole[..]
        } else {
            &details[..]
        };
        let objects = self.sentences().into_iter().zip(details);
        objects
            .map(|(message, details)| json!({ "message": message, "details": details }))
            .collect()
    }

    /// What is wrong with the whole stands under `base`, as Rails, which the vendor uses, has it.
    fn by_field(&self) -> Value {
        if self.problems.is_empty() {
            return json!({ "base": [self.message] });
        }
        let mut fields = serde_json::Map::new();
        for Problem(name, text) in &self.problems {
            let texts = fields.entry(*name).or_insert_with(|| json!([]));
            if let Value::Array(texts) = texts {
                texts.push(text.clone().into());
            }
        }
        Value::Object(fields)
    }

    /// A proxy's page, which knows only the status.
    fn page(&self) -> String {
        let status = self.status;
        format!(
            "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
             <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
        )
    }
}

impl From<rusqlite::Error> for Refusal {
    /// 500. The cause goes to the sandbox's own error output: its caller is somebody else's client.
    fn from(error: rusqlite::Error) -> Self {
        eprintln!("sandbox: {error}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape() {
        let taken = Refusal::invalid(vec![
            Problem("email", "has already been taken".into()),
            Problem("first_name", "must be text".into()),
        ]);
        let objects = r#"[{"message":"Email has already been taken","details":"email"},{"message":"First name must be text","details":"first_name"}]"#;
        let expected = [
            (ErrorShape::Objects, format!(r#"{{"errors":{objects}}}"#)),
            (ErrorShape::BareArray, objects.into()),
            (
                ErrorShape::Texts,
                r#"{"errors":["Email has already been taken","First name must be text"]}"#.into(),
            ),
            (
                ErrorShape::Fields,
                r#"{"errors":{"email":["has already been taken"],"first_name":["must be text"]}}"#
                    .into(),
            ),
            (
                ErrorShape::Error,
                r#"{"error":"Email has already been taken, First name must be text"}"#.into(),
            ),
            (
                ErrorShape::Message,
                r#"{"message":"Email has already been taken, First name must be text"}"#.into(),
            ),
            (
                ErrorShape::Text,
                "Email has already been taken\nFirst name must be text".into(),
            ),
            (ErrorShape::Empty, String::new()),
        ];
        for (shape, body) in expected {
            assert_eq!(taken.body(shape).1, body, "{shape:?}");
        }
        assert!(
            taken
                .body(ErrorShape::Html)
                .1
                .contains("<h1>422 Unprocessable Entity</h1>")
        );
    }

    #[test]
    fn without_fields() {
        let missing = Refusal::not_found();
        let body = |shape| missing.body(shape).1;
        assert_eq!(
            body(ErrorShape::Objects),
            r#"{"errors":[{"message":"Not found","details":"Not Found"}]}"#
        );
        assert_eq!(
            body(ErrorShape::Fields),
            r#"{"errors":{"base":["Not found"]}}"#
        );
        assert_eq!(body(ErrorShape::Text), "Not found");
    }

    #[test]
    fn retry_after_can_be_left_out() {
        let mut dialect = Switches::default();
        let header = |dialect: &Switches| {
            Refusal::busy(7)
                .render(dialect)
                .headers()
                .get("retry-after")
                .cloned()
        };
        assert_eq!(header(&dialect), Some(HeaderValue::from_static("7")));
        dialect.retry_after = Presence::Absent;
        assert_eq!(header(&dialect), None);
    }
}
