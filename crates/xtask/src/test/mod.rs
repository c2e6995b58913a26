//! `test`: every check and test, whatever fails on the way, and their sum at the end.

mod counts;
mod suites;

use anyhow::Result;

use crate::cli::Group;
use crate::project::Project;
use crate::servers::NotHere;
use crate::step;
use counts::Counts;
use suites::SUITES;
pub use suites::install_end_to_end;

/// What became of one suite.
struct Verdict {
    name: &'static str,
    counts: Counts,
    /// Why it failed, where no test's own output says so.
    error: Option<String>,
    /// Whether it was left out, for that reason.
    left_out: bool,
    /// Where its output can be read again.
    details: String,
}

/// Run the suites of a group, or all; false if anything failed.
///
/// A check without tests of its own (format, clippy, types) counts as one. A suite that could not run,
/// that ended badly with no failed test to show for it, or that ran nothing counts as one failure. One whose
/// programs this machine cannot have is left out, which the table says.
pub fn run(project: &Project, only: Option<Group>) -> Result<bool> {
    let mut verdicts = Vec::new();
    for suite in SUITES {
        // The matrix takes a quarter of an hour: it is asked for by name.
        let is_asked = only.map_or(suite.group != Group::Faults, |group| group == suite.group);
        if !is_asked {
            continue;
        }
        let log = project
            .work()?
            .join(format!("{}.log", suite.name.replace(' ', "-")));
        // The counts are told by the summary; a suite's failure must not keep the others from running.
        let ran = step::step(suite.name, || Ok((suite.run)(project, &log)))?;
        let (counts, error, left_out) = match ran {
            Ok(counts) => (counts, None, false),
            Err(error) if error.is::<NotHere>() => {
                (Counts::default(), Some(error.to_string()), true)
            }
            Err(error) => (Counts::failure(), Some(format!("{error:#}")), false),
        };
        if let Some(error) = &error {
            eprintln!("  {error}");
        }
        verdicts.push(Verdict {
            name: suite.name,
            counts,
            error,
            left_out,
            details: project.shown(&log),
        });
    }
    Ok(report(&verdicts))
}

/// Print the table and the sum; false if anything failed.
fn report(verdicts: &[Verdict]) -> bool {
    println!();
    for verdict in verdicts {
        if verdict.left_out {
            let why = verdict.error.as_deref().unwrap_or_default();
            println!("– {:<14} NOT RUN: {why}", verdict.name);
            continue;
        }
        let Counts { passed, failed } = verdict.counts;
        let mark = if failed == 0 { "✓" } else { "✗" };
        println!(
            "{mark} {:<14} {passed:>5} passed {failed:>3} failed",
            verdict.name
        );
        if failed > 0 {
            if let Some(error) = &verdict.error {
                println!("  {error}");
            }
            println!("  details: {}", verdict.details);
        }
    }
    let sum: Counts = verdicts.iter().map(|verdict| verdict.counts).sum();
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    sum.failed == 0
}
