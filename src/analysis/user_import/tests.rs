//! Columns by name, and what is wrong in which row.

use super::*;
use crate::format::csv;

fn sheet(text: &str) -> Sheet {
    read(&csv::import(text, None).unwrap()).unwrap()
}

fn flaws(text: &str, taken: &[(&str, i64)]) -> Vec<(usize, Vec<Flaw>)> {
    let taken = |email: &str| taken.iter().find(|one| one.0 == email).map(|one| one.1);
    let people = sheet(text).people;
    let found = check(&people, &taken);
    people
        .iter()
        .map(|person| person.row)
        .zip(found)
        .filter(|(_, flaws)| !flaws.is_empty())
        .collect()
}

#[test]
fn columns_go_by_their_names() {
    let sheet = sheet(
        "Role;Surname;E-Mail Address;Given name;Department;Enabled;Permissions\r\n\
         Owner;O'Neil;ann@example.com;Ann;Sales;no;TUNNEL_MANAGE, AUDIT_LOG_READ\r\n\
         ;;bob@example.com;;;;\r\n",
    );
    assert_eq!(sheet.unknown, ["Department"]);
    assert!(!sheet.headless);
    assert_eq!(sheet.people.len(), 2);
    let (ann, bob) = (&sheet.people[0], &sheet.people[1]);
    assert_eq!((ann.row, bob.row), (2, 3));
    let some = |texts: [&str; 6]| texts.map(|text| Some(text.to_owned()));
    assert_eq!(
        ann.values,
        some([
            "ann@example.com",
            "Ann",
            "O'Neil",
            "true",
            "false",
            "AUDIT_LOG_READ\nTUNNEL_MANAGE"
        ])
    );
    assert_eq!(
        bob.values,
        some(["bob@example.com", "", "", "false", "true", ""])
    );
}

#[test]
fn the_template_is_understood() {
    let sheet = sheet(&(TEMPLATE.join(",") + "\nann@example.com,Ann,Lee,no,yes,\n"));
    assert!(sheet.unknown.is_empty() && sheet.people.len() == 1);
    assert_eq!(sheet.fields, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn a_name_in_one_column_is_parted_at_its_last_blank() {
    let sheet = sheet("name,email\nMary Jane Watson,mj@example.com\nCher,cher@example.com\n");
    let names: Vec<_> = sheet
        .people
        .iter()
        .map(|person| [FIRST_NAME, LAST_NAME].map(|field| person.values[field].as_deref()))
        .collect();
    assert_eq!(
        names,
        [
            [Some("Mary Jane"), Some("Watson")],
            [Some("Cher"), Some("")]
        ]
    );
}

#[test]
fn a_bare_list_of_addresses_will_do() {
    let sheet = sheet("ann@example.com\nbob@example.com\n");
    assert!(sheet.headless);
    assert_eq!(sheet.people.len(), 2);
    assert_eq!(read(&[]), Err(Useless::Empty));
    let lines = csv::import("first,last\nAnn,Lee\n", None).unwrap();
    assert_eq!(read(&lines), Err(Useless::NoEmail));
}

#[test]
fn each_bad_row_says_what_is_wrong() {
    let found = flaws(
        "email,role,active\n\
         ann@example.com,owner,yes\n\
         not an address,,\n\
         ANN@example.com,,\n\
         taken@example.com,,\n\
         bob@example.com,superhero,\n\
         cat@example.com,,perhaps\n\
         dan@example.com,,,more\n\
         eve@example.com,user,inactive\n",
        &[("taken@example.com", 42)],
    );
    let expected = [
        (
            3,
            Flaw::Email("An e-mail address has an @ in it, as in ann@example.com."),
        ),
        (4, Flaw::Repeated(2)),
        (5, Flaw::Taken(42)),
        (6, Flaw::Role("superhero".to_owned())),
        (7, Flaw::State("perhaps".to_owned())),
        (8, Flaw::TooManyCells),
    ];
    assert_eq!(
        found,
        expected.map(|(row, flaw)| (row, vec![flaw])).to_vec()
    );
}

#[test]
fn a_bad_address_does_not_spoil_its_repetition() {
    // Row 2 is bad and will not be sent, so row 4 repeats row 3 only.
    let found = flaws("email\nann@\nann@example.com\nann@example.com\n", &[]);
    assert_eq!(found[1], (4, vec![Flaw::Repeated(3)]));
    assert_eq!(found.len(), 2);
}

#[test]
fn rows_with_nothing_in_them_are_nobody() {
    assert_eq!(
        sheet("email,name\n,\nann@example.com,\n  , \n")
            .people
            .len(),
        1
    );
}
