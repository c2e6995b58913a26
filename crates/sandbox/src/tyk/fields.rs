//! The fields of an object that somebody sent: in their order, each value as JSON text that keeps its
//! spelling. Only the blanks between the parts are gone, so that a reply is one line.

use std::collections::HashMap;

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use super::reply::Refusal;
use crate::http::body::{self, BodyError};
use crate::http::object::Object;
use crate::json_text;

/// How deep a body may be nested: `SQLite` reads JSON to a depth of 1000.
const DEEPEST: usize = 500;

/// Names and values; no name twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads an object; of a name that occurs twice, the last value counts. `None`: it is no object.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let object = Object::parse(bytes).ok()?;
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, value) in object.fields() {
            if json_text::depth(value.get()) > DEEPEST {
                return None;
            }
            let value = json_text::compact(value.get());
            if let Some(field) = places.get(name).and_then(|&place| fields.get_mut(place)) {
                field.1 = value;
            } else {
                places.insert(name, fields.len());
                fields.push((name.to_owned(), value));
            }
        }
        Some(Self(fields))
    }

    /// A field's JSON text.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Takes a field out.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let place = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(place).1)
    }

    /// Takes a field out and reads it; null and a missing field are the type's default. 403 if it is
    /// of another type.
    pub fn take_as<T: DeserializeOwned + Default>(&mut self, name: &str) -> Result<T, Refusal> {
        self.take(name).map_or(Ok(T::default()), |text| read(&text))
    }

    /// 403 if the field is there, and is neither null nor of the type.
    pub fn expect<T: DeserializeOwned + Default>(&self, name: &str) -> Result<(), Refusal> {
        self.get(name)
            .map_or(Ok(()), |text| read::<T>(text).map(drop))
    }

    /// Adds a field at the end, or replaces its value where it stands. The value is JSON text.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.0.iter_mut().find(|(key, _)| key == name) {
            Some(field) => field.1 = value.into(),
            None => self.0.push((name.to_owned(), value.into())),
        }
    }

    /// Keeps only the fields whose name passes.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| keep(name));
    }

    /// Moves the fields of these names to the front, in this order.
    pub fn lead_with(&mut self, names: &[&str]) {
        let rank = |name: &str| {
            names
                .iter()
                .position(|known| *known == name)
                .unwrap_or(names.len())
        };
        self.0.sort_by_key(|(name, _)| rank(name));
    }

    /// The object as JSON text in one line.
    pub fn to_json(&self) -> String {
        json_text::object(
            self.0
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        )
    }
}

/// Null is the default, as where these replies are made a null leaves a field as it was.
fn read<T: DeserializeOwned + Default>(text: &str) -> Result<T, Refusal> {
    serde_json::from_str::<Option<T>>(text)
        .map(Option::unwrap_or_default)
        .map_err(|_| Refusal::malformed())
}

/// A request's body, whatever its content type says: clients send JSON as `application/json`, as
/// `text/plain` and as a form. None: 500; no JSON object: 403; more than 2 MiB: 413.
impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = body::read(request.into_body())
            .await
            .map_err(|error| match error {
                BodyError::TooLarge => {
                    Refusal::refused(StatusCode::PAYLOAD_TOO_LARGE, "Request too large")
                }
                BodyError::Broken => Refusal::malformed(),
            })?;
        if bytes.trim_ascii().is_empty() {
            return Err(Refusal::refused(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Request body is empty",
            ));
        }
        Self::parse(&bytes).ok_or_else(Refusal::malformed)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_order_stay_blanks_go() {
        let fields =
            Fields::parse(b"{ \"b\": 1.0e0,\n \"a\": [ 9007199254740993 ], \"b\": \"\\u0041 \" }")
                .unwrap();
        assert_eq!(
            fields.to_json(),
            r#"{"b":"\u0041 ","a":[9007199254740993]}"#
        );
    }

    #[test]
    fn fields_are_taken_set_and_ordered() {
        let mut fields = Fields::parse(br#"{"x":1,"id":"i","n":null,"name":7}"#).unwrap();
        assert_eq!(fields.take_as::<String>("id").unwrap(), "i");
        assert_eq!(fields.take_as::<String>("n").unwrap(), "");
        assert_eq!(fields.take_as::<bool>("missing"), Ok(false));
        assert!(fields.expect::<String>("name").is_err());
        assert!(fields.expect::<i64>("name").is_ok());
        fields.set("x", "2");
        fields.set("y", "3");
        fields.lead_with(&["y", "name"]);
        assert_eq!(fields.to_json(), r#"{"y":3,"name":7,"x":2}"#);
        fields.retain(|name| name != "x");
        assert_eq!(fields.to_json(), r#"{"y":3,"name":7}"#);
    }

    #[test]
    fn what_is_no_object_or_too_deep_is_refused() {
        let nested =
            |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
        assert!(Fields::parse(nested(DEEPEST).as_bytes()).is_some());
        for bytes in [
            nested(DEEPEST + 1).as_bytes(),
            b"[]",
            b"null",
            b"{",
            b"{\"a\":\"\xff\"}",
        ] {
            assert_eq!(Fields::parse(bytes), None);
        }
    }

    #[test]
    fn a_body_of_very_many_fields_is_read_in_time() {
        let many: Vec<String> = (0..200_000).map(|n| format!("\"{n:x}\":1")).collect();
        let many = format!("{{{}}}", many.join(","));
        assert_eq!(
            Fields::parse(many.as_bytes()).unwrap().to_json().len(),
            many.len()
        );
    }
}
