//! Every URL of the app, typed. This is the only file that spells one.
//!
//! `/{connection}/{page}/{item}`: the connection's id comes from `config.json`, the page's name is fixed,
//! and the item, if there is one, is a record's id or a word such as `new`. All of them stand below [`home`].

use std::sync::OnceLock;

/// A place in the app: a connection, one of its pages, and perhaps something on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The id of the connection, as `config.json` has it.
    pub connection: String,
    /// Which page of it.
    pub page: Page,
    /// What on that page: the id of an open record, or what else the page has (`new`, `import`).
    pub item: Option<String>,
}

/// A page of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// Counts, and what wants attention.
    Overview,
    /// Tines: the people of the tenant.
    Users,
    /// Tines: who signed in, when and from where.
    SignIns,
    /// Tines: queued, retry and dead jobs.
    Jobs,
    /// Tines: private templates.
    Templates,
    /// Tyk: organisations.
    Organisations,
    /// Tyk: the dashboard's users.
    GatewayUsers,
    /// Every change made in this tab.
    Journal,
}

impl Page {
    /// Every page, in the order of the navigation.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Users,
        Self::SignIns,
        Self::Jobs,
        Self::Templates,
        Self::Organisations,
        Self::GatewayUsers,
        Self::Journal,
    ];

    /// The page's segment of the path; the overview has none.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Users => "users",
            Self::SignIns => "sign-ins",
            Self::Jobs => "jobs",
            Self::Templates => "templates",
            Self::Organisations => "organisations",
            Self::GatewayUsers => "gateway-users",
            Self::Journal => "journal",
        }
    }
}

impl Route {
    /// A page of a connection.
    pub fn new(connection: &str, page: Page) -> Self {
        Self {
            connection: connection.to_owned(),
            page,
            item: None,
        }
    }

    /// Something on a page of a connection.
    pub fn item(connection: &str, page: Page, item: &str) -> Self {
        Self {
            item: Some(item.to_owned()),
            ..Self::new(connection, page)
        }
    }

    /// The path of this place, with every segment escaped.
    pub fn path(&self) -> String {
        let mut path = home().to_owned();
        escape_segment(&self.connection, &mut path);
        if self.page != Page::Overview {
            path.push('/');
            path.push_str(self.page.segment());
            if let Some(item) = &self.item {
                path.push('/');
                escape_segment(item, &mut path);
            }
        }
        path
    }

    /// The place that a path names; `None` for a path that is not one of ours. A trailing slash is forgiven.
    pub fn parse(path: &str) -> Option<Self> {
        let mut segments = path.strip_prefix(home())?.trim_matches('/').split('/');
        let connection = unescape_segment(segments.next().filter(|first| !first.is_empty())?);
        let name = segments.next().unwrap_or_default();
        let item = segments.next().map(unescape_segment);
        if segments.next().is_some() || item.as_deref() == Some("") {
            return None;
        }
        let page = Page::ALL.into_iter().find(|page| page.segment() == name)?;
        if page == Page::Overview && item.is_some() {
            return None;
        }
        Some(Self {
            connection,
            page,
            item,
        })
    }
}

/// Where `index.html` stands on this site, as `src/boot.js` found it.
static HOME: OnceLock<String> = OnceLock::new();

/// Says where the app stands: a path with a slash at both ends. Only the first call counts, and it comes
/// before anything is shown.
pub fn set_home(path: String) {
    drop(HOME.set(path));
}

/// The path of the place that lists the connections, which is where the app stands: `/`, or `/console/`.
pub fn home() -> &'static str {
    HOME.get().map_or("/", String::as_str)
}

/// The path of the place that looks at how the app is hosted. No connection may have that id.
pub fn checks() -> String {
    [home(), CHECKS].concat()
}

/// What stands in the place of a connection there.
pub const CHECKS: &str = "checks";

/// Reads a query (`q=a%20b&sort=-name`, with or without its `?`) as pairs in their order.
pub fn parse_query(query: &str) -> Vec<(String, String)> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plain = |text: &str| unescape(&text.replace('+', " "));
            (plain(name), plain(value))
        })
        .collect()
}

/// Writes pairs as a query with its `?`; nothing for no pairs.
pub fn write_query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        query.push(if query.is_empty() { '?' } else { '&' });
        escape(name, &mut query);
        query.push('=');
        escape(value, &mut query);
    }
    query
}

/// A query with one of its pairs set to something else, or taken out; the others stay in their order.
pub fn with_pair(query: &str, name: &str, value: Option<&str>) -> String {
    let pairs = parse_query(query);
    let others = pairs
        .iter()
        .filter(|pair| pair.0 != name)
        .map(|pair| (pair.0.as_str(), pair.1.as_str()));
    write_query(others.chain(value.map(|value| (name, value))))
}

/// Percent-encodes all but RFC 3986's unreserved characters, and `:` `,` which stand unescaped in a
/// query and keep a filter readable in the address bar.
pub fn escape(text: &str, into: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b',' => {
                into.push(char::from(byte));
            }
            other => {
                into.push('%');
                into.extend(digits(other));
            }
        }
    }
}

/// A byte in hexadecimal.
fn digits(byte: u8) -> [char; 2] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [byte >> 4, byte].map(|nibble| char::from(DIGITS[usize::from(nibble & 15)]))
}

/// Undoes percent-encoding. What is not an escape stands for itself, and bytes that are not UTF-8 are
/// replaced: a bad link must not break the page.
pub fn unescape(text: &str) -> String {
    undo(text, b'%', |_| true)
}

/// Puts the byte of each escape (`mark` and two hexadecimal digits) in its place, of those bytes that `is_meant`.
fn undo(text: &str, mark: u8, is_meant: fn(u8) -> bool) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == mark)
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .filter(|byte| is_meant(*byte));
        plain.push(escaped.unwrap_or(byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// What of a segment is escaped by `~` in the place of `%`. The router puts a link's path through `decodeURI` on its
/// way to the address bar: `%2541` would stand there as `%41`, which is `A` after a reload, `%5C` as a backslash,
/// which is a slash, and a line's end not at all. `~` itself is among them, so that both can be told apart.
const fn is_twice(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'%' | b'\\' | b'~' | 0x7f)
}

/// Escapes a part of a path between two slashes ([`Route::path`]).
pub fn escape_segment(text: &str, into: &mut String) {
    let mut plain = String::with_capacity(text.len());
    for char in text.chars() {
        match u8::try_from(char) {
            Ok(byte) if is_twice(byte) => {
                plain.push('~');
                plain.extend(digits(byte));
            }
            _ => plain.push(char),
        }
    }
    escape(&plain, into);
}

/// Undoes [`escape_segment`]. A link that was escaped by percents alone is read as well.
fn unescape_segment(text: &str) -> String {
    undo(&unescape(text), b'~', is_twice)
}
