//! Where things lie, and how the project's programs are called.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The target of the dashboard.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The folders of this clone.
#[derive(Debug)]
pub struct Project {
    /// The workspace.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the user's settings put it.
    pub target: PathBuf,
}

impl Project {
    /// The project that this program was built from, by `cargo xtask`.
    pub fn find() -> Result<Self> {
        // Cargo sets the variable while it runs a program, so a moved clone is found where it is now.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .nth(2)
            .context("xtask does not lie in crates/xtask")?;
        let program = env::current_exe().context("where xtask itself lies is unknown")?;
        let target = program
            .ancestors()
            .nth(2)
            .context("xtask was not started from a target folder")?;
        Ok(Self {
            root: root.to_owned(),
            target: target.to_owned(),
        })
    }

    /// The dashboard, ready to host.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folder of the tools that this project installs for itself.
    pub fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// The Playwright package.
    pub fn e2e(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// The sandbox, once built.
    pub fn sandbox(&self) -> PathBuf {
        self.target.join("debug/sandbox")
    }

    /// A folder below the target folder for xtask's own logs and stamps; made if missing.
    pub fn work(&self) -> Result<PathBuf> {
        let folder = self.target.join("xtask");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// A program, started in the project's folder, with the project's own tools found first.
    pub fn command(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(program.into());
        command.current_dir(&self.root);
        if let Ok(path) = env::join_paths(self.search_path()) {
            command.env("PATH", path);
        }
        // What `cargo run` sets for xtask is about the package xtask, and some build scripts read it.
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(is_about_a_package) {
                command.env_remove(name);
            }
        }
        command
    }

    /// Cargo, with the target folder that xtask itself was built in.
    pub fn cargo(&self) -> Command {
        let mut command = self.command("cargo");
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// Where programs are looked for: the project's tools, then the user's `PATH`.
    pub fn search_path(&self) -> Vec<PathBuf> {
        let user = env::var_os("PATH").unwrap_or_default();
        std::iter::once(self.tools().join("bin"))
            .chain(env::split_paths(&user))
            .collect()
    }

    /// The first program of this name on [`Self::search_path`].
    pub fn find_program(&self, name: &str) -> Option<PathBuf> {
        self.search_path()
            .into_iter()
            .map(|folder| folder.join(name))
            .find(|path| path.is_file())
    }

    /// A path as a reader in the project's folder would write it.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
    }
}

fn is_about_a_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || matches!(
            variable,
            "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME"
        )
}
