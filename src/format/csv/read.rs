//! Reading CSV: strict enough that no cell lands in the wrong place unnoticed.

use std::fmt;

use super::{BOM, DELIMITERS, undo};

/// The most rows that are read; beyond it the file is not meant for a browser.
const MOST_ROWS: usize = 200_000;
/// The most cells in a row.
const MOST_COLUMNS: usize = 500;
/// The longest cell, in bytes of UTF-8.
const LONGEST_CELL: usize = 100_000;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number as a spreadsheet counts it: from 1, the headings and empty rows included.
    pub number: usize,
    /// Its cells, at least one.
    pub cells: Vec<String>,
}

/// Where a file cannot be read, and why; `Display` says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row, counted as in [`Line::number`].
    pub row: usize,
    /// The column, counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: Why,
}

/// What can be wrong with a CSV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The file ends inside quotation marks.
    NeverCloses,
    /// `"a"b`: more after the closing quotation mark.
    TextAfterQuote,
    /// `a"b`: a quotation mark in a cell without quotation marks around it.
    StrayQuote,
    /// More rows than are read.
    TooManyRows,
    /// More cells than a row may have.
    TooManyColumns,
    /// A cell longer than any may be.
    TooLong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.why {
            Why::NeverCloses => "a quotation mark opens this cell and none closes it",
            Why::TextAfterQuote => {
                "something stands after the closing quotation mark; one inside a cell must be doubled"
            }
            Why::StrayQuote => {
                "a quotation mark stands in the middle; such a cell must stand in quotation marks, with each inside doubled"
            }
            Why::TooManyRows => "the file has more than 200,000 rows",
            Why::TooManyColumns => "this row has more than 500 columns",
            Why::TooLong => "this cell is longer than 100,000 characters",
        };
        write!(f, "Row {}, column {}: {why}", self.row, self.column)
    }
}

impl std::error::Error for Fault {}

/// As [`read`], without the apostrophes that keep a spreadsheet from running a cell ([`undo`]).
pub fn import(text: &str, delimiter: Option<char>) -> Result<Vec<Line>, Fault> {
    let mut lines = read(text, delimiter)?;
    for cell in lines.iter_mut().flat_map(|line| &mut line.cells) {
        let undone = undo(cell);
        if undone.len() < cell.len() {
            *cell = undone.to_owned();
        }
    }
    Ok(lines)
}

/// Reads all rows. A byte order mark is passed over, rows end with CRLF, LF or CR, and empty lines are
/// none. Without a delimiter, it is the one of [`DELIMITERS`] that the first line has most of.
pub fn read(text: &str, delimiter: Option<char>) -> Result<Vec<Line>, Fault> {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    let delimiter = delimiter.unwrap_or_else(|| detect(text));
    let mut reader = Reader {
        rest: text,
        row: 1,
        cells: Vec::new(),
    };
    let mut lines = Vec::new();
    while !reader.rest.is_empty() {
        let number = reader.row;
        reader.line(delimiter)?;
        // An empty line; `""` is a cell with nothing in it.
        if reader.cells.is_empty() {
            continue;
        }
        if lines.len() == MOST_ROWS {
            return Err(reader.fault(Why::TooManyRows));
        }
        lines.push(Line {
            number,
            cells: std::mem::take(&mut reader.cells),
        });
    }
    Ok(lines)
}

/// The delimiter that the first line has most of, quoted cells left out; a comma if it has none.
fn detect(text: &str) -> char {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for c in text.chars() {
        if c == '"' {
            quoted = !quoted;
        } else if !quoted {
            if matches!(c, '\r' | '\n') {
                break;
            }
            if let Some(at) = DELIMITERS.iter().position(|delimiter| *delimiter == c) {
                counts[at] += 1;
            }
        }
    }
    let mut best = 0;
    for at in 1..counts.len() {
        if counts[at] > counts[best] {
            best = at;
        }
    }
    DELIMITERS[best]
}

/// How far the reading is.
struct Reader<'a> {
    rest: &'a str,
    row: usize,
    cells: Vec<String>,
}

impl Reader<'_> {
    /// Reads one line into `cells`, which stays empty for an empty line.
    fn line(&mut self, delimiter: char) -> Result<(), Fault> {
        loop {
            let quoted = self.rest.starts_with('"');
            let cell = if quoted {
                self.quoted_cell()?
            } else {
                self.bare_cell(delimiter)?
            };
            if self.cells.len() == MOST_COLUMNS {
                return Err(self.fault(Why::TooManyColumns));
            }
            if cell.len() > LONGEST_CELL {
                return Err(self.fault(Why::TooLong));
            }
            if let Some(rest) = self.rest.strip_prefix(delimiter) {
                self.cells.push(cell);
                self.rest = rest;
                continue;
            }
            let after = ["\r\n", "\n", "\r"]
                .into_iter()
                .find_map(|end| self.rest.strip_prefix(end));
            if after.is_none() && !self.rest.is_empty() {
                return Err(self.fault(Why::TextAfterQuote));
            }
            if quoted || !cell.is_empty() || !self.cells.is_empty() {
                self.cells.push(cell);
            }
            self.rest = after.unwrap_or_default();
            self.row += 1;
            return Ok(());
        }
    }

    fn bare_cell(&mut self, delimiter: char) -> Result<String, Fault> {
        let end = self
            .rest
            .find([delimiter, '\r', '\n', '"'])
            .unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        if rest.starts_with('"') {
            return Err(self.fault(Why::StrayQuote));
        }
        self.rest = rest;
        Ok(cell.to_owned())
    }

    fn quoted_cell(&mut self) -> Result<String, Fault> {
        let mut cell = String::new();
        let mut rest = self.rest.get(1..).unwrap_or_default();
        loop {
            let Some((part, after)) = rest.split_once('"') else {
                return Err(self.fault(Why::NeverCloses));
            };
            cell.push_str(part);
            rest = after;
            match after.strip_prefix('"') {
                Some(after) => {
                    cell.push('"');
                    rest = after;
                }
                None => break,
            }
        }
        self.rest = rest;
        Ok(cell)
    }

    fn fault(&self, why: Why) -> Fault {
        Fault {
            row: self.row,
            column: self.cells.len() + 1,
            why,
        }
    }
}
