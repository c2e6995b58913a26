//! `audit`: what the project is made of, held against `deny.toml`; and what is known against it, where that can be
//! asked.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::process;
use crate::project::Project;
use crate::step::step;
use crate::test::install_end_to_end;
use crate::tools;

/// The whole audit; an error at anything that must not be. What could not be asked is said.
pub fn audit(project: &Project) -> Result<()> {
    tools::for_audit(project)?;
    step("licences and sources", || {
        process::run(deny(project).args(["check", "licenses", "sources", "bans"]))
    })?;
    step("advisories of the crates", || crates(project))?;
    step("advisories of the tests' packages", || packages(project))
}

/// Says what must not be, and is silent about what is allowed.
fn deny(project: &Project) -> Command {
    let mut deny = project.command("cargo-deny");
    deny.args(["--locked", "--log-level", "error"]);
    deny
}

/// Known weaknesses of the crates. Their list is a repository that not every machine reaches.
fn crates(project: &Project) -> Result<()> {
    if process::ask(deny(project).args(["fetch", "db"]))?
        .status
        .success()
    {
        return process::run(deny(project).args(["--offline", "check", "advisories"]));
    }
    println!("  not looked at: the list of advisories cannot be fetched from here");
    Ok(())
}

/// Known weaknesses of what the end-to-end tests use; nothing of it is shipped.
fn packages(project: &Project) -> Result<()> {
    install_end_to_end(project)?;
    let mut npm = project.command("npm");
    let asked = process::ask(npm.current_dir(project.e2e()).args(["audit", "--json"]))?;
    // It also ends badly where the registry answers no such question.
    if !asked.stdout.contains("\"auditReportVersion\"") {
        println!("  not looked at: the registry in use answers no question about advisories");
        return Ok(());
    }
    ensure!(
        asked.status.success(),
        "npm audit found something:\n{}",
        asked.stdout
    );
    Ok(())
}
