//! Where things may live: reads every source file and keeps the directions of `docs/architecture.md`.
//!
//! The two tables below are the rule; the rest only reads the files.

#![expect(clippy::expect_used, reason = "tests")]

#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/planted.rs"]
mod planted;
#[path = "architecture/source.rs"]
mod source;

use std::fs;
use std::path::Path;

use source::Source;

/// Each room of `src/` (a folder or a file) and what it may use. A room uses only rooms above it.
const ROOMS: &[(&str, &str)] = &[
    // What the APIs say. Uses nothing of ours.
    ("wire", ""),
    ("routes", ""),
    // An export needs to know how JSON is quoted, and what is secret.
    ("format", "wire::time wire::json wire::secret"),
    // Pure functions over wire types.
    ("analysis", "wire format"),
    // Effects and parts of the screen, each behind one type. Uses nothing of ours.
    ("reactive", ""),
    // Keys, connections, URL and list, theme.
    ("state", "wire format routes reactive"),
    // HTTP: one function per endpoint. Of the routes only where the app stands, and how a path and a query
    // are encoded.
    (
        "api",
        "wire state routes::escape routes::home routes::write_query",
    ),
    // What is loaded and changed. Of the routes only which page lists a kind of record.
    (
        "data",
        "wire format::number routes::Page analysis reactive state api",
    ),
    // How things look. Knows no API: of the wire only its moments, and of the analysis the filter's text and
    // the text of JSON.
    (
        "ui",
        "wire::time format analysis::filter analysis::json reactive state",
    ),
    // The frame around every page.
    (
        "layout",
        "wire::time wire::page wire::secret format routes analysis::filter reactive state api data ui",
    ),
    // What to show.
    (
        "pages",
        "wire format routes analysis reactive state api data ui layout",
    ),
    // Before the first page: the configuration, and a face for a panic.
    ("start", "routes::set_home state api"),
    // What is fetched when it is first needed.
    ("parts", "data::tenant routes::Page layout pages"),
    // Puts everything together.
    ("app", "routes reactive state api data ui layout pages"),
    ("lib", ""),
    ("main", "app parts start"),
];

/// Where a word may stand.
enum Place {
    /// Only in files whose paths begin so; with none, nowhere.
    Only(&'static [&'static str]),
    /// Anywhere but there.
    Never(&'static [&'static str]),
}
use Place::{Never, Only};

/// What has no browser in it, so that it is tested on the host.
const WITHOUT_BROWSER: &[&str] = &["src/wire/", "src/analysis/"];

/// Words of the code, where they may stand, and why.
const CODE_WORDS: &[(&str, Place, &str)] = &[
    (
        "gloo_net",
        Only(&["src/api/client.rs"]),
        "one place for HTTP",
    ),
    (
        "local_storage",
        Only(&["src/state/storage.rs"]),
        "one place for what the browser keeps",
    ),
    (
        "session_storage",
        Only(&["src/state/storage.rs"]),
        "one place for what the browser keeps",
    ),
    (
        "inner_html",
        Only(&[]),
        "Trusted Types: text becomes no markup",
    ),
    (
        "set_inner_html",
        Only(&[]),
        "Trusted Types: text becomes no markup",
    ),
    (
        "set_outer_html",
        Only(&[]),
        "Trusted Types: text becomes no markup",
    ),
    (
        "insert_adjacent_html",
        Only(&[]),
        "Trusted Types: text becomes no markup",
    ),
    // `style:--name=` is fine.
    (
        " style=",
        Only(&[]),
        "the content security policy allows no style attribute",
    ),
    ("leptos", Never(WITHOUT_BROWSER), "tested on the host"),
    ("web_sys", Never(WITHOUT_BROWSER), "tested on the host"),
    ("js_sys", Never(WITHOUT_BROWSER), "tested on the host"),
    ("wasm_bindgen", Never(WITHOUT_BROWSER), "tested on the host"),
    (
        "gatehouse",
        Never(&["crates/"]),
        "the sandbox imitates somebody else's server",
    ),
    (
        "sandbox",
        Never(&["src/"]),
        "the sandbox imitates somebody else's server",
    ),
];

/// Where the app's own URLs are spelt, and the APIs' paths.
const URLS: &[&str] = &["src/routes.rs", "src/api/", "crates/"];

/// Words of string literals, where they may stand, and why.
const LITERAL_WORDS: &[(&str, Place, &str)] = &[
    (
        "/users",
        Only(URLS),
        "only routes.rs spells a URL of the app",
    ),
    (
        "/sign-ins",
        Only(URLS),
        "only routes.rs spells a URL of the app",
    ),
    (
        "/jobs",
        Only(URLS),
        "only routes.rs spells a URL of the app",
    ),
    (
        "/templates",
        Only(URLS),
        "only routes.rs spells a URL of the app",
    ),
    (
        "/organisations",
        Only(URLS),
        "only routes.rs spells a URL of the app",
    ),
    (
        "/gateway-users",
        Only(URLS),
        "only routes.rs spells a URL of the app",
    ),
    (
        "innerHTML",
        Only(&[]),
        "Trusted Types: text becomes no markup",
    ),
    (
        "localStorage",
        Only(&["src/state/storage.rs"]),
        "one place for what the browser keeps",
    ),
];

