//! Lists as files: CSV, JSON, and JSON by the line (NDJSON).

use std::borrow::Cow;

use super::csv;
use crate::wire::json::quote;
use crate::wire::secret::mask;

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, the headings first.
    Csv,
    /// One array of objects.
    Json,
    /// One object a line.
    Ndjson,
}

impl Format {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Ndjson];

    /// The ending of the file's name, and what it is called where it is kept.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
        }
    }

    /// The media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// What kind of file.
    pub format: Format,
    /// CSV: which of [`csv::DELIMITERS`], by its place.
    pub delimiter: usize,
    /// CSV: whether a byte order mark comes first.
    pub bom: bool,
    /// CSV: whether cells are written as they are, those too that a spreadsheet would run.
    pub exact: bool,
    /// JSON: whether the whole records are written, as they came, and not the columns.
    pub whole: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::Csv,
            delimiter: 0,
            bom: false,
            exact: false,
            whole: false,
        }
    }
}

impl Options {
    /// For the next time: `csv 0 bom`. To write cells exactly is asked for each time anew.
    pub fn to_text(self) -> String {
        let mut text = String::from(self.format.ending());
        text.push(' ');
        text.push_str(["0", "1", "2"].get(self.delimiter).unwrap_or(&"0"));
        for (chosen, word) in [(self.bom, " bom"), (self.whole, " whole")] {
            if chosen {
                text.push_str(word);
            }
        }
        text
    }

    /// Reads what [`Options::to_text`] wrote; what is not understood is left at its default.
    pub fn parse(text: &str) -> Self {
        let mut options = Self::default();
        for word in text.split(' ') {
            match word {
                "1" => options.delimiter = 1,
                "2" => options.delimiter = 2,
                "bom" => options.bom = true,
                "whole" => options.whole = true,
                _ => {
                    let format = Format::ALL.into_iter().find(|one| one.ending() == word);
                    options.format = format.unwrap_or(options.format);
                }
            }
        }
        options
    }

    /// Whether the records are written and not the columns.
    pub fn wants_records(self) -> bool {
        self.whole && self.format != Format::Csv
    }
}

/// Writes a list, one row after the other, onto the end of a text that its owner may empty in between.
pub struct Writer {
    options: Options,
    labels: Vec<String>,
    rows: usize,
}

impl Writer {
    /// Begins a file: the byte order mark and the headings, which may be people's names: they are made
    /// harmless as cells are.
    pub fn new(options: Options, labels: Vec<String>, into: &mut String) -> Self {
        match options.format {
            Format::Csv => {
                if options.bom {
                    into.push(csv::BOM);
                }
                write_cells(options, &mut labels.iter().map(String::as_str), into);
            }
            Format::Json => into.push('['),
            Format::Ndjson => {}
        }
        Self {
            options,
            labels,
            rows: 0,
        }
    }

