//! People to be invited, from the rows of a file: which column is what, and what is wrong in which row.

use std::collections::HashMap;

use super::email;
use super::user_form::{
    ACTIVE, EMAIL, FIRST_NAME, LAST_NAME, OWNER, PERMISSIONS, Values, blank, names_of,
};
use crate::format::csv::Line;

/// The headings of the file that can be filled in; the columns go by their names, not by their places.
pub const TEMPLATE: [&str; 6] = [
    "email",
    "first_name",
    "last_name",
    "owner",
    "active",
    "permissions",
];

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Field(usize),
    /// First and last name in one.
    FullName,
}

/// Headings as people write them: letters and digits only, in lower case.
const HEADINGS: &[(&str, Column)] = &[
    ("email", Column::Field(EMAIL)),
    ("emailaddress", Column::Field(EMAIL)),
    ("mail", Column::Field(EMAIL)),
    ("firstname", Column::Field(FIRST_NAME)),
    ("givenname", Column::Field(FIRST_NAME)),
    ("forename", Column::Field(FIRST_NAME)),
    ("lastname", Column::Field(LAST_NAME)),
    ("familyname", Column::Field(LAST_NAME)),
    ("surname", Column::Field(LAST_NAME)),
    ("name", Column::FullName),
    ("fullname", Column::FullName),
    ("owner", Column::Field(OWNER)),
    ("tenantowner", Column::Field(OWNER)),
    ("admin", Column::Field(OWNER)),
    ("role", Column::Field(OWNER)),
    ("active", Column::Field(ACTIVE)),
    ("isactive", Column::Field(ACTIVE)),
    ("enabled", Column::Field(ACTIVE)),
    ("status", Column::Field(ACTIVE)),
    ("permission", Column::Field(PERMISSIONS)),
    ("permissions", Column::Field(PERMISSIONS)),
    ("tenantpermissions", Column::Field(PERMISSIONS)),
];

/// Words for yes and no, and for roles and states, as they stand in such files.
const YES: [&str; 8] = [
    "yes",
    "y",
    "true",
    "1",
    "x",
    "owner",
    "tenant owner",
    "admin",
];
const NO: [&str; 7] = ["no", "n", "false", "0", "", "user", "member"];
const ON: [&str; 7] = ["yes", "y", "true", "1", "", "active", "enabled"];
const OFF: [&str; 6] = ["no", "n", "false", "0", "inactive", "disabled"];

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The row in the file, as a spreadsheet counts it.
    pub row: usize,
    /// What the new user gets.
    pub values: Values,
    /// What is wrong with the row itself.
    flaws: Vec<Flaw>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The address: why.
    Email(&'static str),
    /// The same address stands in an earlier row.
    Repeated(usize),
    /// Somebody in the tenant has it: the user's id.
    Taken(i64),
    /// The role column holds neither a role nor yes or no.
    Role(String),
    /// The column that says who is active holds something else.
    State(String),
    /// More cells than headings: something is in the wrong place.
    TooManyCells,
}

impl Flaw {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Email(why) => (*why).to_owned(),
            Self::Repeated(row) => format!("The same address is in row {row}."),
            Self::Taken(_) => "Somebody in this tenant has this address already.".to_owned(),
            Self::Role(text) => format!("“{text}” is no role: write owner, or nothing."),
            Self::State(text) => format!("“{text}” says neither active nor inactive."),
            Self::TooManyCells => "There are more cells than headings.".to_owned(),
        }
    }

    /// Whether another e-mail address would mend it.
    pub fn is_about_email(&self) -> bool {
        matches!(self, Self::Email(_) | Self::Repeated(_) | Self::Taken(_))
    }
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The rows below the headings that hold something.
    pub people: Vec<Candidate>,
    /// Headings that mean nothing here: their columns are left out.
    pub unknown: Vec<String>,
    /// Headings of which there are two: the first counts.
    pub repeated: Vec<String>,
    /// Whether the first row is a person and not headings: it holds an address.
    pub headless: bool,
    /// The fields for which there is a column.
    pub fields: Vec<usize>,
}

/// Why a file holds nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Useless {
    /// There is not a single row.
    Empty,
    /// No heading names the e-mail address.
    NoEmail,
}