/// What a file does against the tables, one line per offence. `path` is from the project's folder.
fn offences(path: &str, text: &str) -> Vec<String> {
    let source = Source::read(text);
    let mut found = imports(path, &source);
    for (line, code) in source.code_lines() {
        for (word, place, why) in CODE_WORDS {
            if holds(code, word) && !may(path, place) {
                found.push(format!(
                    "{path}:{line}: `{}` may not stand here ({why})",
                    word.trim()
                ));
            }
        }
    }
    for (line, literal) in &source.literals {
        for (word, place, why) in LITERAL_WORDS {
            if literal.contains(word) && !may(path, place) {
                found.push(format!(
                    "{path}:{line}: `{word}` may not stand here ({why})"
                ));
            }
        }
    }
    found
}

/// The rooms that a file of `src/` uses and may not.
fn imports(path: &str, source: &Source) -> Vec<String> {
    let Some(inside) = path.strip_prefix("src/") else {
        return Vec::new();
    };
    let module: Vec<&str> = inside
        .trim_end_matches(".rs")
        .trim_end_matches("/mod")
        .split('/')
        .collect();
    let room = module[0];
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{path}:1: `{room}` is not in the table of rooms")];
    };
    // The crate's root is no module of that name.
    let module = if matches!(room, "lib" | "main") {
        &[][..]
    } else {
        &module
    };
    paths::named(&source.code, module)
        .into_iter()
        .filter(|named| named.path.first().is_none_or(|first| first != room))
        .filter(|named| {
            !allowed
                .split_whitespace()
                .any(|rule| starts_with(&named.path, rule))
        })
        .map(|named| {
            format!(
                "{path}:{}: {room} may not use {}",
                named.line,
                named.path.join("::")
            )
        })
        .collect()
}

/// Whether a path lies at or below `rule` (`wire::time`).
fn starts_with(path: &[String], rule: &str) -> bool {
    let rule: Vec<&str> = rule.split("::").collect();
    path.len() >= rule.len() && path.iter().zip(&rule).all(|(name, rule)| name == rule)
}

/// Whether `code` holds `word` and not merely a longer name with it inside.
fn holds(code: &str, word: &str) -> bool {
    let in_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word).any(|(at, _)| {
        let before = word.starts_with(' ') || !in_name(code[..at].chars().next_back());
        let after = word.ends_with('=') || !in_name(code[at + word.len()..].chars().next());
        before && after
    })
}

fn may(path: &str, place: &Place) -> bool {
    let under = |starts: &[&str]| starts.iter().any(|start| path.starts_with(start));
    match place {
        Only(starts) => under(starts),
        Never(starts) => !under(starts),
    }
}

/// Every file below `folder` that ends with `.rs`, as (path from the project's folder, text).
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).expect("a folder of the project") {
            let entry = entry.expect("an entry of a folder");
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(path);
            } else if entry.path().extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(entry.path()).expect("a source file");
                files.push((path, text));
            }
        }
    }
    files
}

#[test]
fn every_file_keeps_to_the_tables() {
    let files: Vec<_> = ["src", "crates/sandbox/src"]
        .into_iter()
        .flat_map(rust_files)
        .collect();
    assert!(
        files.iter().any(|(path, _)| path == "src/wire/page.rs"),
        "the files were not found"
    );
    let offences: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| offences(path, text))
        .collect();
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    for (index, (room, allowed)) in ROOMS.iter().enumerate() {
        for rule in allowed.split_whitespace() {
            let name = rule.split("::").next();
            assert!(
                ROOMS[..index].iter().any(|(above, _)| Some(*above) == name),
                "{room} is above {rule}"
            );
        }
    }
}

#[test]
fn no_manifest_joins_dashboard_and_sandbox() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (manifest, other) in [
        ("Cargo.toml", "sandbox"),
        ("crates/sandbox/Cargo.toml", "gatehouse"),
    ] {
        let text = fs::read_to_string(root.join(manifest)).expect("a manifest");
        assert!(!depends_on(&text, other), "{manifest} depends on {other}");
    }
}

/// Whether a manifest names a package where dependencies are named.
fn depends_on(manifest: &str, package: &str) -> bool {
    let mut dependencies = false;
    manifest.lines().map(str::trim).any(|line| {
        if let Some(section) = line.strip_prefix('[') {
            dependencies = section.contains("dependencies");
            return dependencies && section.contains(&format!(".{package}]"));
        }
        let name = line.split(['=', '.']).next().unwrap_or_default().trim();
        dependencies && (name == package || line.contains(&format!("package = \"{package}\"")))
    })
}
