//! Copies of the page whose addresses count from where the page stands, so that one `dist/` works at any path.
//!
//! `index.html` names its files from the top of the site (`/boot-1f2e….js`), which any host can serve for every
//! address of the app. Below a path, or behind a proxy that takes one away, the server answers with the copy
//! for the depth of the address instead (deploy/, docs/deploy.md): `page-0.html` for `/tines`, `page-1.html` for `/tines/users`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// What the names of the copies begin with.
pub const PREFIX: &str = "page-";
/// The deepest address of the app is `/tines/users/5/`.
const DEEPEST: usize = 3;
/// What stands before an address.
const ATTRIBUTES: [&str; 4] = ["href", "src", "data-js", "data-wasm"];

/// Writes the copies beside the page.
pub fn write(dist: &Path) -> Result<()> {
    let page = fs::read_to_string(dist.join("index.html")).context("cannot read index.html")?;
    for depth in 0..=DEEPEST {
        let copy = from_depth(&page, depth);
        ensure!(
            copy != page,
            "index.html names nothing from the top of its site"
        );
        let path = dist.join(format!("{PREFIX}{depth}.html"));
        fs::write(&path, copy).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The page with its addresses counted from so many folders below the one it stands in.
fn from_depth(page: &str, depth: usize) -> String {
    let up = if depth == 0 {
        "./".to_owned()
    } else {
        "../".repeat(depth)
    };
    let mut copy = page.to_owned();
    for attribute in ATTRIBUTES {
        // The minifier leaves the quotes out where it can.
        for quote in ["", "\""] {
            let from_top = format!(" {attribute}={quote}/");
            copy = copy.replace(&from_top, &format!(" {attribute}={quote}{up}"));
        }
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_from_the_depth_and_nothing_else_changes() {
        let page = "<link rel=stylesheet href=/a.css><script src=\"/b.js\" type=module></script>\
            <meta name=app-wasm data-js=/c.js data-wasm=\"/c.wasm\"><p title=\"x /y\">=/z</p>";
        let at = |up: &str| {
            format!(
                "<link rel=stylesheet href={up}a.css><script src=\"{up}b.js\" type=module></script>\
                 <meta name=app-wasm data-js={up}c.js data-wasm=\"{up}c.wasm\"><p title=\"x /y\">=/z</p>"
            )
        };
        assert_eq!(from_depth(page, 0), at("./"));
        assert_eq!(from_depth(page, 1), at("../"));
        assert_eq!(from_depth(page, 3), at("../../../"));
    }
}
