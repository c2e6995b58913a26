//! Lists in pages: what was asked for, and the envelope around what comes back.

use std::fmt::Write;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::query::Query;
use super::refusal::Refusal;
use crate::switches::{NextPageNumber, Switches};

const DEFAULT_PER_PAGE: i64 = 20;
const MAX_PER_PAGE: i64 = 500;

/// The page that was asked for.
#[derive(Clone, Debug)]
pub struct Paging {
    /// From 1.
    page: i64,
    /// 1 to 500.
    per_page: i64,
    /// The list's address, up to and including the `?` and the caller's other parameters.
    link: String,
}

impl Paging {
    /// For SQL's `LIMIT`.
    pub fn limit(&self) -> i64 {
        self.per_page
    }

    /// For SQL's `OFFSET`.
    pub fn offset(&self) -> i64 {
        (self.page - 1).saturating_mul(self.per_page)
    }

    /// Wraps the page's items. `count` is the number of items on all pages.
    pub fn envelope<T>(
        &self,
        key: &'static str,
        items: Vec<T>,
        count: i64,
        dialect: &Switches,
    ) -> Envelope<T> {
        Envelope {
            key,
            items,
            meta: self.meta(count, dialect.next_page_number),
        }
    }

    fn meta(&self, count: i64, number: NextPageNumber) -> Map<String, Value> {
        let pages = count.saturating_add(self.per_page - 1) / self.per_page;
        let next = (self.page < pages).then_some(self.page.saturating_add(1));
        let previous = (self.page > 1).then_some(self.page - 1);
        let mut meta = Map::new();
        meta.insert("current_page".into(), self.link_to(self.page).into());
        meta.insert(
            "previous_page".into(),
            previous.map(|page| self.link_to(page)).into(),
        );
        meta.insert(
            "next_page".into(),
            next.map(|page| self.link_to(page)).into(),
        );
        let number = match number {
            NextPageNumber::Present => Some(json!(next)),
            NextPageNumber::OneAtEnd => Some(json!(next.unwrap_or(1))),
            NextPageNumber::Absent => None,
        };
        meta.extend(number.map(|number| ("next_page_number".into(), number)));
        meta.insert("per_page".into(), self.per_page.into());
        meta.insert("pages".into(), pages.into());
        meta.insert("count".into(), count.into());
        meta
    }

    fn link_to(&self, page: i64) -> String {
        format!("{}page={page}&per_page={}", self.link, self.per_page)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Refusal;

    /// A page or size that is no number, or below 1, is the default; a size above 500 is 500.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let query = Query::from_request_parts(parts, state).await?;
        let number = |name| {
            query
                .get(name)
                .and_then(whole)
                .filter(|number| *number >= 1)
        };
        Ok(Self {
            page: number("page").unwrap_or(1),
            per_page: number("per_page")
                .unwrap_or(DEFAULT_PER_PAGE)
                .min(MAX_PER_PAGE),
            link: link(parts, &query),
        })
    }
}

/// A whole number; one too large for 64 bits is the largest.
fn whole(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(i64::MAX))
}

/// A link names the host as the caller called it, and the path as the tenant knows it: it knows
/// nothing of the prefix that a reverse proxy in front of it took off.
fn link(parts: &Parts, query: &Query) -> String {
    let header = |name: &str| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let scheme = header("x-forwarded-proto")
        .filter(|scheme| *scheme == "https")
        .unwrap_or("http");
    let host = header("host").unwrap_or("localhost");
    let mut link = format!("{scheme}://{host}/api/v1{}?", parts.uri.path());
    for (name, value) in query
        .0
        .iter()
        .filter(|(name, _)| name != "page" && name != "per_page")
    {
        encode(&mut link, name);
        link.push('=');
        encode(&mut link, value);
        link.push('&');
    }
    link
}

/// Appends text percent-encoded: all but RFC 3986's unreserved characters.
fn encode(link: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            link.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(link, "%{byte:02X}");
        }
    }
}

