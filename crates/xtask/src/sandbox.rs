//! `run`: the dashboard on a local tenant, until Ctrl-C.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::cli::RunOptions;
use crate::dashboard;
use crate::process;
use crate::project::Project;
use crate::step::step;

/// The demo keys. Handed to the sandbox, so that what is printed is what holds.
const TINES_KEY: &str = "demo-tenant-owner-key";
const TYK_SECRET: &str = "12345";

/// What the sandbox's first line begins with, before its address.
const LISTENING: &str = "listening on ";

/// How long the sandbox may take to end by itself: it lets requests under way end first.
const FAREWELL: Duration = Duration::from_secs(8);

/// Build what is out of date, start the sandbox with the dashboard in it, and wait for Ctrl-C.
pub fn run(project: &Project, options: &RunOptions) -> Result<bool> {
    refuse_taken_port(options.port)?;
    dashboard::build(project)?;
    build(project)?;
    let db = database(project, options)?;
    serve(project, options, &db)
}

/// Build the sandbox.
pub fn build(project: &Project) -> Result<()> {
    // Cargo knows in a moment whether it is up to date.
    step("sandbox", || {
        process::run(project.cargo().args(["build", "--package", "sandbox"]))
    })
}

/// Minutes of building would be wasted on a port that another program has.
fn refuse_taken_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => bail!(
            "port {port} is taken by another program; choose one with: cargo xtask run --port {}",
            if port == u16::MAX { 8080 } else { port + 1 }
        ),
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {port}")),
    }
}

/// A file per seed, so that changes outlive a restart as in a real tenant and the large data set is
/// made once only; below the target folder, where git and backups do not look.
fn database(project: &Project, options: &RunOptions) -> Result<std::ffi::OsString> {
    if let Some(db) = &options.db {
        return Ok(db.clone());
    }
    let folder = project.target.join("sandbox");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder
        .join(format!("{}.db", options.seed.name()))
        .into_os_string())
}

fn serve(project: &Project, options: &RunOptions, db: &std::ffi::OsStr) -> Result<bool> {
    // From here on the signals are ours, so that we end after the sandbox and not before it.
    let signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let mut child = Command::new(project.sandbox())
        .current_dir(std::env::current_dir()?)
        .args(["--port", &options.port.to_string()])
        .args(["--seed", options.seed.name()])
        .args(["--tines-key", TINES_KEY, "--tyk-secret", TYK_SECRET])
        .arg("--db")
        .arg(db)
        .arg("--dist")
        .arg(project.dist())
        .args(&options.sandbox)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start the sandbox")?;
    let stdout = child.stdout.take();
    end_on_signal(&child, signals);
    if let Some(stdout) = stdout {
        relay(stdout, &introduction(project, options, db))?;
    }
    let status = child.wait()?;
    println!("\nThe sandbox ended.");
    Ok(status.success())
}

/// Pass a signal on to the sandbox, if it is still there after a moment.
///
/// Ctrl-C reaches the sandbox without us, as part of the terminal's foreground; `kill` of xtask alone
/// does not.
fn end_on_signal(child: &Child, mut signals: Signals) {
    let id = child.id().to_string();
    thread::spawn(move || {
        signals.forever().next();
        let kill = |signal: &str| {
            // Nobody is left to tell when even this fails.
            let _ = Command::new("kill")
                .args([signal, &id])
                .stderr(Stdio::null())
                .status();
        };
        thread::sleep(Duration::from_millis(300));
        kill("-INT");
        thread::sleep(FAREWELL);
        kill("-KILL");
    });
}

/// Print what a person needs once the sandbox listens, then everything else that it says.
fn relay(stdout: ChildStdout, introduction: &str) -> Result<()> {
    let mut terminal = io::stdout();
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        match line.strip_prefix(LISTENING) {
            Some(address) => writeln!(terminal, "\n  Open    {address}\n{introduction}")?,
            None => writeln!(terminal, "{line}")?,
        }
        terminal.flush()?;
    }
    Ok(())
}

fn introduction(project: &Project, options: &RunOptions, db: &std::ffi::OsStr) -> String {
    let place = if db == ":memory:" {
        "in memory, gone when this ends".to_owned()
    } else {
        format!(
            "{} (delete it for a fresh `{}` tenant)",
            project.shown(db.as_ref()),
            options.seed.name()
        )
    };
    format!(
        "  Tines   key    {TINES_KEY}\n  Tyk     secret {TYK_SECRET}\n  Data    {place}\n\n  Ctrl-C ends it."
    )
}
