//! The suites: what each runs, and in which order.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::counts::{self, Counts};
use crate::chromium;
use crate::cli::Group;
use crate::dashboard;
use crate::fingerprint::{Fingerprint, holds};
use crate::process;
use crate::project::{Project, WASM};
use crate::sandbox;
use crate::servers::{self, NotHere, Server};
use crate::step::{step, up_to_date};
use crate::supply;
use crate::tools;

/// A check or a set of tests, with all that it needs.
pub struct Suite {
    /// For people, and for the name of its log.
    pub name: &'static str,
    /// Which `--only` it belongs to.
    pub group: Group,
    /// Installs what it needs and runs it, keeping what it says in the log.
    pub run: fn(&Project, log: &Path) -> Result<Counts>,
}

/// All suites, the quickest answers first.
pub const SUITES: [Suite; 11] = [
    Suite {
        name: "format",
        group: Group::Host,
        run: format,
    },
    Suite {
        name: "clippy host",
        group: Group::Host,
        run: clippy_host,
    },
    Suite {
        name: "host tests",
        group: Group::Host,
        run: host_tests,
    },
    Suite {
        name: "supply chain",
        group: Group::Host,
        run: supply_chain,
    },
    Suite {
        name: "clippy wasm",
        group: Group::Web,
        run: clippy_wasm,
    },
    Suite {
        name: "wasm tests",
        group: Group::Web,
        run: wasm_tests,
    },
    Suite {
        name: "e2e types",
        group: Group::EndToEnd,
        run: end_to_end_types,
    },
    Suite {
        name: "end to end",
        group: Group::EndToEnd,
        run: end_to_end,
    },
    Suite {
        name: "nginx",
        group: Group::Hosting,
        run: |project, log| hosting(project, log, Server::Nginx),
    },
    Suite {
        name: "caddy",
        group: Group::Hosting,
        run: |project, log| hosting(project, log, Server::Caddy),
    },
    Suite {
        name: "fault matrix",
        group: Group::Faults,
        run: fault_matrix,
    },
];

fn format(project: &Project, log: &Path) -> Result<Counts> {
    tools::for_checks(project)?;
    check(project.cargo().args(["fmt", "--all", "--check"]), log)
}

fn clippy_host(project: &Project, log: &Path) -> Result<Counts> {
    tools::for_checks(project)?;
    check(
        project
            .cargo()
            .args(["clippy", "--workspace", "--all-targets"])
            .args(["--", "-D", "warnings"]),
        log,
    )
}

fn clippy_wasm(project: &Project, log: &Path) -> Result<Counts> {
    tools::for_checks(project)?;
    tools::for_wasm_tests(project)?;
    // The other targets of the package are host tests, which the browser never sees.
    check(
        project
            .cargo()
            .args(["clippy", "--package", "gatehouse", "--target", WASM])
            .args(["--lib", "--bins", "--test", "browser"])
            .args(["--", "-D", "warnings"]),
        log,
    )
}

fn host_tests(project: &Project, log: &Path) -> Result<Counts> {
    let outcome = process::tee(
        project
            .cargo()
            .args(["test", "--workspace", "--no-fail-fast"]),
        log,
    )?;
    Ok(counts::libtest(&outcome.stdout).settle(outcome.status.success()))
}

fn supply_chain(project: &Project, _: &Path) -> Result<Counts> {
    // Building the program that looks takes minutes: the first `cargo xtask audit` does.
    if project.find_program("cargo-deny").is_none() {
        let why = "`cargo xtask audit` was never run here";
        return Err(NotHere(why.to_owned()).into());
    }
    supply::audit(project)?;
    Ok(Counts::success())
}

fn wasm_tests(project: &Project, log: &Path) -> Result<Counts> {
    tools::for_wasm_tests(project)?;
    let chromium = chromium::ensure(project)?;
    let outcome = process::tee(
        project
            .cargo()
            .args(["test", "--package", "gatehouse", "--target", WASM])
            .args(["--test", "browser"])
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            )
            .env("CHROMEDRIVER", chromium.driver)
            .env(
                "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                project.root.join("tests/browser/webdriver.json"),
            )
            // Seconds for the whole file; the default of 20 is short for two busy cores.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300"),
        log,
    )?;
    Ok(counts::libtest(&outcome.stdout).settle(outcome.status.success()))
}

