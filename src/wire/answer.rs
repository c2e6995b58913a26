//! An answer as it came, whatever it says: what the checks look at.

use super::time::Timestamp;

/// An answer, or that there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status; none where no answer came, or one that the browser keeps to itself.
    pub status: Option<u16>,
    /// Whether it led elsewhere. Redirects are not followed, and their status is the browser's secret.
    pub is_redirect: bool,
    /// The headers that were looked for and found, by their lower-case names.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub text: String,
    /// When it was asked for and when it was there, in milliseconds since 1970 by the browser's clock.
    pub between: (i64, i64),
}

impl Answer {
    /// A header, by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| *found == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether its kind is that of a web page.
    pub fn is_html(&self) -> bool {
        self.header("content-type")
            .is_some_and(|kind| kind.contains("html"))
    }

    /// Whether its body looks like JSON, whatever it is called.
    pub fn is_json(&self) -> bool {
        self.text.trim_start().starts_with(['{', '['])
    }

    /// Whether it is this dashboard's own page.
    pub fn is_own_page(&self) -> bool {
        self.text.contains("app-wasm")
    }

    /// Its `Date` (RFC 9110, 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`).
    pub fn date(&self) -> Option<Timestamp> {
        let mut words = self.header("date")?.split_whitespace().skip(1);
        let (day, month, year, time) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let month = "JanFebMarAprMayJunJulAugSepOctNovDec".find(month)? / 3 + 1;
        let month = (100 + month).to_string();
        Timestamp::parse(&[year, "-", month.get(1..)?, "-", day, "T", time, "Z"].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_and_anything_else_is_none() {
        let of = |text: &str| {
            Answer {
                headers: vec![("date", text.to_owned())],
                ..Answer::default()
            }
            .date()
            .map(Timestamp::to_rfc3339)
        };
        assert_eq!(
            of("Sun, 06 Nov 1994 08:49:37 GMT").unwrap(),
            "1994-11-06T08:49:37Z"
        );
        assert_eq!(
            of("Thu, 15 Jan 2026 12:00:00 GMT").unwrap(),
            "2026-01-15T12:00:00Z"
        );
        for odd in [
            "",
            "yesterday",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994",
        ] {
            assert_eq!(of(odd), None, "{odd}");
        }
    }
}
