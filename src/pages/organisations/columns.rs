//! The columns of the organisations. A version that does not say something gets no column for it.

use crate::data::tenant::KeptOrganisation;
use crate::format::number::count;
use crate::ui::table::cell::{Cell, Tone};
use crate::ui::table::column::Column;

/// All of them, in their order. The classes are those of the users' list, so that a narrow screen makes cards
/// of the rows.
pub const ALL: [Column; 10] = [
    Column::sorted("name", "Name", "col-name"),
    Column::sorted("slug", "Slug", "col-slug from-wide from-roomy"),
    Column::sorted("cname", "CNAME", "col-email"),
    Column::sorted("cname-on", "CNAME in use", "col-status"),
    Column::sorted("apis", "APIs", "col-moment col-apis"),
    Column::sorted("hybrid", "Hybrid", "col-flag from-wide from-middle"),
    Column::sorted("sso", "SSO", "col-flag from-wide from-middle"),
    Column::sorted("developers", "Developers", "col-small from-wider"),
    Column::sorted("quota", "Quota", "col-small from-wider"),
    Column::sorted("id", "Id", "col-id from-wider"),
];

/// Which column says the host name, and which how many APIs there are.
const CNAME: usize = 2;
pub const APIS: usize = 4;

/// A column as it is shown beside those that are in use: where nobody says a CNAME, the id has its place.
pub fn beside(bits: u32, column: Column) -> Column {
    if column.name == "id" && !has(bits, CNAME) {
        Column {
            class: "col-email",
            ..column
        }
    } else {
        column
    }
}

/// Which columns an organisation has something for, a bit for each.
fn said(one: &KeptOrganisation) -> u32 {
    let said = [
        true,
        one.owner_slug.is_some(),
        one.cname.is_some(),
        one.cname_enabled.is_some(),
        true,
        one.hybrid_enabled.is_some(),
        one.sso_enabled.is_some(),
        one.developer_count.is_some(),
        one.developer_quota.is_some(),
        true,
    ];
    let bits = said.iter().zip(0..).filter(|(said, _)| **said);
    bits.fold(0, |bits, (_, at)| bits | 1 << at)
}

/// Which columns these organisations have something for; all, as long as there is none.
pub fn in_use(all: &[KeptOrganisation]) -> u32 {
    if all.is_empty() {
        u32::MAX
    } else {
        all.iter().fold(0, |bits, one| bits | said(one))
    }
}

/// Whether a column is in use.
pub fn has(bits: u32, at: usize) -> bool {
    u32::try_from(at).is_ok_and(|at| bits & (1 << at) != 0)
}

/// One organisation's cells, a cell for every column.
pub fn cells(one: &KeptOrganisation) -> Vec<Cell> {
    let words = |text: Option<&String>| match text {
        Some(text) => Cell::Text(text.clone()),
        None => Cell::Text(String::new()),
    };
    let number = |number: Option<i64>| match number {
        Some(number) => Cell::Text(number.to_string()),
        None => Cell::Nothing("not said"),
    };
    vec![
        match one.owner_name.trim() {
            "" => Cell::Text(["(no name) ", &one.value.id].concat()),
            _ => Cell::Text(one.owner_name.clone()),
        },
        words(one.owner_slug.as_ref()),
        words(one.cname.as_ref()),
        match one.cname_enabled {
            Some(true) => Cell::Badges(vec![(Tone::Good, "On".to_owned())]),
            Some(false) => Cell::Badges(vec![(Tone::Off, "Off".to_owned())]),
            None => Cell::Nothing("not said"),
        },
        match &one.apis {
            Some(apis) => Cell::Text(count(apis.len())),
            None => Cell::Nothing("not said"),
        },
        yes(one.hybrid_enabled),
        yes(one.sso_enabled),
        number(one.developer_count),
        number(one.developer_quota),
        Cell::Text(one.value.id.clone()),
    ]
}

fn yes(flag: Option<bool>) -> Cell {
    match flag {
        Some(true) => Cell::Badges(vec![(Tone::Good, "Yes".to_owned())]),
        Some(false) => Cell::Nothing("no"),
        None => Cell::Nothing("not said"),
    }
}
