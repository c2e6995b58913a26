//! Which modules of the crate a file names, however it spells them: `use crate::{a::b, c}`,
//! `crate::a::b` in the middle of code, `gatehouse::a`, `super::super::a`.

/// A path from the crate's root, and the line it stands on.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// From 1.
    pub line: usize,
    /// `["wire", "time", "Timestamp"]`.
    pub path: Vec<String>,
}

/// The paths in `code` (comments and literals already gone) of the module `module`.
pub fn named(code: &str, module: &[&str]) -> Vec<Named> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    // `mod tests {`: a module within the file, by the depth of braces at which it began.
    let mut inner: Vec<(usize, &str)> = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    while at < tokens.len() {
        let word = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.1);
        let joined = at > 0 && tokens[at - 1].1 == "::";
        match word(0) {
            "mod" if word(2) == "{" => inner.push((depth, word(1))),
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inner.pop_if(|(began, _)| *began >= depth);
            }
            root @ ("crate" | "gatehouse" | "super") if !joined && word(1) == "::" => {
                let mut base: Vec<&str> = Vec::new();
                let mut start = at + 2;
                if root == "super" {
                    base.extend(module);
                    base.extend(inner.iter().map(|(_, name)| name));
                    base.pop();
                    while tokens.get(start).is_some_and(|token| token.1 == "super") {
                        base.pop();
                        start += 2;
                    }
                }
                at = tree(&tokens, start, &base, &mut found);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Reads one path, or a group of them in braces; answers where it ends.
fn tree(tokens: &[(usize, &str)], start: usize, base: &[&str], found: &mut Vec<Named>) -> usize {
    let mut path = base.to_vec();
    let mut at = start;
    while let Some(&(line, word)) = tokens.get(at) {
        let goes_on = tokens.get(at + 1).is_some_and(|token| token.1 == "::");
        if word == "{" && at > 0 && tokens[at - 1].1 == "::" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token.1 != "}") {
                let end = tree(tokens, at, &path, found);
                // Past `as name` and the comma.
                at = end.max(at + 1);
                while tokens
                    .get(at)
                    .is_some_and(|token| !is_name(token.1) && token.1 != "}")
                    || tokens.get(at - 1).is_some_and(|token| token.1 == "as")
                {
                    at += 1;
                }
                if tokens.get(at).is_some_and(|token| token.1 == "as") {
                    at += 2;
                    at += usize::from(tokens.get(at).is_some_and(|token| token.1 == ","));
                }
            }
            return at + 1;
        }
        if word != "self" {
            path.push(word);
        }
        at += 1;
        if !goes_on {
            found.push(Named {
                line,
                path: path.iter().map(|&name| name.to_owned()).collect(),
            });
            return at;
        }
        at += 1;
    }
    at
}

fn is_name(token: &str) -> bool {
    token == "*" || token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Names, `::` and single marks, each with its line.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (index, mut rest) in code.lines().enumerate() {
        loop {
            rest = rest.trim_start();
            let Some(first) = rest.chars().next() else {
                break;
            };
            let length = if rest.starts_with("::") {
                2
            } else if first.is_alphanumeric() || first == '_' {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            found.push((index + 1, &rest[..length]));
            rest = &rest[length..];
        }
    }
    found
}

#[test]
fn every_spelling_of_a_path() {
    let paths = |code: &str| -> Vec<String> {
        named(code, &["api", "tines", "users"])
            .into_iter()
            .map(|named| format!("{}:{}", named.line, named.path.join("::")))
            .collect()
    };
    assert_eq!(paths("use crate::wire::time;"), ["1:wire::time"]);
    assert_eq!(
        paths("\nlet x = gatehouse::wire::decode::<T>(y);"),
        ["2:wire::decode::<"]
    );
    assert_eq!(
        paths("use crate::{\n    ui,\n    wire::{self, time::*},\n    state as s,\n    data,\n};"),
        ["2:ui", "3:wire", "3:wire::time::*", "4:state", "5:data"]
    );
    assert_eq!(paths("use super::page;"), ["1:api::tines::page"]);
    assert_eq!(paths("use super::super::client;"), ["1:api::client"]);
    assert_eq!(paths("super::super::super::ui::x()"), ["1:ui::x"]);
    assert_eq!(
        paths("mod tests { fn f() {} use super::*; } use super::a;"),
        ["1:api::tines::users::*", "1:api::tines::a"]
    );
    assert_eq!(paths("pub(crate) fn f() {} use other::crate_::x;"), [""; 0]);
    assert_eq!(
        paths("use crate::a::{b::{c, d}, e};use crate::f;"),
        ["1:a::b::c", "1:a::b::d", "1:a::e", "1:f"]
    );
}
