//! The security headers that the page must come with. The same list stands in the configurations in `deploy/`, in the
//! sandbox and in `docs/deploy.md`; `tests/headers.rs` holds them against each other.

use super::Finding;
use crate::wire::answer::Answer;

/// A header and its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// In lower case.
    pub name: &'static str,
    /// As it should be.
    pub value: &'static str,
    /// What it is there for, and so what is missing without it.
    pub why: &'static str,
    /// How its value is made up.
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// One word.
    Word,
    /// Parts between semicolons or commas, in any order.
    Parts(char),
}

/// All of them.
pub const ALL: [Header; 6] = [
    Header {
        name: "content-security-policy",
        value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; \
                frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        why: "It keeps foreign scripts from running beside the keys, and the page out of other sites' frames.",
        shape: Shape::Parts(';'),
    },
    Header {
        name: "x-content-type-options",
        value: "nosniff",
        why: "It keeps the browser from taking data for a script or a page.",
        shape: Shape::Word,
    },
    Header {
        name: "referrer-policy",
        value: "no-referrer",
        why: "It keeps addresses, which hold filters and ids, from other sites.",
        shape: Shape::Word,
    },
    Header {
        name: "cross-origin-opener-policy",
        value: "same-origin",
        why: "It keeps a page that opened this one from reaching into it.",
        shape: Shape::Word,
    },
    Header {
        name: "cross-origin-resource-policy",
        value: "same-origin",
        why: "It keeps other sites from loading what stands here.",
        shape: Shape::Word,
    },
    Header {
        name: "permissions-policy",
        value: "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), \
                display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), \
                idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
                publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
        why: "It switches off camera, location and other abilities that this page never needs.",
        shape: Shape::Parts(','),
    },
];

const COPY_IT: &str = "Copy this header from deploy/ into the web server's configuration, and see that it is sent with every answer, errors too.";
const WEAKER: &str =
    "Something on the way writes this header anew, or it was changed. Use the value from deploy/.";

/// Looks at one of the headers of the page.
pub fn look(page: &Answer, header: &Header) -> Finding {
    if page.status.is_none() {
        return Finding::unknown("The page was not answered.", "");
    }
    let Some(value) = page.header(header.name) else {
        return Finding::bad(["It is missing. ", header.why].concat(), COPY_IT);
    };
    let found = value.trim();
    let Shape::Parts(separator) = header.shape else {
        if found.eq_ignore_ascii_case(header.value) {
            return Finding::good(["It is ", found, ". ", header.why].concat());
        }
        return Finding::bad(
            [
                "It is ",
                found,
                " and should be ",
                header.value,
                ". ",
                header.why,
            ]
            .concat(),
            WEAKER,
        );
    };
    // Two policies in one header hold both, and a browser takes what each forbids: a comma begins the next.
    let missing: Vec<&str> = parts(header.value, separator)
        .filter(|part| !parts(found, separator).any(|other| same(part, other)))
        .collect();
    let added: Vec<&str> = parts(found, separator)
        .filter(|part| !parts(header.value, separator).any(|other| same(part, other)))
        .collect();
    if missing.is_empty() && added.is_empty() {
        return Finding::good(["All of it is there. ", header.why].concat());
    }
    let mut words = String::new();
    for (what, parts) in [
        ("It lacks: ", &missing),
        ("It has instead or besides: ", &added),
    ] {
        if !parts.is_empty() {
            words.extend([what, &parts.join("; "), ". "]);
        }
    }
    words.push_str(header.why);
    if missing.is_empty() {
        return Finding::doubtful(words, WEAKER);
    }
    Finding::bad(words, WEAKER)
}

fn parts(value: &str, separator: char) -> impl Iterator<Item = &str> {
    value
        .split(separator)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Whether two parts say the same: the same words, in any order after the first.
fn same(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut words: Vec<String> = text
            .split_whitespace()
            .map(str::to_ascii_lowercase)
            .collect();
        if let Some((_, sources)) = words.split_first_mut() {
            sources.sort_unstable();
        }
        words
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    fn of(at: usize, value: Option<&str>) -> Finding {
        let header = &ALL[at];
        let headers = value.map(|value| (header.name, value.to_owned()));
        let page = Answer {
            status: Some(200),
            headers: headers.into_iter().collect(),
            ..Answer::default()
        };
        look(&page, header)
    }

    #[test]
    fn what_stands_in_deploy_is_good_and_nothing_is_bad() {
        for (at, header) in ALL.iter().enumerate() {
            assert_eq!(
                of(at, Some(header.value)).verdict,
                Verdict::Good,
                "{}",
                header.name
            );
            let missing = of(at, None);
            assert_eq!(missing.verdict, Verdict::Bad, "{}", header.name);
            assert!(missing.found.contains(header.why));
        }
    }

    #[test]
    fn order_and_case_say_nothing_but_other_words_do() {
        assert_eq!(of(1, Some(" NoSniff ")).verdict, Verdict::Good);
        assert_eq!(of(2, Some("origin")).verdict, Verdict::Bad);
        let turned = ALL[0]
            .value
            .split("; ")
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
            .join(" ;");
        assert_eq!(of(0, Some(&turned)).verdict, Verdict::Good);
        let swapped = ALL[0]
            .value
            .replace("'self' 'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'self'");
        assert_eq!(of(0, Some(&swapped)).verdict, Verdict::Good);
    }

    #[test]
    fn a_weaker_policy_is_told_by_its_parts() {
        let weaker = ALL[0]
            .value
            .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
            .replace("; trusted-types 'none'", "");
        let found = of(0, Some(&weaker));
        assert_eq!(found.verdict, Verdict::Bad);
        assert!(
            found
                .found
                .contains("It lacks: script-src 'self' 'wasm-unsafe-eval'; trusted-types 'none'.")
        );
        assert!(
            found
                .found
                .contains("besides: script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'.")
        );
        let stricter = [ALL[0].value, "; upgrade-insecure-requests"].concat();
        assert_eq!(of(0, Some(&stricter)).verdict, Verdict::Doubtful);
    }
}
