//! The budgets, and what the samples say of them.

use super::Measurement;
use super::samples::{Samples, Spread};

/// What the two pages race in: told by the driver as, shown as, and how many times the plain page's p95
/// the dashboard's may be.
const RACES: [(&str, &str, f64); 6] = [
    ("cold", "10,000 users: cold start to first rows", 1.5),
    ("warm", "10,000 users: back from another page", 1.3),
    ("filter", "10,000 users: a key in the search box", 1.3),
    (
        "sort",
        "10,000 users: a column sorted for the first time",
        1.3,
    ),
    ("sort again", "10,000 users: a column sorted again", 1.3),
    ("editor", "500 kB of JSON: a key in the editor", 1.5),
];

/// What a row may cost among 100,000 no more than among 10,000.
const PER_ROW: [(&str, &str); 3] = [
    ("filter per row", "100,000 users: filter, per row"),
    ("sort per row", "100,000 users: first sort, per row"),
    ("sort again per row", "100,000 users: sort again, per row"),
];

/// What may take a part of `JSON.parse` of the same records: those, told by the driver as; what is measured,
/// told as and shown as; and how many times the median of parsing the p95 may be.
const BESIDE_PARSING: [(&str, &str, &str, f64); 4] = [
    (
        "audit",
        "audit filter",
        "30 days of sign-ins: a key in the filter",
        0.25,
    ),
    (
        "audit",
        "audit whole",
        "30 days of sign-ins: all counted and marked anew",
        1.0,
    ),
    (
        "jobs",
        "jobs filter",
        "50,000 jobs: a key in the filter",
        0.3,
    ),
    (
        "jobs",
        "jobs matrix",
        "50,000 jobs: the triage matrix anew",
        0.5,
    ),
];

/// Memory, in sizes of the JSON.
const MEMORY: f64 = 2.5;
/// Nodes in the document: elements, texts and comments.
const NODES: f64 = 2_000.0;
/// A scroll that moved the list in fewer frames proves nothing.
const SCROLLED: f64 = 20.0;

/// How many times as long the throttle must make a piece of work, or no number means anything.
const THROTTLED: f64 = 2.0;

/// How many budgets there are.
pub const COUNT: usize = RACES.len() + PER_ROW.len() + BESIDE_PARSING.len() + 4;

/// The verdict on each budget whose samples are there.
pub fn verdicts(samples: &Samples) -> Vec<Measurement> {
    let races = RACES
        .iter()
        .filter_map(|(name, what, budget)| race(samples, name, what, *budget));
    let rows = PER_ROW
        .iter()
        .filter_map(|(name, what)| per_row(samples, name, what));
    let parsing = BESIDE_PARSING
        .iter()
        .filter_map(|budget| beside_parsing(samples, budget));
    let rest = [
        memory(samples),
        nodes(samples),
        scroll(samples),
        throttle(samples),
    ];
    races
        .chain(rows)
        .chain(parsing)
        .chain(rest.into_iter().flatten())
        .collect()
}

/// Print how the samples of each race lie, before the verdicts.
pub fn print_spread(samples: &Samples) {
    println!(
        "{:<50} {:>10} {:>6} {:>8} {:>8} {:>8}",
        "milliseconds, four-fold throttle", "", "runs", "min", "median", "p95"
    );
    for (name, what, _) in RACES {
        for whose in ["dashboard", "plain"] {
            if let Some(spread) = samples.of(name, whose) {
                println!(
                    "{what:<50} {whose:>10} {:>6} {:>8.0} {:>8.0} {:>8.0}",
                    spread.count(),
                    spread.min(),
                    spread.median(),
                    spread.p95()
                );
            }
        }
    }
    if let Some(sync) = samples.of("sync", "dashboard") {
        println!(
            "100,000 users fetched and indexed (no throttle): {:.1} s",
            sync.max() / 1_000.0
        );
    }
    println!();
}

fn race(samples: &Samples, name: &str, what: &str, budget: f64) -> Option<Measurement> {
    let (ours, plain) = (samples.of(name, "dashboard")?, samples.of(name, "plain")?);
    let ratio = ours.p95() / plain.p95();
    let medians = ours.median() / plain.median();
    Some(Measurement {
        what: what.to_owned(),
        shown: format!("{ratio:.2} × the plain page, of {budget} (p95; medians {medians:.2} ×)"),
        holds: ratio <= budget,
    })
}

fn beside_parsing(
    samples: &Samples,
    (records, name, what, budget): &(&str, &str, &str, f64),
) -> Option<Measurement> {
    let (ours, json) = (samples.of(name, "dashboard")?, samples.of(records, "json")?);
    let (ours, medians, parsed) = (ours.p95(), ours.median(), json.median());
    let ratio = ours / parsed;
    // Beside it, for orientation: what the browser takes for itself is no part of any budget, and may be larger.
    let beside = |whose, words| {
        let spread = samples.of(name, whose)?;
        let (median, p95) = (spread.median(), spread.p95());
        Some(format!("; {words}: p95 {p95:.0} ms, median {median:.0} ms"))
    };
    let painted = beside("painted", "until it is painted").unwrap_or_default();
    let bare = beside("bare", "a key of which nothing comes, on the same page").unwrap_or_default();
    Some(Measurement {
        what: (*what).to_owned(),
        shown: format!(
            "{ratio:.2} × JSON.parse of the same records, of {budget} (p95 {ours:.0} ms, median {medians:.0} ms, JSON.parse {parsed:.0} ms{painted}{bare})"
        ),
        holds: ratio <= *budget,
    })
}

