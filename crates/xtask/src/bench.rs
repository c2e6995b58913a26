//! What the dashboard costs, each number against its budget.

use anyhow::Result;

use crate::project::Project;
use crate::sizes;

/// A number that was measured just now.
#[derive(Debug)]
struct Measurement {
    /// What was measured.
    what: &'static str,
    /// The number with its unit, beside its budget.
    shown: String,
    /// Whether it keeps to its budget.
    holds: bool,
}

/// Everything that is measured, in the order of the report.
const MEASURES: [fn(&Project) -> Result<Measurement>; 1] = [first_visit];

/// Measure, and print; false if a budget is exceeded.
pub fn run(project: &Project) -> Result<bool> {
    println!();
    let mut all_hold = true;
    for measure in MEASURES {
        let measurement = measure(project)?;
        let mark = if measurement.holds { "✓" } else { "✗" };
        println!("{mark} {}: {}", measurement.what, measurement.shown);
        all_hold &= measurement.holds;
    }
    Ok(all_hold)
}

fn first_visit(project: &Project) -> Result<Measurement> {
    let bytes = sizes::first_visit(&sizes::measure(&project.dist())?);
    Ok(Measurement {
        what: "first visit (html + js + wasm + css, brotli)",
        shown: sizes::against_budget(bytes),
        holds: bytes <= sizes::BUDGET,
    })
}
