//! A request's JSON, field by field, with every problem noted and none guessed away.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::refusal::{Problem, Refusal};
use crate::http::body::{self, BodyError};
use crate::http::object::{Object, ObjectError};

/// The fields of a body. Unknown ones are ignored; what is wrong with the known ones gathers until
/// [`Input::finish`].
#[derive(Debug, Default)]
pub struct Input {
    object: Object,
    problems: Vec<Problem>,
}

impl Input {
    /// Reads a body. None at all counts as `{}`: every field is left out.
    fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.trim_ascii().is_empty() {
            return Ok(Self::default());
        }
        let object = Object::parse(bytes).map_err(|error| {
            Refusal::bad_request(match error {
                ObjectError::NotUtf8 => "The request body is not UTF-8",
                ObjectError::NotJson => "The request body is not valid JSON",
                ObjectError::NotAnObject => "The request body is not a JSON object",
            })
        })?;
        Ok(Self {
            object,
            problems: Vec::new(),
        })
    }

    /// A field's value, `None` if it was left out or is of another type; `what` says what it must be:
    /// `"text"`. A type that can hold null, like `Option<String>`, accepts null.
    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str, what: &str) -> Option<T> {
        let value = serde_json::from_str(self.object.get(name)?.get());
        value
            .map_err(|_| self.problem(name, format!("must be {what}")))
            .ok()
    }

    /// A field's value byte for byte, if it starts with the letter: `{` or `[`.
    pub fn take_raw(
        &mut self,
        name: &'static str,
        start: char,
        what: &str,
    ) -> Option<Box<RawValue>> {
        let value = self.object.get(name)?;
        if value.get().starts_with(start) {
            return Some(value.to_owned());
        }
        self.problem(name, format!("must be {what}"));
        None
    }

    /// Notes a problem.
    pub fn problem(&mut self, name: &'static str, text: impl Into<String>) {
        self.problems.push(Problem(name, text.into()));
    }

    /// Notes that a field must not be left out or empty, unless something is wrong with it already.
    pub fn require(&mut self, name: &'static str, value: Option<&str>) {
        let known = self.problems.iter().any(|problem| problem.0 == name);
        if !known && value.is_none_or(|value| value.trim().is_empty()) {
            self.problem(name, "can't be blank");
        }
    }

    /// 422 if there were problems.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Refusal::invalid(self.problems))
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Input {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = body::read(request.into_body())
            .await
            .map_err(|error| match error {
                BodyError::TooLarge => Refusal::too_large(),
                BodyError::Broken => Refusal::bad_request("The request body broke off"),
            })?;
        Self::parse(&bytes)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn problems_gather() {
        let mut input = Input::parse(
            br#"{"email":7,"admin":"yes","first_name":null,"agent_options":[],"x":1}"#,
        )
        .unwrap();
        let email: Option<String> = input.take("email", "text");
        input.require("email", email.as_deref());
        assert_eq!(input.take::<bool>("admin", "true or false"), None);
        assert_eq!(
            input.take::<Option<String>>("first_name", "text"),
            Some(None)
        );
        assert_eq!(input.take::<Option<String>>("last_name", "text"), None);
        assert!(input.take_raw("agent_options", '{', "an object").is_none());
        input.require("name", Some("  "));
        let expected = [
            Problem("email", "must be text".into()),
            Problem("admin", "must be true or false".into()),
            Problem("agent_options", "must be an object".into()),
            Problem("name", "can't be blank".into()),
        ];
        assert_eq!(input.problems, expected);
        assert!(input.finish().is_err());
    }

    #[test]
    fn no_body_is_an_empty_object() {
        assert!(Input::parse(b" \n").unwrap().finish().is_ok());
        assert!(Input::parse(b"[]").is_err());
        assert!(Input::parse(b"\xff").is_err());
    }
}
