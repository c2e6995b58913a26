//! Which family of browser, system and device a `User-Agent` names (RFC 9110, 10.1.5).
//!
//! Families are all that is wanted: "Chrome on Windows" says what an admin asks, and versions change
//! every month. Names are looked for in the order of the tables, because every browser also names the
//! ones that came before it. What no table knows is shown as it came.

/// What somebody signed in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// A desktop or a laptop.
    Desk,
    /// A phone.
    Phone,
    /// A tablet.
    Tablet,
    /// No person: a program, a robot, a browser without a screen.
    Program,
}

impl Device {
    /// In a word: `desktop`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Desk => "desktop",
            Self::Phone => "phone",
            Self::Tablet => "tablet",
            Self::Program => "program",
        }
    }
}

/// What a `User-Agent` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UserAgent {
    /// The browser or program.
    pub browser: &'static str,
    /// The system; empty where none is named.
    pub system: &'static str,
    /// The kind of device.
    pub device: Device,
}

/// What a program calls itself, and what it is.
const PROGRAMS: &[(&str, &str)] = &[
    ("HeadlessChrome/", "Headless Chrome"),
    ("PhantomJS/", "PhantomJS"),
    ("curl/", "curl"),
    ("Wget/", "Wget"),
    ("python-requests/", "Python"),
    ("python-httpx/", "Python"),
    ("Python-urllib/", "Python"),
    ("aiohttp/", "Python"),
    ("Go-http-client/", "Go"),
    ("okhttp/", "OkHttp"),
    ("Apache-HttpClient/", "Java"),
    ("Java/", "Java"),
    ("axios/", "Node.js"),
    ("node-fetch", "Node.js"),
    ("undici", "Node.js"),
    ("PostmanRuntime/", "Postman"),
    ("PowerShell/", "PowerShell"),
    ("Faraday", "Ruby"),
    ("Ruby", "Ruby"),
    ("libwww-perl/", "Perl"),
    ("bot/", "Robot"),
    ("Bot/", "Robot"),
    ("crawler", "Robot"),
    ("spider", "Robot"),
];

/// What a browser calls itself, and what it is called. The first that occurs counts.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edge/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("OPiOS/", "Opera"),
    ("Opera", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex Browser"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Ddg/", "DuckDuckGo"),
    ("UCBrowser/", "UC Browser"),
    ("Electron/", "Electron app"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("MSIE ", "Internet Explorer"),
    ("Trident/", "Internet Explorer"),
    ("Safari/", "Safari"),
];

/// What a system calls itself, what it is called, and on what it runs. The first that occurs counts.
const SYSTEMS: &[(&str, &str, Device)] = &[
    ("iPhone", "iOS", Device::Phone),
    ("iPod", "iOS", Device::Phone),
    ("iPad", "iPadOS", Device::Tablet),
    // Phones say "Mobile" besides (Chrome's and Firefox's documented forms).
    ("Android", "Android", Device::Tablet),
    ("Windows Phone", "Windows Phone", Device::Phone),
    ("Windows", "Windows", Device::Desk),
    ("CrOS", "ChromeOS", Device::Desk),
    ("Macintosh", "macOS", Device::Desk),
    ("Mac OS X", "macOS", Device::Desk),
    ("Linux", "Linux", Device::Desk),
    ("X11", "Unix", Device::Desk),
];

/// Reads a `User-Agent`; `None` where no browser and no program is known by that name.
pub fn read(agent: &str) -> Option<UserAgent> {
    let system = SYSTEMS.iter().find(|system| agent.contains(system.0));
    let name_in = |names: &'static [(&str, &'static str)]| {
        Some(names.iter().find(|name| agent.contains(name.0))?.1)
    };
    let (browser, is_program) = match name_in(PROGRAMS) {
        Some(program) => (program, true),
        None => (name_in(BROWSERS)?, false),
    };
    let (system, device) = match system {
        Some((_, system, Device::Tablet)) if *system == "Android" && agent.contains("Mobile") => {
            (*system, Device::Phone)
        }
        Some((_, system, device)) => (*system, *device),
        None => ("", Device::Desk),
    };
    Some(UserAgent {
        browser,
        system,
        device: if is_program { Device::Program } else { device },
    })
}

/// A `User-Agent` in words: `Chrome on Windows, desktop`; one that is not known as it came.
pub fn words(agent: &str) -> String {
    let Some(read) = read(agent) else {
        return agent.to_owned();
    };
    let device = [", ", read.device.word()];
    let mut words = read.browser.to_owned();
    if !read.system.is_empty() {
        words += " on ";
        words += read.system;
    }
    words + &device.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the vendors' pages and logs have them.
    const KNOWN: &[(&str, &str)] = &[
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
            "Chrome on Windows, desktop",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
            "Edge on Windows, desktop",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763",
            "Edge on Windows, desktop",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
            "Safari on macOS, desktop",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 OPR/127.0.0.0",
            "Opera on macOS, desktop",
        ),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux, desktop",
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
            "Chrome on ChromeOS, desktop",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari on iOS, phone",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/143.0.0.0 Mobile/15E148 Safari/604.1",
            "Chrome on iOS, phone",
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1",
            "Safari on iPadOS, tablet",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",
            "Chrome on Android, phone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-X900) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
            "Chrome on Android, tablet",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung Internet on Android, phone",
        ),
        (
            "Mozilla/5.0 (Android 15; Mobile; rv:146.0) Gecko/146.0 Firefox/146.0",
            "Firefox on Android, phone",
        ),
        (
            "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
            "Internet Explorer on Windows, desktop",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/124.0.0.0 Safari/537.36",
            "Headless Chrome on Linux, program",
        ),
        (
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Robot, program",
        ),
        (
            "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-GB) WindowsPowerShell/5.1.19041.4291",
            "PowerShell on Windows, program",
        ),
        ("curl/8.5.0", "curl, program"),
        ("python-requests/2.32.3", "Python, program"),
        ("Go-http-client/2.0", "Go, program"),
    ];

    #[test]
    fn families_that_matter_are_known() {
        for (agent, expected) in KNOWN {
            assert_eq!(words(agent), *expected, "{agent}");
        }
    }

    #[test]
    fn what_is_not_known_stays_as_it_came() {
        for agent in [
            "",
            "Acme Terminal 3",
            "Mozilla/5.0 (Windows NT 10.0)",
            "<b>",
        ] {
            assert_eq!((read(agent), words(agent)), (None, agent.to_owned()));
        }
    }

    #[test]
    fn every_name_of_the_tables_can_be_found() {
        let names = PROGRAMS.iter().chain(BROWSERS);
        for (needle, name) in names {
            let found = read(needle).map(|agent| agent.browser);
            assert_eq!(found, Some(*name), "{needle} is hidden by an earlier one");
        }
        for (needle, name, _) in SYSTEMS {
            let found = read(&format!("Firefox/1 {needle}")).map(|agent| agent.system);
            assert_eq!(found, Some(*name), "{needle} is hidden by an earlier one");
        }
    }
}