fn end_to_end_types(project: &Project, log: &Path) -> Result<Counts> {
    install_end_to_end(project)?;
    check(npm_program(project, "tsc").arg("--noEmit"), log)
}

fn end_to_end(project: &Project, log: &Path) -> Result<Counts> {
    playwright(project, &[], log)
}

/// Each page with each fault, reading and writing: a table of verdicts.
fn fault_matrix(project: &Project, log: &Path) -> Result<Counts> {
    playwright(project, &["faults"], log)
}

/// The end-to-end tests whose files have such names; all but the fault matrix without any.
fn playwright(project: &Project, files: &[&str], log: &Path) -> Result<Counts> {
    install_end_to_end(project)?;
    let chromium = chromium::ensure(project)?;
    dashboard::build(project)?;
    sandbox::build(project)?;
    let mut playwright = npm_program(project, "playwright");
    playwright
        .args(["test", "--forbid-only"])
        .args(files)
        .env("CHROMIUM", chromium.browser)
        .env("GATEHOUSE_SANDBOX", project.sandbox())
        .env("GATEHOUSE_DIST", project.dist());
    if !files.is_empty() {
        playwright.env("FAULT_MATRIX", "1");
    }
    let outcome = process::tee(&mut playwright, log)?;
    Ok(counts::playwright(&outcome.stdout).settle(outcome.status.success()))
}

/// The dashboard behind a real web server, by the configuration in `deploy/`.
fn hosting(project: &Project, log: &Path, server: Server) -> Result<Counts> {
    let installed = servers::ensure(project, server)?;
    install_end_to_end(project)?;
    let chromium = chromium::ensure(project)?;
    dashboard::build(project)?;
    sandbox::build(project)?;
    let outcome = process::tee(
        npm_program(project, "playwright")
            .args(["test", "--forbid-only", "--reporter=list"])
            .args(["--config", "hosting/playwright.config.ts"])
            .env("CHROMIUM", chromium.browser)
            .env("GATEHOUSE_SANDBOX", project.sandbox())
            .env("GATEHOUSE_DIST", project.dist())
            .env("GATEHOUSE_SERVER", server.name())
            .env("GATEHOUSE_SERVER_PROGRAM", installed.program)
            .env(
                "GATEHOUSE_NGINX_BROTLI",
                installed.brotli.unwrap_or_default(),
            ),
        log,
    )?;
    Ok(counts::playwright(&outcome.stdout).settle(outcome.status.success()))
}

/// Run a command that says by its end whether all is well.
fn check(command: &mut Command, log: &Path) -> Result<Counts> {
    let outcome = process::tee(command, log)?;
    Ok(counts::check(outcome.status.success()))
}

fn npm_program(project: &Project, name: &str) -> Command {
    let mut command = project.command(project.e2e().join("node_modules/.bin").join(name));
    command.current_dir(project.e2e());
    command
}

/// `npm ci`, if the lock file is not the one that was installed.
pub fn install_end_to_end(project: &Project) -> Result<()> {
    let folder = project.e2e();
    // Beside the packages, so that it goes when they go.
    let stamp = folder.join("node_modules/.installed");
    let lock = fs::read_to_string(folder.join("package-lock.json"))
        .context("cannot read tests/e2e/package-lock.json")?;
    let mut print = Fingerprint::default();
    print.word(&lock);
    if holds(&stamp, &print.text()) {
        up_to_date("Playwright");
        return Ok(());
    }
    step("Playwright", || {
        process::run(
            project
                .command("npm")
                .current_dir(&folder)
                .args(["ci", "--no-audit", "--no-fund", "--no-update-notifier"])
                // The browser is the system's.
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        )
    })?;
    fs::write(&stamp, print.text()).with_context(|| format!("cannot write {}", stamp.display()))
}
