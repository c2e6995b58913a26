//! Whether a result is up to date: a stamp over the contents that it was made from.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A number that changes with the names and the contents of files.
///
/// Contents, not times: a fresh checkout or a switch of branches touches every file.
#[derive(Debug, Default)]
pub struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// Take a word in.
    pub fn word(&mut self, word: &str) {
        word.hash(&mut self.0);
    }

    /// Take a file in, or all files below a folder that `keep` wants, given paths below it.
    pub fn files(&mut self, root: &Path, keep: &dyn Fn(&Path) -> bool) -> Result<()> {
        let mut found = BTreeSet::new();
        walk(root, Path::new(""), keep, &mut found)?;
        for path in found {
            path.hash(&mut self.0);
            let whole = root.join(&path);
            fs::read(&whole)
                .with_context(|| format!("cannot read {}", whole.display()))?
                .hash(&mut self.0);
        }
        Ok(())
    }

    /// As text, to be kept in a stamp.
    pub fn text(&self) -> String {
        format!("{:016x}", self.0.finish())
    }
}

fn walk(
    root: &Path,
    below: &Path,
    keep: &dyn Fn(&Path) -> bool,
    found: &mut BTreeSet<PathBuf>,
) -> Result<()> {
    let folder = root.join(below);
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if !keep(&path) {
            continue;
        }
        if entry.path().is_dir() {
            walk(root, &path, keep, found)?;
        } else {
            found.insert(path);
        }
    }
    Ok(())
}

/// Whether a stamp holds this text.
pub fn holds(stamp: &Path, text: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|kept| kept == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(root: &Path) -> String {
        let mut print = Fingerprint::default();
        print
            .files(root, &|path| !path.starts_with("skipped"))
            .unwrap();
        print.text()
    }

    #[test]
    fn names_and_contents_count_but_not_what_is_skipped() {
        let root = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        fs::create_dir_all(root.join("inner")).unwrap();
        fs::create_dir_all(root.join("skipped")).unwrap();
        fs::write(root.join("inner/a"), "one").unwrap();
        let first = of(&root);

        fs::write(root.join("inner/a"), "one").unwrap();
        fs::write(root.join("skipped/b"), "new").unwrap();
        assert_eq!(of(&root), first, "same contents");

        fs::write(root.join("inner/a"), "two").unwrap();
        let changed = of(&root);
        assert_ne!(changed, first, "another content");

        fs::rename(root.join("inner/a"), root.join("inner/c")).unwrap();
        assert_ne!(of(&root), changed, "another name");
        fs::remove_dir_all(root).unwrap();
    }
}
