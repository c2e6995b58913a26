//! Starting other programs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail, ensure};

/// Run a program with our terminal as its output; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(status.success(), "{} ended with {status}", shown(command));
    Ok(())
}

/// What a program says on its standard output, in one piece; anything but success is an error.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} ended with {}: {said}", shown(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// As [`read`], while what it says on its standard error is seen as it comes.
pub fn read_aloud(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    let status = output.status;
    ensure!(status.success(), "{} ended with {status}", shown(command));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How a program ended, and what it said on its standard output.
#[derive(Debug)]
pub struct Outcome {
    /// How it ended.
    pub status: ExitStatus,
    /// Its standard output.
    pub stdout: String,
}

/// How a program ended and what it said, without showing any of it: for questions that may be answered by no.
pub fn ask(command: &mut Command) -> Result<Outcome> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    Ok(Outcome {
        status: output.status,
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
    })
}

/// Run a program, showing what it says line by line and keeping it in a log as well.
pub fn tee(command: &mut Command, log: &Path) -> Result<Outcome> {
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let log = Mutex::new(file);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let stdout = thread::scope(|scope| {
        let errors = scope.spawn(|| stderr.map(|from| copy(from, &mut io::stderr(), &log)));
        let said = stdout.map(|from| copy(from, &mut io::stdout(), &log));
        if let Ok(Some(Err(error))) = errors.join() {
            return Err(error);
        }
        said.transpose()
    })?;
    Ok(Outcome {
        status: child.wait()?,
        stdout: stdout.unwrap_or_default(),
    })
}

/// Copy lines to the terminal and the log until the end, and return them.
fn copy(from: impl Read, to: &mut impl Write, log: &Mutex<File>) -> io::Result<String> {
    let mut from = BufReader::new(from);
    let mut all = Vec::new();
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .write_all(&line)?;
        all.append(&mut line);
    }
    to.flush()?;
    Ok(String::from_utf8_lossy(&all).into_owned())
}

/// The program and its arguments, for messages.
pub fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy()));
    words.join(" ")
}
