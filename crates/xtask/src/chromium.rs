//! The browser of the tests, and the driver for it.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;
use crate::step::{step, up_to_date};

/// A Chromium and the driver of the same version.
#[derive(Debug)]
pub struct Chromium {
    /// What Playwright starts.
    pub browser: PathBuf,
    /// What wasm-bindgen's test runner starts.
    pub driver: PathBuf,
}

/// The names that distributions give the browser.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// Find Chromium and chromedriver; install them as root on Debian and Ubuntu.
pub fn ensure(project: &Project) -> Result<Chromium> {
    if let Some(found) = find(project) {
        up_to_date("Chromium");
        return Ok(found);
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let is_root = process::read(project.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    match packages(&release) {
        Some(packages) if is_root => step("Chromium", || install(project, packages))?,
        Some(packages) => bail!(
            "the browser tests need Chromium and chromedriver: sudo apt-get install {}",
            packages.join(" ")
        ),
        None => bail!(
            "the browser tests need Chromium and chromedriver on the PATH (or named by CHROMIUM and CHROMEDRIVER)"
        ),
    }
    find(project).context("Chromium was installed, but is not on the PATH")
}

fn find(project: &Project) -> Option<Chromium> {
    let named = |variable| {
        env::var_os(variable)
            .map(PathBuf::from)
            .filter(|p| p.is_file())
    };
    Some(Chromium {
        browser: named("CHROMIUM").or_else(|| {
            BROWSERS
                .iter()
                .find_map(|browser| project.find_program(browser))
        })?,
        driver: named("CHROMEDRIVER").or_else(|| project.find_program("chromedriver"))?,
    })
}

/// The packages that bring both, by `/etc/os-release`. Without fonts a browser draws boxes.
fn packages(release: &str) -> Option<&'static [&'static str]> {
    let id = release.lines().find_map(|line| line.strip_prefix("ID="))?;
    match id.trim_matches('"') {
        "debian" => Some(&["chromium", "chromium-driver", "fonts-liberation"]),
        "ubuntu" => Some(&[
            "chromium-browser",
            "chromium-chromedriver",
            "fonts-liberation",
        ]),
        _ => None,
    }
}

fn install(project: &Project, packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut apt = project.command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq");
        apt
    };
    process::run(apt().arg("update"))?;
    process::run(
        apt()
            .args(["install", "-y", "--no-install-recommends"])
            .args(packages),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_go_by_the_distribution() {
        let debian = packages("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n");
        assert!(debian.is_some_and(|p| p.contains(&"chromium-driver")));
        let ubuntu = packages("ID=\"ubuntu\"\nID_LIKE=debian\n");
        assert!(ubuntu.is_some_and(|p| p.contains(&"chromium-chromedriver")));
        assert_eq!(packages("ID=fedora\n"), None);
        assert_eq!(packages(""), None);
    }
}