/// Reads rows as people.
pub fn read(lines: &[Line]) -> Result<Sheet, Useless> {
    let first = lines.first().ok_or(Useless::Empty)?;
    let mut sheet = Sheet::default();
    let mut columns = Vec::new();
    for heading in &first.cells {
        let column = column_of(heading);
        match column {
            None if heading.trim().is_empty() => columns.push(None),
            None => {
                sheet.unknown.push(heading.trim().to_owned());
                columns.push(None);
            }
            Some(column) if columns.contains(&Some(column)) => {
                sheet.repeated.push(heading.trim().to_owned());
                columns.push(None);
            }
            Some(column) => columns.push(Some(column)),
        }
    }
    let mut rows = lines.get(1..).unwrap_or_default();
    if !columns.contains(&Some(Column::Field(EMAIL))) {
        // A bare list of addresses has no headings.
        let at = first
            .cells
            .iter()
            .position(|cell| email::fault(cell.trim()).is_none())
            .ok_or(Useless::NoEmail)?;
        columns = vec![None; first.cells.len()];
        columns[at] = Some(Column::Field(EMAIL));
        sheet = Sheet {
            headless: true,
            ..Sheet::default()
        };
        rows = lines;
    }
    for column in columns.iter().flatten() {
        match column {
            Column::Field(field) => sheet.fields.push(*field),
            Column::FullName => sheet.fields.extend([FIRST_NAME, LAST_NAME]),
        }
    }
    sheet.people = rows
        .iter()
        .filter(|line| line.cells.iter().any(|cell| !cell.trim().is_empty()))
        .map(|line| candidate(line, &columns))
        .collect();
    Ok(sheet)
}

fn column_of(heading: &str) -> Option<Column> {
    let plain: String = heading
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    HEADINGS
        .iter()
        .find(|(name, _)| *name == plain)
        .map(|(_, column)| *column)
}

fn candidate(line: &Line, columns: &[Option<Column>]) -> Candidate {
    let mut values = blank();
    let mut flaws = Vec::new();
    for (index, cell) in line.cells.iter().enumerate() {
        let cell = cell.trim();
        let Some(column) = columns.get(index) else {
            if !cell.is_empty() && !flaws.contains(&Flaw::TooManyCells) {
                flaws.push(Flaw::TooManyCells);
            }
            continue;
        };
        match column {
            None => {}
            Some(Column::FullName) => {
                let (first, last) = cell.rsplit_once(' ').unwrap_or((cell, ""));
                values[FIRST_NAME] = Some(first.trim().to_owned());
                values[LAST_NAME] = Some(last.to_owned());
            }
            Some(Column::Field(OWNER)) => match one_of(cell, &YES, &NO) {
                Some(flag) => values[OWNER] = Some(flag),
                None => flaws.push(Flaw::Role(cell.to_owned())),
            },
            Some(Column::Field(ACTIVE)) => match one_of(cell, &ON, &OFF) {
                Some(flag) => values[ACTIVE] = Some(flag),
                None => flaws.push(Flaw::State(cell.to_owned())),
            },
            Some(Column::Field(PERMISSIONS)) => {
                let names = cell.split([',', ';', '|', ' ', '\t', '\n', '\r']);
                values[PERMISSIONS] = Some(names_of(names));
            }
            Some(Column::Field(field)) => values[*field] = Some(cell.to_owned()),
        }
    }
    Candidate {
        row: line.number,
        values,
        flaws,
    }
}

fn one_of(cell: &str, yes: &[&str], no: &[&str]) -> Option<String> {
    let word = cell.to_ascii_lowercase();
    let flag = if yes.contains(&word.as_str()) {
        "true"
    } else if no.contains(&word.as_str()) {
        "false"
    } else {
        return None;
    };
    Some(flag.to_owned())
}

impl Candidate {
    /// The address.
    pub fn email(&self) -> &str {
        self.values[EMAIL].as_deref().unwrap_or_default()
    }
}

/// What is wrong with each of some people, in their order; nothing for those who can be invited. `taken`
/// knows the tenant's addresses by [`email::same_key`].
pub fn check(people: &[Candidate], taken: &dyn Fn(&str) -> Option<i64>) -> Vec<Vec<Flaw>> {
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(people.len());
    people
        .iter()
        .map(|person| {
            let mut flaws = person.flaws.clone();
            let address = person.email();
            if let Some(why) = email::fault(address) {
                flaws.push(Flaw::Email(why));
                return flaws;
            }
            let key = email::same_key(address);
            if let Some(id) = taken(&key) {
                flaws.push(Flaw::Taken(id));
            }
            match seen.get(&key) {
                Some(row) => flaws.push(Flaw::Repeated(*row)),
                None => {
                    seen.insert(key, person.row);
                }
            }
            flaws
        })
        .collect()
}

#[cfg(test)]
mod tests;
