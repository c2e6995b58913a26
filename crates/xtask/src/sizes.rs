//! How many bytes `dist/` costs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::pages::PREFIX;
use crate::project::Project;
use crate::split::LATER;

/// What a first visit may fetch of code and style, in bytes, compressed with brotli.
pub const BUDGET: u64 = 250 * 1024;

/// The files that a first visit fetches, by ending.
const FIRST_VISIT: [&str; 4] = ["html", "js", "wasm", "css"];

/// One file of `dist/`, with its sizes in bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Size {
    /// Its name below `dist/`.
    pub name: String,
    /// As it is.
    pub plain: u64,
    /// With gzip, where such a copy lies beside it.
    pub gzip: Option<u64>,
    /// With brotli, where such a copy lies beside it.
    pub brotli: Option<u64>,
    /// Whether the page fetches it only when it needs it.
    pub later: bool,
}

impl Size {
    /// What a visitor fetches of it.
    fn fetched(&self) -> u64 {
        self.brotli.unwrap_or(self.plain)
    }

    fn is_first_visit(&self) -> bool {
        let path = Path::new(&self.name);
        // A visitor gets one of the pages; they differ in a few dots.
        !self.later
            && !self.name.starts_with(PREFIX)
            && path
                .extension()
                .and_then(|ending| ending.to_str())
                .is_some_and(|ending| FIRST_VISIT.contains(&ending))
    }
}

/// Print the sizes; false if a first visit costs more than [`BUDGET`].
pub fn report(project: &Project) -> Result<bool> {
    let sizes = measure(&project.dist())?;
    let width = sizes.iter().map(|size| size.name.len()).max().unwrap_or(4);
    println!(
        "\n{:width$} {:>9} {:>9} {:>9}",
        "dist/", "plain", "gzip", "brotli"
    );
    for size in &sizes {
        println!(
            "{:width$} {:>9} {:>9} {:>9}",
            size.name,
            size.plain,
            or_dash(size.gzip),
            or_dash(size.brotli)
        );
    }
    let sum = first_visit(&sizes);
    println!(
        "\nfirst visit (html + js + wasm + css), brotli: {}",
        against_budget(sum)
    );
    let later = sizes.iter().filter(|size| size.later).map(Size::fetched);
    println!(
        "later, when it is first needed or the list is complete, brotli: {} bytes",
        grouped(later.sum())
    );
    Ok(sum <= BUDGET)
}

/// `101,234 bytes of 256,000 (39 %)`.
pub fn against_budget(bytes: u64) -> String {
    format!(
        "{} bytes of {} ({} %)",
        grouped(bytes),
        grouped(BUDGET),
        (bytes * 100).div_ceil(BUDGET)
    )
}

/// The sizes of the files in a folder and below, by name; compressed copies count with their file.
pub fn measure(dist: &Path) -> Result<Vec<Size>> {
    let mut sizes = Vec::new();
    collect(dist, "", &mut sizes)?;
    sizes.sort_by(|a, b| a.name.cmp(&b.name));
    // A folder without a page, as a test makes it, has no style sheets for later.
    let page = fs::read_to_string(dist.join("index.html")).unwrap_or_default();
    let disabled = disabled_styles(&page);
    for size in &mut sizes {
        size.later =
            Path::new(&size.name).starts_with(LATER) || disabled.contains(&size.name.as_str());
    }
    Ok(sizes)
}

/// The style sheets that a page names and does not fetch: a browser leaves a disabled link alone.
fn disabled_styles(page: &str) -> Vec<&str> {
    page.split("<link ")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .map(|tag| tag.split_whitespace().collect::<Vec<_>>())
        .filter(|attributes| attributes.contains(&"disabled"))
        .filter_map(|attributes| attributes.iter().find_map(|one| one.strip_prefix("href=")))
        .map(|href| href.trim_matches('"').trim_start_matches('/'))
        .collect()
}

/// The bytes that a first visit fetches: every page, script, style and wasm file, compressed, but for what is fetched
/// later.
pub fn first_visit(sizes: &[Size]) -> u64 {
    sizes
        .iter()
        .filter(|size| size.is_first_visit())
        .map(Size::fetched)
        .sum()
}

fn collect(folder: &Path, prefix: &str, sizes: &mut Vec<Size>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{name}/"), sizes)?;
            continue;
        }
        let is_copy = path
            .extension()
            .is_some_and(|ending| ending == "br" || ending == "gz");
        if is_copy {
            continue;
        }
        let beside = |ending: &str| {
            let copy = folder.join(format!("{}.{ending}", entry.file_name().to_string_lossy()));
            fs::metadata(copy).ok().map(|file| file.len())
        };
        sizes.push(Size {
            plain: entry.metadata()?.len(),
            gzip: beside("gz"),
            brotli: beside("br"),
            later: false,
            name,
        });
    }
    Ok(())
}

fn or_dash(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "–".to_owned(), |bytes| bytes.to_string())
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_is_the_compressed_code_and_style() {
        let root = std::env::temp_dir().join(format!("xtask-sizes-{}", std::process::id()));
        fs::create_dir_all(root.join("snippets")).unwrap();
        fs::create_dir_all(root.join(LATER)).unwrap();
        for (name, bytes) in [
            ("app.wasm", 100),
            ("app.wasm.br", 40),
            ("app.wasm.gz", 50),
            ("snippets/inner.js", 9),
            ("snippets/inner.js.br", 7),
            ("style.css", 3),
            ("more.css", 5),
            ("later/more.wasm", 70),
            ("config.json", 1000),
        ] {
            fs::write(root.join(name), vec![0; bytes]).unwrap();
        }
        let page =
            "<link href=/style.css rel=stylesheet><link disabled href=/more.css rel=stylesheet>";
        fs::write(root.join("index.html"), page).unwrap();
        let sizes = measure(&root).unwrap();
        fs::remove_dir_all(&root).unwrap();

        let names: Vec<_> = sizes.iter().map(|size| size.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "app.wasm",
                "config.json",
                "index.html",
                "later/more.wasm",
                "more.css",
                "snippets/inner.js",
                "style.css"
            ]
        );
        assert_eq!(sizes[0].gzip, Some(50));
        assert_eq!(first_visit(&sizes), 40 + 7 + 3 + page.len() as u64);
    }

    #[test]
    fn sizes_are_readable() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(12_345_678), "12,345,678");
        assert_eq!(against_budget(BUDGET), "256,000 bytes of 256,000 (100 %)");
        assert_eq!(
            against_budget(BUDGET + 1),
            "256,001 bytes of 256,000 (101 %)"
        );
    }
}
