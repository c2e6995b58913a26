//! JSON text laid out anew: only blanks change, and with [`sort_keys`] the order of keys.

use super::doc::{Doc, Kind};
use super::read::Problem;
use super::show::words;
use crate::wire::pretty::pretty;

/// One key or element per line, indented by two blanks.
pub fn format(text: &str) -> Result<String, Problem> {
    Doc::read(text).map(|doc| pretty(doc.raw(0)))
}

/// Without any blank between the tokens.
pub fn compact(text: &str) -> Result<String, Problem> {
    Doc::read(text).map(|doc| tight(&doc, 0))
}

/// Laid out, with the keys of each object in the order of their characters. Keys that stand twice stay in
/// their own order: the later one wins wherever the object is read.
pub fn sort_keys(text: &str) -> Result<String, Problem> {
    Doc::read(text).map(|doc| pretty(&written(&doc, 0, true)))
}

/// Whether two texts say the same to the last digit, whatever blanks stand between. Texts that are no JSON
/// are the same only if they are equal.
pub fn same(a: &str, b: &str) -> bool {
    a == b || matches!((compact(a), compact(b)), (Ok(a), Ok(b)) if a == b)
}

/// A value without blanks.
pub(super) fn tight(doc: &Doc, place: usize) -> String {
    written(doc, place, false)
}

/// What is to be written next.
enum Next {
    Value(usize),
    Sign(char),
}

/// From value to value with a list of what comes, so that depth costs no stack.
fn written(doc: &Doc, place: usize, sorted: bool) -> String {
    let mut out = String::with_capacity(doc.raw(place).len());
    let mut next = vec![Next::Value(place)];
    while let Some(what) = next.pop() {
        let at = match what {
            Next::Sign(sign) => {
                out.push(sign);
                continue;
            }
            Next::Value(at) => at,
        };
        if at != place
            && let Some(key) = doc.raw_key(at)
        {
            out.push_str(key);
            out.push(':');
        }
        let kind = doc.node(at).kind;
        if !kind.is_nested() {
            out.push_str(doc.raw(at));
            continue;
        }
        let is_object = kind == Kind::Object;
        out.push(if is_object { '{' } else { '[' });
        let mut children: Vec<usize> = doc.children(at).collect();
        if sorted && is_object {
            children.sort_by_cached_key(|child| doc.raw_key(*child).map(words));
        }
        next.push(Next::Sign(if is_object { '}' } else { ']' }));
        for (number, child) in children.into_iter().enumerate().rev() {
            next.push(Next::Value(child));
            if number > 0 {
                next.push(Next::Sign(','));
            }
        }
    }
    out
}
