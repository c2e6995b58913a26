//! The web servers that the configurations in `deploy/` are for.
//!
//! One on the `PATH` is used as it is. Otherwise Debian's packages are fetched and unpacked below `.tools`:
//! nothing is installed and nothing is started. They are needed for one suite only, so a machine that has neither
//! the programs nor the packages leaves that suite out, and says so.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, ensure};

use crate::process;
use crate::project::Project;
use crate::step::{step, up_to_date};

/// A web server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// With its module for brotli.
    Nginx,
    /// Has all that it needs.
    Caddy,
}

/// Why a suite was left out: this machine lacks something that the rest does without.
#[derive(Debug)]
pub struct NotHere(pub String);

impl fmt::Display for NotHere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotHere {}

/// A web server on this machine.
#[derive(Debug)]
pub struct Installed {
    /// The program.
    pub program: PathBuf,
    /// nginx's module that sends files compressed with brotli.
    pub brotli: Option<PathBuf>,
}

/// The file of nginx's module, and the folders that distributions put it in.
const BROTLI: &str = "ngx_http_brotli_static_module.so";
const MODULES: [&str; 2] = ["usr/lib/nginx/modules", "usr/lib64/nginx/modules"];

impl Server {
    /// As it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
        }
    }

    /// Debian's packages.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Nginx => &["nginx", "libnginx-mod-http-brotli-static"],
            Self::Caddy => &["caddy"],
        }
    }

    /// Where it is, if it is there with all that belongs to it.
    fn find(self, project: &Project) -> Option<Installed> {
        let folder = folder(project);
        let unpacked = [folder.join("usr/sbin"), folder.join("usr/bin")];
        let name = self.name();
        // A user's `PATH` often lacks the folder for administrators.
        let program = unpacked
            .into_iter()
            .map(|bin| bin.join(name))
            .find(|path| path.is_file())
            .or_else(|| project.find_program(name))
            .or_else(|| Some(Path::new("/usr/sbin").join(name)).filter(|path| path.is_file()))?;
        let brotli = [folder.as_path(), Path::new("/")]
            .into_iter()
            .flat_map(|root| MODULES.map(|modules| root.join(modules).join(BROTLI)))
            .find(|path| path.is_file());
        (self == Self::Caddy || brotli.is_some()).then_some(Installed { program, brotli })
    }
}

fn folder(project: &Project) -> PathBuf {
    project.tools().join("servers")
}

/// Finds a web server, or unpacks Debian's; the error is [`NotHere`] where neither can be had.
pub fn ensure(project: &Project, server: Server) -> Result<Installed> {
    let name = server.name();
    if let Some(found) = server.find(project) {
        up_to_date(name);
        return Ok(found);
    }
    let not_here =
        |why: String| Error::new(NotHere(format!("{name} is not on this machine, and {why}")));
    if project.find_program("apt-get").is_none() || project.find_program("dpkg-deb").is_none() {
        return Err(not_here("there is no apt-get to fetch it with".to_owned()));
    }
    step(name, || unpack(project, server))
        .map_err(|why| not_here(format!("its packages could not be had: {why:#}")))?;
    server
        .find(project)
        .ok_or_else(|| not_here("it is not in its packages".to_owned()))
}

fn unpack(project: &Project, server: Server) -> Result<()> {
    let folder = folder(project);
    let packages = folder.join(server.name());
    fs::create_dir_all(&packages).with_context(|| format!("cannot make {}", packages.display()))?;
    let download = || {
        let mut apt = project.command("apt-get");
        apt.current_dir(&packages)
            .args(["-qq", "download"])
            .args(server.packages());
        process::read(&mut apt)
    };
    // The lists of a fresh machine are empty, and old ones name versions that are gone. Only root may fetch them.
    if download().is_err() {
        process::read(project.command("apt-get").args(["-qq", "update"]))
            .and_then(|_| download())?;
    }
    let mut count = 0;
    for entry in fs::read_dir(&packages)? {
        let package = entry?.path();
        if package.extension().is_some_and(|ending| ending == "deb") {
            process::run(
                project
                    .command("dpkg-deb")
                    .arg("-x")
                    .arg(&package)
                    .arg(&folder),
            )?;
            count += 1;
        }
    }
    ensure!(count > 0, "apt-get fetched no package");
    fs::remove_dir_all(packages).context("cannot tidy up the packages")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_survives_as_what_it_is() {
        let error = Error::new(NotHere("why".to_owned()));
        assert_eq!(
            error.downcast_ref::<NotHere>().map(ToString::to_string),
            Some("why".to_owned())
        );
    }
}
