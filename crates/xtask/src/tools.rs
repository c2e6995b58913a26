//! The programs that build and test the dashboard, in their pinned versions.
//!
//! A program of the right version that is already on the `PATH` is used as it is; otherwise it is
//! installed below `.tools` from the package registries, so that Trunk finds all it needs with
//! `--offline` and downloads nothing by itself. Each version stands in one place only: Trunk's and
//! wasm-opt's in `Trunk.toml`, wasm-bindgen's in `Cargo.lock`, the others' here.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::process;
use crate::project::{Project, WASM};
use crate::step::{step, up_to_date};

/// A program that must be there in one version.
#[derive(Debug)]
struct Tool {
    name: &'static str,
    version: String,
    source: Source,
}

/// Where a program comes from.
#[derive(Clone, Copy, Debug)]
enum Source {
    /// A crate, and whether its own lock file is used.
    Crate { name: &'static str, locked: bool },
    /// The splitter's crate. Its program does not say its version; cargo's list of what it installed does.
    Splitter,
    /// Binaryen's package on npm; its version is the whole number that wasm-opt prints.
    Binaryen,
}

/// The version of the splitter. It must understand what the `wasm_split` macro of the version in
/// `Cargo.lock` writes; cargo-leptos pairs the two.
pub const SPLITTER: &str = "0.2.4";
/// The splitter's crate.
const SPLITTER_CRATE: &str = "wasm_split_cli_support";

/// What holds the crates against `deny.toml`.
const DENY: &str = "0.20.2";

/// Everything that `audit` asks, but for npm.
pub fn for_audit(project: &Project) -> Result<()> {
    ensure(
        project,
        &Tool {
            name: "cargo-deny",
            version: DENY.to_owned(),
            source: Source::Crate {
                name: "cargo-deny",
                locked: true,
            },
        },
    )
}

/// Everything that builds the dashboard.
pub fn for_building(project: &Project) -> Result<()> {
    wasm_target(project)?;
    let config = read(project, "Trunk.toml")?;
    let lock = read(project, "Cargo.lock")?;
    let trunk = Tool {
        name: "trunk",
        version: trunk_version(&config).context("Trunk.toml has no trunk-version")?,
        source: Source::Crate {
            name: "trunk",
            locked: true,
        },
    };
    let wasm_opt = Tool {
        name: "wasm-opt",
        version: wasm_opt_version(&config).context("Trunk.toml has no wasm_opt")?,
        source: Source::Binaryen,
    };
    ensure(project, &trunk)?;
    let splitter = Tool {
        name: "wasm-split-cli",
        version: SPLITTER.to_owned(),
        source: Source::Splitter,
    };
    ensure(project, &wasm_bindgen("wasm-bindgen", &lock)?)?;
    ensure(project, &splitter)?;
    ensure(project, &wasm_opt)
}

/// Everything that runs tests inside a browser, but for the browser.
pub fn for_wasm_tests(project: &Project) -> Result<()> {
    wasm_target(project)?;
    let lock = read(project, "Cargo.lock")?;
    ensure(project, &wasm_bindgen("wasm-bindgen-test-runner", &lock)?)
}

/// rustfmt and clippy, which a minimal toolchain lacks.
pub fn for_checks(project: &Project) -> Result<()> {
    for (component, check) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if process::read(project.cargo().args([check, "--version"])).is_err() {
            step(component, || {
                process::run(
                    project
                        .command("rustup")
                        .args(["component", "add", component]),
                )
            })?;
        }
    }
    Ok(())
}

fn wasm_target(project: &Project) -> Result<()> {
    let sysroot = process::read(project.command("rustc").args(["--print", "sysroot"]))?;
    let target = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM);
    if target.is_dir() {
        up_to_date("wasm target");
        return Ok(());
    }
    step("wasm target", || {
        process::run(project.command("rustup").args(["target", "add", WASM]))
    })
}

/// One of the programs of wasm-bindgen's crate; they are installed together.
///
/// The crate's own lock file names a version that is no longer served, so it is not used.
fn wasm_bindgen(name: &'static str, lock: &str) -> Result<Tool> {
    Ok(Tool {
        name,
        version: locked_version(lock, "wasm-bindgen").context("Cargo.lock lacks wasm-bindgen")?,
        source: Source::Crate {
            name: "wasm-bindgen-cli",
            locked: false,
        },
    })
}

fn ensure(project: &Project, tool: &Tool) -> Result<()> {
    let what = format!("{} {}", tool.name, tool.version);
    if installed_version(project, tool).as_ref() == Some(&tool.version) {
        up_to_date(&what);
        return Ok(());
    }
    step(&what, || {
        match tool.source {
            Source::Crate { name, locked } => {
                install_crate(project, name, &tool.version, locked.then_some("--locked"))?;
            }
            Source::Splitter => install_crate(
                project,
                SPLITTER_CRATE,
                &tool.version,
                ["--locked", "--features=build-binary"],
            )?,
            Source::Binaryen => install_binaryen(project, &tool.version)?,
        }
        let found = installed_version(project, tool);
        ensure!(
            found.as_ref() == Some(&tool.version),
            "installed {what}, but found {found:?}"
        );
        Ok(())
    })
}

