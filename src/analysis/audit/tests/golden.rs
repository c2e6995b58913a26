use super::month::{Dialect, Month};
use crate::analysis::audit::marks::{Mark, Rules, marks};
use crate::analysis::audit::words;

const DEMO: &str = include_str!("../../../../tests/golden/audit/demo.txt");

#[test]
fn print() {
    for file in [
        DEMO,
        include_str!("../../../../tests/golden/audit/quiet-winter.txt"),
        include_str!("../../../../tests/golden/audit/quiet-march.txt"),
        include_str!("../../../../tests/golden/audit/quiet-november.txt"),
        include_str!("../../../../tests/golden/audit/quiet-sunday.txt"),
    ] {
        for dialect in [Dialect::Today, Dialect::Old] {
            let month = Month::read(file, dialect);
            println!("---- {} {}", month.now, month.entries.len());
            let found = marks(&month.entries, &Rules::default(), month.since());
            for mark in &found {
                println!(
                    "{:4} {} {} [{}] {} | {} | {}",
                    mark.weight,
                    mark.at,
                    mark.person.as_ref().map_or("-", |p| &p.email),
                    mark.records.len(),
                    words::title(mark),
                    words::why(mark, &month.entries, month.since()),
                    mark.key
                );
            }
        }
    }
}
