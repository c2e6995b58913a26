use proptest::prelude::*;

use super::*;

fn cells(text: &str) -> Vec<Vec<String>> {
    let lines = read(text, None).unwrap();
    lines.into_iter().map(|line| line.cells).collect()
}

fn row(delimiter: char, cells: &[&str]) -> String {
    let mut text = String::new();
    write_row(delimiter, &mut cells.iter().copied(), &mut text);
    text
}

fn fault(text: &str) -> (usize, usize, Why) {
    let fault = read(text, None).unwrap_err();
    (fault.row, fault.column, fault.why)
}

#[test]
fn only_what_needs_it_stands_in_quotation_marks() {
    assert_eq!(row(',', &["Ünïcödé", "a b", "7", ""]), "Ünïcödé,a b,7,\r\n");
    assert_eq!(
        row(',', &["Ünïcödé \"quoted\", comma", "a\nb", " a", "a;b"]),
        "\"Ünïcödé \"\"quoted\"\", comma\",\"a\nb\",\" a\",\"a;b\"\r\n"
    );
    assert_eq!(row('\t', &["a", "b"]), "a\tb\r\n");
    assert_eq!(row(';', &[""]), "\"\"\r\n");
}

#[test]
fn every_line_end_and_the_byte_order_mark_are_read() {
    let wanted = vec![vec!["a", "b"], vec!["c", "d"]];
    for text in [
        "a,b\r\nc,d\r\n",
        "a,b\nc,d",
        "a,b\rc,d\r",
        "\u{feff}a,b\n\n\r\nc,d",
        "\u{feff}\"a\",\"b\"\nc,\"d\"",
    ] {
        assert_eq!(cells(text), wanted, "{text:?}");
    }
    assert_eq!(cells(""), Vec::<Vec<String>>::new());
    assert_eq!(cells("\u{feff}\r\n"), Vec::<Vec<String>>::new());
    assert_eq!(cells("\"\"\n,\n"), [vec![""], vec!["", ""]]);
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    let numbers = |text| -> Vec<usize> {
        let lines = read(text, None).unwrap();
        lines.into_iter().map(|line| line.number).collect()
    };
    assert_eq!(numbers("a\n\nb\n\"c\nc\"\nd"), [1, 3, 4, 5]);
}

#[test]
fn the_delimiter_is_that_of_the_first_line() {
    assert_eq!(
        cells("a;b,c;d\n1;2;3"),
        [vec!["a", "b,c", "d"], vec!["1", "2", "3"]]
    );
    assert_eq!(cells("a\tb\n1,0\t2"), [["a", "b"], ["1,0", "2"]]);
    assert_eq!(cells("\"a;b;c\",d\n1,2"), [["a;b;c", "d"], ["1", "2"]]);
    assert_eq!(cells("alone\nx"), [["alone"], ["x"]]);
    let given = read("a;b\n", Some(',')).unwrap();
    assert_eq!(given[0].cells, ["a;b"]);
}

#[test]
fn faults_say_where_and_what() {
    assert_eq!(fault("a,b\nc,\"d"), (2, 2, Why::NeverCloses));
    assert_eq!(fault("a,\"b\"c,d"), (1, 2, Why::TextAfterQuote));
    assert_eq!(fault("\n\na,b,c\"d\""), (3, 3, Why::StrayQuote));
    assert_eq!(fault(&",".repeat(500)), (1, 501, Why::TooManyColumns));
    assert_eq!(fault(&"a".repeat(100_001)), (1, 1, Why::TooLong));
    assert_eq!(fault(&"a\n".repeat(200_001)).2, Why::TooManyRows);
    assert_eq!(
        read("a,\"b", None).unwrap_err().to_string(),
        "Row 1, column 2: a quotation mark opens this cell and none closes it"
    );
}

#[test]
fn what_a_spreadsheet_would_run_is_defused() {
    for cell in [
        "=HYPERLINK(\"http://x\")",
        "+1+2",
        "-1+2",
        "-cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        " =1",
        "\u{a0}=1",
        "\"=1",
        "'=1",
        "\u{200b}=1",
        "\u{0}=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "+353 86 123",
        "-",
        "-5.",
        "--5",
        "-1.2.3",
    ] {
        assert_eq!(defuse(cell), format!("'{cell}"), "{cell:?}");
        assert_eq!(undo(&defuse(cell)), cell);
    }
    for cell in [
        "-5",
        "+5",
        "5",
        "-0.25",
        "-1,5",
        "a=b",
        "a@example.org",
        "",
        " ",
        "O'Brien",
        "'tis",
    ] {
        assert_eq!(defuse(cell), cell, "{cell:?}");
        assert_eq!(undo(cell), cell);
    }
    // Another program may defuse numbers as well.
    assert_eq!(undo("'-5"), "-5");
}

#[test]
fn an_import_undoes_the_apostrophes() {
    let lines = import("name\n'=1\n'tis\n", None).unwrap();
    let cells: Vec<&str> = lines.iter().map(|line| line.cells[0].as_str()).collect();
    assert_eq!(cells, ["name", "=1", "'tis"]);
}

/// Texts with what matters to CSV in them more often than by chance.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\",;\t\r\n a'=+@-]{0,8}",
        "\\PC{0,12}",
        any::<String>(),
        Just("\u{feff}".to_owned()),
    ]
}

proptest! {
    #[test]
    fn what_was_written_is_read(
        rows in prop::collection::vec(prop::collection::vec(texts(), 1..6), 0..8),
        delimiter in prop::sample::select(DELIMITERS.to_vec()),
        bom: bool,
    ) {
        let mut text = String::new();
        if bom {
            text.push(BOM);
        }
        for row in &rows {
            write_row(delimiter, &mut row.iter().map(String::as_str), &mut text);
        }
        let read = read(&text, Some(delimiter)).unwrap();
        prop_assert_eq!(read.into_iter().map(|line| line.cells).collect::<Vec<_>>(), rows);
    }

    #[test]
    fn a_defused_cell_comes_back_and_can_not_be_run(cell in texts()) {
        let defused = defuse(&cell);
        prop_assert_eq!(undo(&defused), cell.as_str());
        let first = defused.chars().next();
        let runs = matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'));
        let number = defused.trim_start_matches(['+', '-']).replacen([',', '.'], "", 1);
        prop_assert!(!runs || number.bytes().all(|byte| byte.is_ascii_digit()));
    }

    #[test]
    fn any_text_is_rows_or_a_fault(text in texts(), rest: String) {
        drop(import(&format!("{text}{rest}"), None));
    }
}
