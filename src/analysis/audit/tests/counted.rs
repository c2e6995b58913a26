//! One answer of a ledger at a time.

use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::figures::{Cut, Figures, Fold, busiest, first, most_people};
use crate::analysis::audit::ledger::{Count, Ledger};
use crate::wire::time::Timestamp;

pub fn count(entries: &[Entry], rows: &[u32], days: (i64, i64), fold: Fold) -> Count {
    Ledger::of(entries).count(rows, days, Timestamp(i64::MIN), fold)
}

pub fn figures(entries: &[Entry], rows: &[u32], days: (i64, i64)) -> Figures {
    count(entries, rows, days, Fold::Single).figures
}

pub fn by_person(entries: &[Entry], rows: &[u32]) -> Vec<Cut> {
    let cuts = count(entries, rows, (0, -1), Fold::Single).people;
    let id = |cut: &Cut| entries[cut.row as usize].person.id;
    first(&cuts, usize::MAX, &|a, b| {
        busiest(a, b).then_with(|| id(a).cmp(&id(b)))
    })
}

pub fn by_address(entries: &[Entry], rows: &[u32], fold: Fold) -> Vec<Cut> {
    let cuts = count(entries, rows, (0, -1), fold).addresses;
    let text = |cut: &Cut| {
        let address = entries[cut.row as usize].address.as_ref();
        address.map(|address| address.text.clone())
    };
    first(&cuts, usize::MAX, &|a, b| {
        most_people(a, b).then_with(|| text(a).cmp(&text(b)))
    })
}

pub fn by_client(entries: &[Entry], rows: &[u32]) -> Vec<Cut> {
    let cuts = count(entries, rows, (0, -1), Fold::Single).clients;
    let words = |cut: &Cut| {
        let client = entries[cut.row as usize].client.as_ref();
        client.map(|client| client.words.clone())
    };
    first(&cuts, usize::MAX, &|a, b| {
        busiest(a, b).then_with(|| words(a).cmp(&words(b)))
    })
}

pub fn new_addresses(entries: &[Entry], rows: &[u32], from: Timestamp) -> Option<u32> {
    Ledger::of(entries)
        .count(rows, (0, -1), from, Fold::Single)
        .new_addresses
}