    /// Writes one row by its columns: `None` is an empty cell of CSV, and `null` of JSON.
    pub fn row(&mut self, cells: &[Option<Cow<'_, str>>], into: &mut String) {
        if self.options.format == Format::Csv {
            let mut cells = cells.iter().map(|cell| cell.as_deref().unwrap_or_default());
            write_cells(self.options, &mut cells, into);
            return;
        }
        self.begin_object(into);
        into.push('{');
        for (index, (label, cell)) in self.labels.iter().zip(cells).enumerate() {
            if index > 0 {
                into.push(',');
            }
            into.extend([&quote(label), ":"]);
            match cell {
                Some(cell) => into.push_str(&quote(cell)),
                None => into.push_str("null"),
            }
        }
        into.push('}');
        self.end_object(into);
    }

    /// Writes one whole record from its JSON, byte for byte but for secrets, which are masked, and line
    /// ends between its fields, which become blanks: a record is a line.
    pub fn record(&mut self, json: &str, into: &mut String) {
        self.begin_object(into);
        // JSON has line ends between values only; within a text they are escaped.
        into.push_str(&mask(json).replace(['\r', '\n'], " "));
        self.end_object(into);
    }

    /// Ends the file.
    pub fn end(self, into: &mut String) {
        if self.options.format == Format::Json {
            into.push_str("\n]\n");
        }
    }

    fn begin_object(&mut self, into: &mut String) {
        if self.options.format == Format::Json {
            into.push_str(if self.rows == 0 { "\n" } else { ",\n" });
        }
        self.rows += 1;
    }

    fn end_object(&self, into: &mut String) {
        if self.options.format == Format::Ndjson {
            into.push('\n');
        }
    }
}

impl Options {
    fn delimiter(self) -> char {
        *csv::DELIMITERS.get(self.delimiter).unwrap_or(&',')
    }
}

/// Writes a line of CSV, its cells made harmless unless they are wanted exactly.
fn write_cells(options: Options, cells: &mut dyn Iterator<Item = &str>, into: &mut String) {
    let cells: Vec<Cow<'_, str>> = cells
        .map(|cell| {
            if options.exact {
                Cow::Borrowed(cell)
            } else {
                csv::defuse(cell)
            }
        })
        .collect();
    csv::write_row(
        options.delimiter(),
        &mut cells.iter().map(AsRef::as_ref),
        into,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [[Option<&str>; 2]; 2] = [
        [Some("=1"), None],
        [Some("Ünïcödé \"quoted\", comma"), Some("a\nb")],
    ];

    fn columns(options: Options) -> String {
        let mut text = String::new();
        let mut writer = Writer::new(
            options,
            vec!["Name".to_owned(), "Last seen".to_owned()],
            &mut text,
        );
        for row in ROWS {
            writer.row(&row.map(|cell| cell.map(Cow::Borrowed)), &mut text);
        }
        writer.end(&mut text);
        text
    }

    fn as_format(format: Format) -> Options {
        Options {
            format,
            ..Options::default()
        }
    }

    #[test]
    fn csv_is_defused_unless_it_must_be_exact() {
        assert_eq!(
            columns(Options::default()),
            "Name,Last seen\r\n'=1,\r\n\"Ünïcödé \"\"quoted\"\", comma\",\"a\nb\"\r\n"
        );
        let exact = Options {
            exact: true,
            bom: true,
            delimiter: 1,
            ..Options::default()
        };
        assert_eq!(
            columns(exact),
            "\u{feff}Name;Last seen\r\n=1;\r\n\"Ünïcödé \"\"quoted\"\", comma\";\"a\nb\"\r\n"
        );
    }

    #[test]
    fn json_is_read_by_a_parser() {
        let json: serde_json::Value =
            serde_json::from_str(&columns(as_format(Format::Json))).unwrap();
        assert_eq!(json[0]["Name"], "=1");
        assert!(json[0]["Last seen"].is_null());
        assert_eq!(json[1]["Last seen"], "a\nb");

        let text = columns(as_format(Format::Ndjson));
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines, *json.as_array().unwrap());
    }

    #[test]
    fn records_stay_as_they_came_but_for_secrets() {
        let raw = "{\"id\": 472463921472463921,\r\n \"password\":\"p\", \"x\":[1e2, \"a\\nb\"]}";
        let mut text = String::new();
        let mut writer = Writer::new(as_format(Format::Ndjson), Vec::new(), &mut text);
        writer.record(raw, &mut text);
        writer.record("{}", &mut text);
        writer.end(&mut text);
        assert_eq!(
            text,
            "{\"id\": 472463921472463921,   \"password\":\"•••\", \"x\":[1e2, \"a\\nb\"]}\n{}\n"
        );
    }

    #[test]
    fn a_list_of_nothing_is_a_file_all_the_same() {
        let mut text = String::new();
        Writer::new(as_format(Format::Json), Vec::new(), &mut text).end(&mut text);
        assert_eq!(text, "[\n]\n");
    }

    #[test]
    fn options_are_remembered_but_not_to_write_exactly() {
        for format in Format::ALL {
            for delimiter in 0..3 {
                for (bom, whole) in [(true, false), (false, true)] {
                    let options = Options {
                        format,
                        delimiter,
                        bom,
                        exact: false,
                        whole,
                    };
                    assert_eq!(Options::parse(&options.to_text()), options);
                    let exact = Options {
                        exact: true,
                        ..options
                    };
                    assert_eq!(Options::parse(&exact.to_text()), options);
                }
            }
        }
        assert_eq!(Options::parse("nobody wrote this 7"), Options::default());
    }
}