/// `{"admin/users":[…],"meta":{…}}`
#[derive(Debug)]
pub struct Envelope<T> {
    key: &'static str,
    items: Vec<T>,
    meta: Map<String, Value>,
}

impl<T> Envelope<T> {
    /// With `pages` and `count` zero beside the items, as the vendor's samples of job lists have it.
    pub fn uncounted(mut self) -> Self {
        self.meta.insert("pages".into(), 0.into());
        self.meta.insert("count".into(), 0.into());
        self
    }
}

impl<T: Serialize> Serialize for Envelope<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(self.key, &self.items)?;
        map.serialize_entry("meta", &self.meta)?;
        map.end()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use axum::http::Request;

    use super::*;

    async fn paging(uri: &str) -> Paging {
        let request = Request::builder()
            .uri(uri)
            .header("host", "127.0.0.1:8080")
            .body(())
            .unwrap();
        Paging::from_request_parts(&mut request.into_parts().0, &())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn what_was_asked_for_is_clamped() {
        for (query, page, per_page, offset) in [
            ("", 1, 20, 0),
            ("?page=3&per_page=50", 3, 50, 100),
            ("?page=0&per_page=0", 1, 20, 0),
            ("?page=-1&per_page=-5", 1, 20, 0),
            ("?page=abc&per_page=1e3", 1, 20, 0),
            ("?page=&per_page=", 1, 20, 0),
            ("?per_page=501", 1, 500, 0),
            ("?page=1&page=2", 2, 20, 20),
            (
                "?page=99999999999999999999&per_page=500",
                i64::MAX,
                500,
                i64::MAX,
            ),
            ("?page=%ff&per_page=%", 1, 20, 0),
        ] {
            let paging = paging(&format!("/admin/users{query}")).await;
            assert_eq!(
                (paging.page, paging.per_page, paging.offset()),
                (page, per_page, offset),
                "{query}"
            );
        }
    }

    #[tokio::test]
    async fn the_envelope_of_a_middle_page() {
        let paging = paging("/admin/users?filter=A%26B&page=2&per_page=2").await;
        let envelope = paging.envelope("admin/users", vec![1, 2], 5, &Switches::default());
        let link = "http://127.0.0.1:8080/api/v1/admin/users?filter=A%26B&page=";
        let expected = format!(
            r#"{{"admin/users":[1,2],"meta":{{"current_page":"{link}2&per_page=2","previous_page":"{link}1&per_page=2","next_page":"{link}3&per_page=2","next_page_number":3,"per_page":2,"pages":3,"count":5}}}}"#
        );
        assert_eq!(serde_json::to_string(&envelope).unwrap(), expected);
        let zero = serde_json::to_value(envelope.uncounted()).unwrap();
        assert_eq!(
            (&zero["meta"]["pages"], &zero["meta"]["count"]),
            (&json!(0), &json!(0))
        );
    }

    #[tokio::test]
    async fn the_last_page_in_each_dialect() {
        let last = paging("/admin/users?page=2").await;
        let beyond = paging("/admin/users?page=99999999999999999999").await;
        for paging in [last, beyond] {
            let meta = |number| Value::Object(paging.meta(40, number));
            assert_eq!(meta(NextPageNumber::Present)["next_page"], Value::Null);
            assert_eq!(
                meta(NextPageNumber::Present).get("next_page_number"),
                Some(&Value::Null)
            );
            assert_eq!(
                meta(NextPageNumber::OneAtEnd).get("next_page_number"),
                Some(&json!(1))
            );
            assert_eq!(meta(NextPageNumber::Absent).get("next_page_number"), None);
            assert_eq!(meta(NextPageNumber::Absent)["pages"], 2);
        }
    }

    #[tokio::test]
    async fn an_empty_list_has_no_pages() {
        let meta = paging("/admin/users")
            .await
            .meta(0, NextPageNumber::Present);
        assert_eq!(
            (&meta["pages"], &meta["next_page"], &meta["previous_page"]),
            (&json!(0), &Value::Null, &Value::Null)
        );
    }
}
