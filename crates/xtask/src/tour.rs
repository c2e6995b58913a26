//! `tour`: the pictures of the README.

use anyhow::Result;

use crate::chromium;
use crate::dashboard;
use crate::process;
use crate::project::Project;
use crate::sandbox;
use crate::test::install_end_to_end;

/// Take them all anew, of the demo tenant (`tests/tour/tour.mjs`).
pub fn take(project: &Project) -> Result<()> {
    install_end_to_end(project)?;
    let chromium = chromium::ensure(project)?;
    dashboard::build(project)?;
    sandbox::build(project)?;
    process::run(
        project
            .command("node")
            .arg(project.root.join("tests/tour/tour.mjs"))
            .arg(project.sandbox())
            .arg(project.dist())
            .arg(project.root.join("docs/tour"))
            .env("CHROMIUM", chromium.browser),
    )
}
