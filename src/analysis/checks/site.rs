//! The web server: what it serves, how, and what time it says it is.

use super::Finding;
use crate::wire::answer::Answer;
use crate::wire::time::Timestamp;

/// Whether the line to the browser is encrypted; by the site's origin.
pub fn line(origin: &str) -> Finding {
    let host = origin.split("://").nth(1).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    if origin.starts_with("https:") {
        Finding::good("The page came over https.")
    } else if matches!(host, "localhost" | "127.0.0.1" | "[::1]") {
        Finding::good("The page came over http from this machine, which leaves nothing on a line.")
    } else {
        Finding::bad(
            "The page came over http: everybody on the way can read the keys and change the page.",
            "Let the web server serve https, and redirect http to it.",
        )
    }
}

/// The page: is it the dashboard's, and may a browser keep it?
pub fn page(answer: &Answer) -> Finding {
    if let Some(failed) = failed(answer) {
        return failed;
    }
    if !answer.is_own_page() {
        return Finding::bad(
            "Something else than this dashboard's page came.",
            "The web server, or something before it such as a sign-in page, answers in its place.",
        );
    }
    if revalidated(answer) {
        return Finding::good("It came, and browsers ask for it anew each time.");
    }
    Finding::doubtful(
        ["It came, and browsers may keep it: ", caching(answer), "."].concat(),
        "Send Cache-Control: no-cache with HTML. Otherwise browsers go on with an old page after an update, and its files are gone.",
    )
}

/// `config.json`.
pub fn config(answer: &Answer) -> Finding {
    if answer.status == Some(404) || answer.status == Some(200) && answer.is_html() {
        return Finding::doubtful(
            "There is none: the connections are the usual two, /tines and /tyk beside the page.",
            "Put a config.json beside index.html if the connections are to have other names or paths.",
        );
    }
    if let Some(failed) = failed(answer) {
        return failed;
    }
    if revalidated(answer) {
        return Finding::good("It came, and browsers ask for it anew each time.");
    }
    Finding::doubtful(
        ["It came, and browsers may keep it: ", caching(answer), "."].concat(),
        "Send Cache-Control: no-cache with config.json, or a change to it is not seen for a while.",
    )
}

/// The program itself: its type, its lifetime, whether it came compressed.
pub fn wasm(answer: &Answer) -> Finding {
    if let Some(failed) = failed(answer) {
        return failed;
    }
    let kind = answer.header("content-type").unwrap_or("nothing");
    if kind.split(';').next().map(str::trim) != Some("application/wasm") {
        return Finding::doubtful(
            ["Its type is ", kind, " and should be application/wasm."].concat(),
            "Without the type the browser reads all of it before it begins to compile: the start takes longer.",
        );
    }
    let lasting = answer.header("cache-control").is_some_and(|value| {
        seconds(value).is_some_and(|age| age >= 86_400) && !revalidated(answer)
    });
    let packed = answer.header("content-encoding");
    match (lasting, packed) {
        (true, Some(packed)) => Finding::good(
            [
                "Its type is right, it came compressed (",
                packed,
                ") and may be kept.",
            ]
            .concat(),
        ),
        (false, Some(_)) => Finding::doubtful(
            [
                "Its type is right and it came compressed, but browsers may not keep it: ",
                caching(answer),
                ".",
            ]
            .concat(),
            "Send Cache-Control: public, max-age=31536000, immutable with files that have a hash in their name.",
        ),
        (_, None) => Finding::doubtful(
            "Its type is right, but it came uncompressed: a first visit fetches four times as much.",
            "Serve the .br and .gz files that lie beside it in dist/.",
        ),
    }
}

/// An address within the app, asked for as an address bar does.
pub fn deep_link(answer: &Answer) -> Finding {
    if answer.is_own_page() && answer.status == Some(200) {
        return Finding::good(
            "The page comes at the addresses within the app, so links and reloading work.",
        );
    }
    if let Some(failed) = failed(answer) {
        let advice = "Answer unknown addresses that ask for HTML with the page itself (try_files, rewrite, error document), as deploy/ does.";
        return Finding { advice, ..failed };
    }
    Finding::bad(
        "Something else than the page came at an address within the app.",
        "The proxied path may be too wide: only the calls of the API may be forwarded, not all below /tines or /tyk. deploy/ has the list.",
    )
}

