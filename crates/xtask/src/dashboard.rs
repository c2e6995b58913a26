//! Building `dist/`: the dashboard in release, with compressed copies beside its files and a list of what it is
//! made of.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};

use crate::fingerprint::{Fingerprint, holds};
use crate::pages;
use crate::process;
use crate::project::{Project, WASM};
use crate::split;
use crate::step::{step, up_to_date};
use crate::tools;

/// Compresses with Node.js's own zlib and brotli: a Rust crate for it would be compiled before all else.
const COMPRESS: &str = include_str!("compress.mjs");
/// Tells what the dashboard is made of, out of what cargo knows.
const SBOM: &str = include_str!("sbom.mjs");
/// The list's name below `dist/`.
const PARTS_LIST: &str = "sbom.cdx.json";
/// How the wasm is split; it decides about `dist/` as much as the sources do.
const SPLIT: &str = concat!(include_str!("split.rs"), include_str!("imports.rs"));
/// The copies of the page.
const PAGES: &str = include_str!("pages.rs");
/// The flags for the compiler stand here.
const BUILD: &str = include_str!("dashboard.rs");

/// Install what is missing and build `dist/`, unless nothing that goes into it has changed.
pub fn build(project: &Project) -> Result<()> {
    tools::for_building(project)?;
    let stamp = project.work()?.join("dist.stamp");
    let inputs = inputs(project)?;
    if holds(&stamp, &format!("{inputs} {}", outputs(project)?)) {
        up_to_date("dashboard");
        return Ok(());
    }
    step("dashboard", || {
        // Trunk's `--offline` is handed to cargo, too.
        process::run(project.cargo().args(["fetch", "--quiet", "--target", WASM]))?;
        let mut trunk = project.command("trunk");
        trunk
            .env("CARGO_TARGET_DIR", &project.target)
            // Cargo adds them to those of `.cargo/config.toml`.
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                without_paths(project)?,
            )
            // Trunk refuses the value `1` that some shells export.
            .env_remove("NO_COLOR")
            .args(["build", "--release", "--offline", "--skip-version-check"]);
        let parts = split::prepare(project, &mut trunk)?;
        process::run(&mut trunk)?;
        // Trunk knows nothing of them.
        copy(&parts, &project.dist().join(split::LATER))?;
        pages::write(&project.dist())
    })?;
    step("list of parts", || {
        process::run(
            project
                .command("node")
                .args(["--input-type=module", "--eval", SBOM])
                .args(["cargo", WASM])
                .arg(project.dist().join(PARTS_LIST)),
        )
    })?;
    step("compressed copies", || {
        process::run(
            project
                .command("node")
                .args(["--input-type=module", "--eval", COMPRESS])
                .arg(project.dist()),
        )
    })?;
    fs::write(&stamp, format!("{inputs} {}", outputs(project)?))
        .with_context(|| format!("cannot write {}", stamp.display()))
}

/// What makes the compiler leave out where this machine keeps its sources: panics name the file they
/// happened in, and what is shipped says nothing of who built it.
fn without_paths(project: &Project) -> Result<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = home.context("no home directory")?.join("registry/src");
    let mut folders = vec![project.root.clone()];
    // One per registry. Without any, there is nothing to hide.
    for entry in fs::read_dir(sources).into_iter().flatten() {
        folders.push(entry?.path());
    }
    let flag = |folder: &PathBuf| format!("--remap-path-prefix={}=", folder.display());
    Ok(folders.iter().map(flag).collect::<Vec<_>>().join(" "))
}

/// What `dist/` is made from: the whole project but for what certainly plays no part, so that a new
/// folder is noticed without being named here.
fn inputs(project: &Project) -> Result<String> {
    let mut print = Fingerprint::default();
    print.word(COMPRESS);
    print.word(SBOM);
    print.word(SPLIT);
    print.word(BUILD);
    print.word(PAGES);
    print.word(tools::SPLITTER);
    print.files(&project.root, &|path| {
        matters(path) && !is_target(&project.root.join(path))
    })?;
    Ok(print.text())
}

/// What lies in `dist/` now: `trunk serve` puts its own build there.
fn outputs(project: &Project) -> Result<String> {
    let mut print = Fingerprint::default();
    if project.dist().is_dir() {
        print.files(&project.dist(), &|_| true)?;
    }
    Ok(print.text())
}

/// Copy the files of one folder to a new one.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))
            .with_context(|| format!("cannot copy {}", entry.path().display()))?;
    }
    Ok(())
}

/// Whether a file or folder of the project, by its path below it, may be an input of the dashboard.
fn matters(path: &Path) -> bool {
    let Some(Component::Normal(first)) = path.components().next() else {
        return false;
    };
    match first.to_str() {
        Some("crates" | "deploy" | "dist" | "docs" | "target" | "tests" | "README.md") => false,
        Some(name) if name.starts_with('.') => name == ".cargo",
        _ => !path.ends_with("node_modules"),
    }
}

/// Cargo marks its target folders, wherever they are.
fn is_target(path: &Path) -> bool {
    path.join("CACHEDIR.TAG").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_the_other_packages_goes_into_the_dashboard() {
        for path in [
            "src",
            "src/pages/users.rs",
            "Cargo.lock",
            ".cargo/config.toml",
            "new",
        ] {
            assert!(matters(Path::new(path)), "{path}");
        }
        for path in [
            ".git",
            ".tools/bin",
            "crates/xtask",
            "dist/index.html",
            "tests",
            "node_modules",
        ] {
            assert!(!matters(Path::new(path)), "{path}");
        }
    }
}
