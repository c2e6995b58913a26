//! Lists, ten at a time or all at once.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;

use crate::json_text;
use crate::switches::{Switches, TykPaging};

/// How many records a page has.
const PER_PAGE: usize = 10;

/// Which page was asked for: `?p=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// `p=-1`.
    All,
    /// From 1; also for no `p`, for a nought, another negative number, and what is no number.
    Number(usize),
}

#[derive(Deserialize)]
struct Asked {
    p: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let asked = Query::<Asked>::try_from_uri(&parts.uri)
            .ok()
            .and_then(|Query(asked)| asked.p);
        Ok(match asked.as_deref().map(str::trim) {
            Some("-1") => Self::All,
            asked => Self::Number(asked.and_then(|p| p.parse().ok()).unwrap_or(1).max(1)),
        })
    }
}

impl Page {
    /// `{"<name>":[…],"pages":N}`; `pages` is 0 where the list is not paged.
    pub fn of(self, name: &str, records: &[String], dialect: &Switches) -> String {
        let (shown, pages) = match (dialect.tyk_paging, self) {
            (TykPaging::All, _) | (_, Self::All) => (records, 0),
            (TykPaging::Ten, Self::Number(number)) => {
                let start = (number - 1).saturating_mul(PER_PAGE).min(records.len());
                let end = start.saturating_add(PER_PAGE).min(records.len());
                (
                    records.get(start..end).unwrap_or_default(),
                    records.len().div_ceil(PER_PAGE),
                )
            }
        };
        let list = json_text::array(shown.iter().map(String::as_str));
        json_text::object([(name, list.as_str()), ("pages", &pages.to_string())])
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use axum::http::Request;

    use super::*;

    async fn page(query: &str) -> Page {
        let (mut parts, ()) = Request::builder()
            .uri(format!("/x{query}"))
            .body(())
            .unwrap()
            .into_parts();
        Page::from_request_parts(&mut parts, &()).await.unwrap()
    }

    #[tokio::test]
    async fn any_query_is_a_page() {
        assert_eq!(page("?p=-1").await, Page::All);
        for (query, number) in [
            ("", 1),
            ("?p=3", 3),
            ("?p=0", 1),
            ("?p=-2", 1),
            ("?p=x", 1),
            ("?p=", 1),
            ("?p=99999999999999999999999", 1),
            ("?p=1&p=2", 1),
            ("?p=%ff", 1),
        ] {
            assert_eq!(page(query).await, Page::Number(number), "{query}");
        }
    }

    #[test]
    fn ten_at_a_time_or_all() {
        let records: Vec<String> = (0..12).map(|n| n.to_string()).collect();
        let ten = Switches {
            tyk_paging: TykPaging::Ten,
            ..Switches::default()
        };
        let all = Switches {
            tyk_paging: TykPaging::All,
            ..Switches::default()
        };
        let whole = r#"{"x":[0,1,2,3,4,5,6,7,8,9,10,11],"pages":0}"#;
        assert_eq!(
            Page::Number(1).of("x", &records, &ten),
            r#"{"x":[0,1,2,3,4,5,6,7,8,9],"pages":2}"#
        );
        assert_eq!(
            Page::Number(2).of("x", &records, &ten),
            r#"{"x":[10,11],"pages":2}"#
        );
        assert_eq!(
            Page::Number(3).of("x", &records, &ten),
            r#"{"x":[],"pages":2}"#
        );
        assert_eq!(
            Page::Number(usize::MAX).of("x", &records, &ten),
            r#"{"x":[],"pages":2}"#
        );
        assert_eq!(Page::All.of("x", &records, &ten), whole);
        assert_eq!(Page::Number(2).of("x", &records, &all), whole);
    }
}