/// A file that was never there.
pub fn unknown_file(answer: &Answer) -> Finding {
    match answer.status {
        Some(404 | 403 | 410) if !answer.is_own_page() => {
            Finding::good("It was answered with “not found”, and not with a page.")
        }
        Some(200 | 404) => Finding::doubtful(
            "A file that is not there is answered with a page.",
            "After an update, a page that was open before gets HTML for a program. Give the page only to requests that accept text/html.",
        ),
        _ => {
            failed(answer).unwrap_or_else(|| Finding::unknown("It was answered with nothing.", ""))
        }
    }
}

/// Beyond this difference of clocks, in seconds, what is said in minutes is wrong.
const FELT: i64 = 60;
/// Beyond this one, things seem to happen in the future, and rules of time find the wrong records.
const HARMFUL: i64 = 300;

/// The browser's clock against the server's.
pub fn clock(answer: &Answer) -> Finding {
    let Some(Timestamp(date)) = answer.date() else {
        return Finding::unknown(
            "The answers have no Date.",
            "Web servers send it by themselves; something on the way takes it out.",
        );
    };
    // An answer from a cache tells the time at which it was made.
    let kept = answer
        .header("age")
        .and_then(|age| age.trim().parse::<i64>().ok())
        .unwrap_or(0);
    // The header has whole seconds, cut off.
    let said = date + kept.clamp(0, 31_536_000) * 1000 + 500;
    let (sent, arrived) = answer.between;
    let off = i64::midpoint(sent, arrived) - said;
    // What the way took is not known by halves.
    let doubt = (arrived - sent) / 2 + 1000;
    let seconds = off.abs() / 1000;
    if off.abs() <= doubt.max(FELT * 1000) {
        let words = if seconds <= 2 {
            "The clocks agree.".to_owned()
        } else {
            ["The clocks differ by ", &span(seconds), "."].concat()
        };
        return Finding::good(words + " It matters from a minute on.");
    }
    let way = if off > 0 {
        " ahead of the server's."
    } else {
        " behind the server's."
    };
    let found = ["This browser's clock is ", &span(seconds), way].concat();
    if seconds < HARMFUL {
        return Finding::doubtful(
            found,
            "From a minute on, “3 min ago” is wrong by it. Let this machine, or the server, set its clock from the network.",
        );
    }
    Finding::bad(
        found,
        "From five minutes on, sign-ins seem to lie in the future, filters such as last-seen:>45d and the next tries of jobs are wrong by it. Let this machine, or the server, set its clock from the network.",
    )
}

/// `40 s`, `3 min`, `2 h 5 min`, `3 days`.
fn span(seconds: i64) -> String {
    let minutes = (seconds + 30) / 60;
    if seconds < 90 {
        [&seconds.to_string(), " s"].concat()
    } else if minutes < 60 {
        [&minutes.to_string(), " min"].concat()
    } else if minutes < 48 * 60 {
        [
            &(minutes / 60).to_string(),
            " h ",
            &(minutes % 60).to_string(),
            " min",
        ]
        .concat()
    } else {
        [&(minutes / 1440).to_string(), " days"].concat()
    }
}

/// What is wrong with an answer before one looks into it; nothing with a 200.
fn failed(answer: &Answer) -> Option<Finding> {
    if answer.is_redirect {
        return Some(Finding::bad(
            "It was answered with a redirect.",
            "Let the web server answer here itself; a sign-in page before it may have expired: load the page again.",
        ));
    }
    match answer.status {
        None => Some(Finding::bad(
            "No answer came.",
            "Check the network and whether the web server runs.",
        )),
        Some(200) => None,
        Some(status) => Some(Finding::bad(
            ["It was answered with ", &status.to_string(), "."].concat(),
            "The web server's log says why.",
        )),
    }
}

fn caching(answer: &Answer) -> &str {
    answer.header("cache-control").unwrap_or("no Cache-Control")
}

/// Whether a browser asks each time before it uses what it has.
fn revalidated(answer: &Answer) -> bool {
    let value = caching(answer).to_ascii_lowercase();
    value.contains("no-cache") || value.contains("no-store") || seconds(&value) == Some(0)
}

/// The `max-age` of a `Cache-Control`.
fn seconds(value: &str) -> Option<u64> {
    value
        .split(',')
        .find_map(|part| part.trim().strip_prefix("max-age="))
        .and_then(|age| age.trim().parse().ok())
}

#[cfg(test)]
#[path = "site_tests.rs"]
mod tests;
