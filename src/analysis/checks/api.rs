//! The way to an admin API: what its answer to a call without a key tells about the proxy.

use super::Finding;
use crate::wire::answer::Answer;

const SEE_LOG: &str = "The web server's error log names the reason: most often the name or port of the API, or a certificate that is not trusted.";
const NOT_FORWARDED: &str = "Let the web server forward this path to the API, before the rule that answers with the page. deploy/ does; look at the connection's base in config.json, too.";

/// Whether the path leads to the API, and whether it wants a key, which the proxy may be there to add.
pub fn reached(answer: &Answer, by_proxy: bool) -> Finding {
    if answer.is_redirect {
        return Finding::bad(
            "The call was answered with a redirect, which is never followed with a key.",
            "The API may be asked under the wrong name (Host), or over http; or a sign-in page stands before it.",
        );
    }
    let Some(status) = answer.status else {
        return Finding::bad(
            "No answer came.",
            "Check whether the web server runs and forwards this path. Its error log says what became of the call.",
        );
    };
    let said = |words: &str| ["Status ", &status.to_string(), ". ", words].concat();
    if status == 200 && (answer.is_html() || !answer.is_json()) {
        let own = answer.is_own_page();
        let whose = if own {
            "this dashboard's own page"
        } else {
            "a web page"
        };
        let words = ["In place of the API came ", whose, "."].concat();
        return Finding::bad(said(&words), NOT_FORWARDED);
    }
    match (status, answer.is_json() && !answer.is_html()) {
        (200, _) if by_proxy => Finding::good(said(
            "The Admin API answers, with the key that the proxy adds.",
        )),
        (200, _) => Finding::bad(
            said(
                "The Admin API answers without a key: whoever reaches this address is an admin of it.",
            ),
            "If the proxy is to add the key, say \"key\": \"proxy\" in config.json and let something in front ask who people are. If not, take the key out of the proxy.",
        ),
        (401, true) if by_proxy => Finding::bad(
            said("The Admin API answers, and refuses the key that the proxy adds, or gets none."),
            "Check the key in the web server's environment, and that its configuration adds it.",
        ),
        (401, true) => Finding::good(said(
            "The Admin API answers, and asks for a key as it should.",
        )),
        (401, false) => Finding::doubtful(
            said("Something asks for a sign-in, and it does not speak like the Admin API."),
            "If a password stands before this site, it must be asked for before the page. If not, the path leads to another server.",
        ),
        (403, true) => Finding::doubtful(
            said("The API refuses the call, key or not."),
            "It may take calls from certain addresses only: let in the one that the web server calls from.",
        ),
        (403, false) => Finding::bad(
            said("The web server, or something before it, refuses the call."),
            "With keys that the proxy adds, calls are taken from this page only, over https (Sec-Fetch-Site). Otherwise look for a list of allowed addresses.",
        ),
        (404, true) => Finding::bad(
            said("Something answers in JSON, and has no such call."),
            "The path may arrive with /tines or /tyk still before it, or without its /api or /admin; or it is another server.",
        ),
        (404 | 405, _) => Finding::bad(said("The call went nowhere."), NOT_FORWARDED),
        (421 | 400, _) => Finding::bad(
            said("The server does not know the name that it was asked under."),
            "Forward with the API's own name as Host and in TLS (SNI), not with this site's.",
        ),
        (429, _) => Finding::doubtful(
            said("The API was asked too often."),
            "Wait a minute and run the checks again.",
        ),
        (502..=504, _) => Finding::bad(
            said("The web server could not get an answer from the API."),
            SEE_LOG,
        ),
        (500.., _) => Finding::bad(said("The API, or the web server, failed."), SEE_LOG),
        _ => Finding::doubtful(
            said("That is not what the Admin API says to a call without a key."),
            "Look at what answers at this path.",
        ),
    }
}

/// Whether records may be kept on the way, or in the browser.
pub fn kept(answer: &Answer) -> Finding {
    if answer.status.is_none() {
        return Finding::unknown("No answer came.", "");
    }
    match answer.header("cache-control") {
        Some(value) if value.contains("no-store") => {
            Finding::good("Answers of the API are stored nowhere (no-store).")
        }
        value => Finding::doubtful(
            [
                "Answers of the API may be stored: ",
                value.unwrap_or("no Cache-Control"),
                ".",
            ]
            .concat(),
            "Send Cache-Control: no-store with them, so that no cache on the way keeps records of people.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{self, Bad, Doubtful, Good, Unknown};
    use super::*;

    const JSON: &str = r#"{"errors":[]}"#;
    const PAGE: &str = "<html><meta name=app-wasm>";

    fn of(status: u16, text: &str) -> Answer {
        Answer {
            status: Some(status),
            text: text.to_owned(),
            ..Answer::default()
        }
    }

    #[test]
    fn each_answer_means_something() {
        let cases: [(u16, &str, Verdict, Verdict, &str); 14] = [
            (401, JSON, Good, Bad, "Admin API answers"),
            (200, JSON, Bad, Good, "Admin API answers"),
            (200, PAGE, Bad, Bad, "own page"),
            (200, "<html>", Bad, Bad, "a web page"),
            (200, "hello", Bad, Bad, "a web page"),
            (401, "<html>", Doubtful, Doubtful, "sign-in"),
            (403, JSON, Doubtful, Doubtful, "refuses"),
            (403, "<html>", Bad, Bad, "refuses"),
            (404, JSON, Bad, Bad, "no such call"),
            (404, "<html>", Bad, Bad, "nowhere"),
            (421, "", Bad, Bad, "name"),
            (429, JSON, Doubtful, Doubtful, "too often"),
            (502, "<html>", Bad, Bad, "could not get an answer"),
            (418, "", Doubtful, Doubtful, "not what"),
        ];
        for (status, text, plain, added, words) in cases {
            let answer = of(status, text);
            for (by_proxy, verdict) in [(false, plain), (true, added)] {
                let found = reached(&answer, by_proxy);
                assert_eq!(found.verdict, verdict, "{status} {text} {by_proxy}");
                assert!(found.found.contains(words), "{}", found.found);
                assert_eq!(found.advice.is_empty(), verdict == Good, "{status}");
            }
        }
        let elsewhere = Answer {
            is_redirect: true,
            ..Answer::default()
        };
        assert!(reached(&elsewhere, false).found.contains("redirect"));
        assert_eq!(reached(&Answer::default(), false).verdict, Bad);
    }

    #[test]
    fn nothing_may_be_kept() {
        let with = |value: &str| {
            let headers = vec![("cache-control", value.to_owned())];
            kept(&Answer {
                headers,
                ..of(401, JSON)
            })
            .verdict
        };
        assert_eq!(with("private, no-store"), Good);
        assert_eq!(with("max-age=0"), Doubtful);
        assert_eq!(kept(&of(401, JSON)).verdict, Doubtful);
        assert_eq!(kept(&Answer::default()).verdict, Unknown);
    }
}
