//! `sandbox`: see `--help`.

use std::process::ExitCode;

use clap::Parser;
use sandbox::cli::Options;

#[tokio::main]
async fn main() -> ExitCode {
    match sandbox::serve(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}
