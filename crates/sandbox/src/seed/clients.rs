//! The clients that people sign in with, as they name themselves.

macro_rules! chrome {
    ($system:literal, $version:literal) => {
        concat!(
            "Mozilla/5.0 (",
            $system,
            ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/",
            $version,
            ".0.0.0 Safari/537.36"
        )
    };
}

macro_rules! edge {
    ($version:literal) => {
        concat!(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/",
            $version, ".0.0.0 Safari/537.36 Edg/", $version, ".0.0.0"
        )
    };
}

macro_rules! firefox {
    ($system:literal, $version:literal) => {
        concat!(
            "Mozilla/5.0 (",
            $system,
            "; rv:",
            $version,
            ".0) Gecko/20100101 Firefox/",
            $version,
            ".0"
        )
    };
}

macro_rules! safari {
    ($system:literal, $version:literal, $rest:literal) => {
        concat!(
            "Mozilla/5.0 (",
            $system,
            ") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/",
            $version,
            " ",
            $rest
        )
    };
}

/// On a desk. Chrome and Edge stand more than once because they are used more.
pub(super) static DESKS: [&str; 14] = [
    chrome!("Windows NT 10.0; Win64; x64", "142"),
    chrome!("Windows NT 10.0; Win64; x64", "143"),
    chrome!("Windows NT 10.0; Win64; x64", "143"),
    chrome!("Macintosh; Intel Mac OS X 10_15_7", "143"),
    chrome!("Macintosh; Intel Mac OS X 10_15_7", "143"),
    chrome!("Macintosh; Intel Mac OS X 10_15_7", "141"),
    chrome!("X11; Linux x86_64", "143"),
    edge!("142"),
    edge!("143"),
    edge!("143"),
    firefox!("Windows NT 10.0; Win64; x64", "146"),
    firefox!("Macintosh; Intel Mac OS X 10.15", "146"),
    firefox!("X11; Ubuntu; Linux x86_64", "140"),
    safari!(
        "Macintosh; Intel Mac OS X 10_15_7",
        "18.6",
        "Safari/605.1.15"
    ),
];

/// In a hand.
pub(super) static PHONES: [&str; 6] = [
    safari!(
        "iPhone; CPU iPhone OS 18_6 like Mac OS X",
        "18.6",
        "Mobile/15E148 Safari/604.1"
    ),
    safari!(
        "iPhone; CPU iPhone OS 18_5 like Mac OS X",
        "18.5",
        "Mobile/15E148 Safari/604.1"
    ),
    safari!(
        "iPad; CPU OS 17_7 like Mac OS X",
        "17.7",
        "Mobile/15E148 Safari/604.1"
    ),
    concat!(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) ",
        "Chrome/143.0.0.0 Mobile Safari/537.36"
    ),
    concat!(
        "Mozilla/5.0 (Linux; Android 14; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) ",
        "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"
    ),
    "Mozilla/5.0 (Android 15; Mobile; rv:146.0) Gecko/146.0 Firefox/146.0",
];

/// Of those accounts behind which nobody sits.
pub(super) static MACHINES: [&str; 3] =
    ["curl/8.5.0", "python-requests/2.32.3", "Go-http-client/2.0"];

/// What no ordinary person signs in with.
pub(super) static HEADLESS: &str = concat!(
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ",
    "HeadlessChrome/124.0.0.0 Safari/537.36"
);
