//! `cargo xtask run | test | build | bench | audit | tour`: from a clone to a running dashboard, and to its tests.
//!
//! For Linux and macOS. A fresh machine needs rustup, a C compiler and Node.js with npm; the rest is
//! installed into the git-ignored `.tools` folder, never into `~/.cargo/bin`.

mod bench;
mod chromium;
mod cli;
mod dashboard;
mod fingerprint;
mod imports;
mod pages;
mod process;
mod project;
mod sandbox;
mod servers;
mod sizes;
mod split;
mod step;
mod supply;
mod test;
mod tools;
mod tour;

use std::process::ExitCode;

use crate::cli::Command;
use crate::project::Project;

fn main() -> ExitCode {
    if split::is_asked() {
        return match split::bindgen() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("splitting: {error:#}");
                ExitCode::FAILURE
            }
        };
    }
    let command = match cli::parse(lexopt::Parser::from_env()) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("{error}\n\n{}", cli::HELP);
            return ExitCode::from(2);
        }
    };
    match Project::find().and_then(|project| carry_out(&project, command)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether what was asked for came out well; an error where it could not be carried out at all.
fn carry_out(project: &Project, command: Command) -> anyhow::Result<bool> {
    match command {
        Command::Help => {
            println!("{}", cli::HELP);
            Ok(true)
        }
        Command::Run(options) => sandbox::run(project, &options),
        Command::Test(only) => test::run(project, only),
        Command::Build => {
            dashboard::build(project)?;
            sizes::report(project)
        }
        Command::Bench(options) => {
            dashboard::build(project)?;
            bench::run(project, &options)
        }
        Command::Tour => tour::take(project).map(|()| true),
        Command::Audit => supply::audit(project).map(|()| true),
    }
}
