//! What the dashboard costs, each number against its budget.

mod budgets;
mod samples;

use std::path::Path;

use anyhow::{Result, ensure};

use crate::chromium;
use crate::cli::BenchOptions;
use crate::process;
use crate::project::Project;
use crate::sandbox;
use crate::sizes;
use crate::step::step;
use crate::test::install_end_to_end;
use samples::Samples;

/// How often each thing is measured.
const RUNS: u32 = 30;
/// With `--quick`: enough to see a trend, too few for a verdict on the slowest of twenty.
const QUICK_RUNS: u32 = 10;

/// A number that was measured just now.
#[derive(Debug, PartialEq, Eq)]
struct Measurement {
    /// What was measured.
    what: String,
    /// The number with its unit, beside its budget.
    shown: String,
    /// Whether it keeps to its budget.
    holds: bool,
}

/// Measure, and print; false if a budget is exceeded.
pub fn run(project: &Project, options: &BenchOptions) -> Result<bool> {
    let log = project.work()?.join("bench.tsv");
    let samples = step("measuring in Chromium", || {
        Samples::read(&measure(project, options, &log)?)
    })?;
    let mut measurements = vec![first_visit(project)?];
    let verdicts = budgets::verdicts(&samples);
    // A budget that nobody looked at must not pass for one that holds.
    ensure!(
        !options.only.is_empty() || verdicts.len() == budgets::COUNT,
        "the driver left something out: see {}",
        project.shown(&log)
    );
    measurements.extend(verdicts);
    println!();
    budgets::print_spread(&samples);
    for Measurement { what, shown, holds } in &measurements {
        println!("{} {what}: {shown}", if *holds { "✓" } else { "✗" });
    }
    println!("\nEvery sample: {}", project.shown(&log));
    Ok(measurements.iter().all(|measurement| measurement.holds))
}

/// Run the driver (`tests/bench/bench.mjs`), and answer with what it measured.
fn measure(project: &Project, options: &BenchOptions, log: &Path) -> Result<String> {
    install_end_to_end(project)?;
    let chromium = chromium::ensure(project)?;
    sandbox::build(project)?;
    let runs = if options.quick { QUICK_RUNS } else { RUNS };
    let samples = process::read_aloud(
        project
            .command("node")
            .arg(project.root.join("tests/bench/bench.mjs"))
            .arg(project.sandbox())
            .arg(project.dist())
            .arg(runs.to_string())
            .args(["large", "crowd"])
            .args(&options.only)
            .env("CHROMIUM", chromium.browser),
    )?;
    std::fs::write(log, &samples)?;
    Ok(samples)
}

fn first_visit(project: &Project) -> Result<Measurement> {
    let bytes = sizes::first_visit(&sizes::measure(&project.dist())?);
    Ok(Measurement {
        what: "first visit (html + js + wasm + css, brotli)".to_owned(),
        shown: sizes::against_budget(bytes),
        holds: bytes <= sizes::BUDGET,
    })
}