fn per_row(samples: &Samples, name: &str, what: &str) -> Option<Measurement> {
    let few = samples.of(name, "few")?.median();
    let many = samples.of(name, "many")?.median();
    Some(Measurement {
        what: what.to_owned(),
        shown: format!("{many:.2} µs, of {few:.2} µs at 10,000 (medians)"),
        holds: many <= few,
    })
}

fn throttle(samples: &Samples) -> Option<Measurement> {
    let times = samples.of("throttle", "times")?.max();
    Some(Measurement {
        what: "the throttle, which is to be four-fold".to_owned(),
        shown: format!("{times:.1} ×, at least {THROTTLED}"),
        holds: times >= THROTTLED,
    })
}

fn memory(samples: &Samples) -> Option<Measurement> {
    let of = |whose| samples.of("memory", whose).map(Spread::max);
    let (json, wasm, heap) = (of("json")?, of("wasm")?, of("heap")?);
    let times = (wasm + heap) / json;
    let mega = |bytes: f64| bytes / 1_000_000.0;
    Some(Measurement {
        what: "100,000 users: memory".to_owned(),
        shown: format!(
            "{times:.2} × the JSON, of {MEMORY} (wasm {:.1} MB, heap {:.1} MB, JSON {:.1} MB)",
            mega(wasm),
            mega(heap),
            mega(json)
        ),
        holds: times <= MEMORY,
    })
}

fn nodes(samples: &Samples) -> Option<Measurement> {
    let nodes = samples.of("nodes", "dashboard")?.max();
    Some(Measurement {
        what: "100,000 users: nodes in the document".to_owned(),
        shown: format!("{nodes} of {NODES}"),
        holds: nodes <= NODES,
    })
}

fn scroll(samples: &Samples) -> Option<Measurement> {
    let of = |how, what| samples.of(how, what).map(Spread::max);
    let (blank, outrun) = (of("wheel", "blank")?, of("wheel", "ahead")?);
    let (moved, furthest) = (of("wheel", "places")?, of("wheel", "furthest")?);
    let (jumps, blank_jumps) = (of("bar", "places")?, of("bar", "blank")?);
    Some(Measurement {
        what: "100,000 users: blank frames while scrolling".to_owned(),
        shown: format!(
            "{blank} by the wheel ({moved} frames, up to {furthest:.0} px each; {outrun} outran the rows), \
             {blank_jumps} in {jumps} jumps"
        ),
        holds: blank + outrun + blank_jumps == 0.0 && moved >= SCROLLED && jumps >= SCROLLED,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str) -> Vec<bool> {
        verdicts(&Samples::read(text).unwrap())
            .into_iter()
            .map(|measurement| measurement.holds)
            .collect()
    }

    #[test]
    fn each_budget_holds_up_to_its_number() {
        let within = "cold\tdashboard\t150\ncold\tplain\t100\n\
                      filter per row\tfew\t2\nfilter per row\tmany\t2\n\
                      memory\tjson\t10\nmemory\twasm\t20\nmemory\theap\t5\n\
                      nodes\tdashboard\t2000\n\
                      wheel\tblank\t0\nwheel\tahead\t0\nwheel\tplaces\t20\nwheel\tfurthest\t400\nbar\tblank\t0\nbar\tplaces\t20\n";
        assert_eq!(holds(within), [true; 5]);
        let beyond = "cold\tdashboard\t151\ncold\tplain\t100\n\
                      filter per row\tfew\t2\nfilter per row\tmany\t2.1\n\
                      memory\tjson\t10\nmemory\twasm\t21\nmemory\theap\t5\n\
                      nodes\tdashboard\t2001\n\
                      wheel\tblank\t0\nwheel\tahead\t1\nwheel\tplaces\t20\nwheel\tfurthest\t400\nbar\tblank\t0\nbar\tplaces\t20\n";
        assert_eq!(holds(beyond), [false; 5]);
    }

    #[test]
    fn audit_and_jobs_are_held_against_parsing_their_own_records() {
        assert_eq!(
            holds("audit\tjson\t400\naudit filter\tdashboard\t100\naudit whole\tdashboard\t401\n"),
            [true, false]
        );
        assert_eq!(
            holds(
                "jobs\tjson\t100\naudit\tjson\t900\njobs filter\tdashboard\t31\njobs matrix\tdashboard\t50\n"
            ),
            [false, true]
        );
    }

    #[test]
    fn a_scroll_that_did_not_move_proves_nothing() {
        let still = "wheel\tblank\t0\nwheel\tahead\t0\nwheel\tplaces\t0\nwheel\tfurthest\t400\nbar\tblank\t0\nbar\tplaces\t0\n";
        assert_eq!(holds(still), [false]);
    }
}
