//! What is valid JSON and yet not what one may think: keys that stand twice, numbers that other programs
//! would change, characters that nobody sees (RFC 8259, sections 4, 6 and 8; RFC 7493).

use super::change::decimal;
use super::doc::{Doc, Kind};
use super::place::place;
use super::show::{is_hidden, shortened, visible, words};

/// How many are told at most.
pub const MOST_WARNINGS: usize = 200;

/// Something to look at, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The line, from 1.
    pub line: u32,
    /// The character of the line, from 1.
    pub column: u32,
    /// Where, in bytes.
    pub at: usize,
    /// What it is, for a person.
    pub words: String,
}

/// The warnings of a text, in its order.
pub fn warnings(doc: &Doc) -> Vec<Warning> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for at in 0..doc.len() {
        match doc.node(at).kind {
            Kind::Object => twice(doc, at, &mut found),
            Kind::Number => {
                if let Some(why) = risk(doc.raw(at)) {
                    let path = doc.path(at).words();
                    let (number, _) = shortened(doc.raw(at), 30);
                    found.push((
                        doc.span(at).start,
                        [&path, ": ", number, " ", why, "."].concat(),
                    ));
                }
            }
            Kind::Text => hidden(doc, at, doc.raw(at), &mut found),
            Kind::Array | Kind::Word => {}
        }
        if let Some(key) = doc.raw_key(at) {
            hidden(doc, at, key, &mut found);
        }
        if found.len() > MOST_WARNINGS {
            break;
        }
    }
    found.sort();
    found.truncate(MOST_WARNINGS);
    found
        .into_iter()
        .map(|(at, words)| {
            let (line, column) = place(doc.text(), at);
            Warning {
                line,
                column,
                at,
                words,
            }
        })
        .collect()
}

/// Keys that stand more than once in an object, however they are escaped.
fn twice(doc: &Doc, object: usize, found: &mut Vec<(usize, String)>) {
    let mut keys: Vec<(String, usize)> = doc
        .children(object)
        .map(|child| (doc.raw_key(child).map(words).unwrap_or_default(), child))
        .collect();
    keys.sort();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        for two in same.windows(2) {
            let (first, again) = (doc.key_start(two[0].1), doc.key_start(two[1].1));
            let lines = [place(doc.text(), first).0, place(doc.text(), again).0]
                .map(|line| line.to_string());
            let path = doc.path(two[1].1).words();
            let words = [
                "The key ",
                &path,
                " stands in line ",
                &lines[0],
                " and again in line ",
                &lines[1],
                ": most programs read the last one only.",
            ];
            found.push((again, words.concat()));
        }
    }
}

/// The first character of a text that is not seen.
fn hidden(doc: &Doc, at: usize, raw: &str, found: &mut Vec<(usize, String)>) {
    let Some((place, c)) = raw
        .char_indices()
        .find(|(_, c)| is_hidden(*c) && *c != '\u{200d}')
    else {
        return;
    };
    let mut letters = [0; 4];
    let code = visible(c.encode_utf8(&mut letters)).into_owned();
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let what = if turns {
        " turns the direction in which the text is shown."
    } else {
        " is not seen."
    };
    // Within the text's own bytes, wherever they lie in the whole.
    let base = raw.as_ptr() as usize - doc.text().as_ptr() as usize;
    let path = doc.path(at).words();
    found.push((
        base + place,
        [&path, ": the character ", &code, what].concat(),
    ));
}

/// Why other programs would change a number: most hold it in 64 bits, with 53 for its digits
/// (IEEE 754; RFC 8259, section 6).
fn risk(raw: &str) -> Option<&'static str> {
    let Some((negative, digits, power)) = decimal(raw) else {
        return Some("is beyond what most programs hold");
    };
    if digits.is_empty() {
        return negative.then_some("loses its minus in many programs");
    }
    let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let size = length.saturating_add(power);
    // The largest is 1.797…e308, the smallest 4.94e-324.
    if size > 309 || (size == 309 && digits.as_str() > "17976931348623157") {
        return Some(
            "is larger than most programs hold; they would refuse it, or send it back as null",
        );
    }
    if size < -323 {
        return Some("is so small that most programs read 0");
    }
    // 2^53 is 9007199254740992.
    let is_whole = power >= 0;
    if is_whole && size <= 16 {
        let zeros = usize::try_from(power).unwrap_or_default();
        let whole: u64 = [digits.as_str(), &"0".repeat(zeros)]
            .concat()
            .parse()
            .ok()?;
        return (whole > 1 << 53).then_some(BIG);
    }
    if is_whole && !raw.contains(['e', 'E', '.']) {
        return Some(BIG);
    }
    (length > 17).then_some("has more digits than most programs keep")
}

/// What is said of a whole number that a float does not hold.
const BIG: &str = "is above 2^53: many programs would change its last digits";