/// The version of the program that would be started by its name, if there is one.
fn installed_version(project: &Project, tool: &Tool) -> Option<String> {
    let path = project.find_program(tool.name)?;
    if matches!(tool.source, Source::Splitter) {
        let list = fs::read_to_string(project.tools().join(".crates.toml")).ok()?;
        return version_listed(&list, SPLITTER_CRATE);
    }
    let said = process::read(project.command(path).arg("--version")).ok()?;
    version_said(&said, tool.name)
}

/// Cheap settings: the tools run for seconds, and thorough ones take three times as long to build.
const CHEAP: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
];

fn install_crate(
    project: &Project,
    name: &str,
    version: &str,
    options: impl IntoIterator<Item = &'static str>,
) -> Result<()> {
    // A folder that stays: an interrupted build goes on where it stopped.
    let target = project.tools().join("target");
    let mut cargo = project.command("cargo");
    cargo
        .args(["install", name, "--version", version, "--force", "--root"])
        .arg(project.tools())
        .args(options)
        .env("CARGO_TARGET_DIR", &target)
        .envs(CHEAP);
    process::run(&mut cargo)?;
    // Built for good; a leftover costs disk only.
    let _ = fs::remove_dir_all(target);
    Ok(())
}

/// npm's package brings wasm-opt as a Node.js program; a link puts it where Trunk looks.
fn install_binaryen(project: &Project, version: &str) -> Result<()> {
    let packages = project.tools().join("npm");
    fs::create_dir_all(&packages)?;
    fs::create_dir_all(project.tools().join("bin"))?;
    process::run(
        project
            .command("npm")
            .args(["install", "--no-save", "--no-audit", "--no-fund"])
            .args(["--no-update-notifier", "--loglevel=error", "--prefix"])
            .arg(&packages)
            .arg(format!("binaryen@{version}.0.0")),
    )?;
    let link = project.tools().join("bin/wasm-opt");
    // Anything in its place is of the wrong version.
    let _ = fs::remove_file(&link);
    symlink("../npm/node_modules/binaryen/bin/wasm-opt", &link)
        .with_context(|| format!("cannot make {}", link.display()))
}

fn read(project: &Project, file: &str) -> Result<String> {
    fs::read_to_string(project.root.join(file)).with_context(|| format!("cannot read {file}"))
}

/// The version in what a program prints: `trunk 0.21.14`, `wasm-opt version 132 (version_132)`.
fn version_said(text: &str, name: &str) -> Option<String> {
    let mut words = text.lines().next()?.split_whitespace();
    words.next().filter(|word| *word == name)?;
    words
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

/// The version in cargo's list of installed crates: `"name 1.2.3 (source)" = ["program"]`.
fn version_listed(list: &str, name: &str) -> Option<String> {
    list.lines()
        .filter_map(|line| {
            line.strip_prefix('"')?
                .strip_prefix(name)?
                .strip_prefix(' ')
        })
        .find_map(|rest| rest.split(' ').next())
        .map(str::to_owned)
}

/// The version that a `Cargo.lock` settles for a package.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| quoted(line, "version"))
        .map(str::to_owned)
}

/// `trunk-version = "=0.21.14"` in `Trunk.toml`.
fn trunk_version(config: &str) -> Option<String> {
    let requirement = config
        .lines()
        .find_map(|line| quoted(line, "trunk-version"))?;
    requirement.strip_prefix('=').map(str::to_owned)
}

/// `wasm_opt = "version_132"` in `Trunk.toml`.
fn wasm_opt_version(config: &str) -> Option<String> {
    let version = config.lines().find_map(|line| quoted(line, "wasm_opt"))?;
    version.strip_prefix("version_").map(str::to_owned)
}

/// The text in `key = "text"`.
fn quoted<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (name, value) = line.split_once('=')?;
    if name.trim() != key {
        return None;
    }
    value.split('"').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_say_their_version() {
        let said = |text, name| version_said(text, name);
        assert_eq!(said("trunk 0.21.14\n", "trunk").as_deref(), Some("0.21.14"));
        assert_eq!(
            said("wasm-opt version 132 (version_132)\n", "wasm-opt").as_deref(),
            Some("132")
        );
        assert_eq!(
            said("wasm-bindgen 0.2.130\n", "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(said("", "trunk"), None);
        assert_eq!(said("bash: trunk: 1 not found", "trunk"), None);
        assert_eq!(said("trunk unknown", "trunk"), None);
    }

    #[test]
    fn cargo_lists_what_it_installed() {
        let list = "[v1]\n\"trunk 0.21.14 (registry+x)\" = [\"trunk\"]\n\
                    \"wasm_split_cli_support 0.2.4 (registry+x)\" = [\"wasm-split-cli\"]\n";
        assert_eq!(
            version_listed(list, SPLITTER_CRATE).as_deref(),
            Some("0.2.4")
        );
        assert_eq!(version_listed(list, "wasm_split"), None);
    }

    #[test]
    fn the_lock_file_settles_wasm_bindgen() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn trunk_toml_settles_trunk_and_wasm_opt() {
        let config = include_str!("../../../Trunk.toml");
        for version in [trunk_version(config), wasm_opt_version(config)] {
            assert!(
                version.is_some_and(|v| v.starts_with(|c: char| c.is_ascii_digit())),
                "each is pinned"
            );
        }
        assert_eq!(trunk_version("trunk-version = \"0.21\""), None, "no pin");
        assert_eq!(wasm_opt_version("# wasm_opt = \"version_1\""), None);
    }
}
