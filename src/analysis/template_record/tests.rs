use proptest::prelude::*;

use super::*;

/// Every value that a careless reader changes.
const ODD: &str = r#"{ "id":9007199254740993,"name":"a\u2028b😀","x":{"y":[1.0,1e400]},"agent_options":{"n":9007199254740993,"e":1e400,"z":0.10,"m":-0,"d":1,"d":2},"agent_type":"Agents::HTTPRequestAgent","read_access":null, "name":"last" , "action_inputs":[] }"#;

#[test]
fn what_is_not_edited_goes_back_byte_for_byte() {
    let before = texts(ODD);
    assert_eq!(before[NAME], "last", "of two names the last counts");
    assert_eq!(edited(ODD, &before, &before), ODD);
    let mut after = before.clone();
    after[VENDOR] = "Okta".to_owned();
    after[NAME] = "\"new\" 😀\u{2028}".to_owned();
    let expected = ODD
        .replace(r#""name":"last""#, "\"name\":\"\\\"new\\\" 😀\u{2028}\"")
        .replace("[] }", "[],\"vendor\":\"Okta\"}");
    assert_eq!(edited(ODD, &before, &after), expected);
}

#[test]
fn one_edit_in_the_options_leaves_their_other_spellings() {
    let before = texts(ODD);
    let mut after = before.clone();
    after[OPTIONS] = after[OPTIONS].replace("-0", "-0.0");
    assert_eq!(
        edited(ODD, &before, &after),
        ODD.replace("-0", "-0.0"),
        "and come without blanks where they came so"
    );
    // Another layout alone is no edit.
    after[OPTIONS] = json::compact(&before[OPTIONS]).unwrap_or_default();
    assert_eq!(edited(ODD, &before, &after), ODD);
}

#[test]
fn deep_options_cost_no_stack() {
    let deep = ["[".repeat(200), "]".repeat(200)].concat();
    let raw = [r#"{"agent_options":{"a":"#, &deep, r#"},"name":"n"}"#].concat();
    let before = texts(&raw);
    let mut after = before.clone();
    after[NAME] = "m".to_owned();
    let expected = raw.replace("\"n\"", "\"m\"");
    assert_eq!(edited(&raw, &before, &after), expected);
}

#[test]
fn numbers_and_names_are_written_as_such() {
    let raw = r#"{"team_id":12,"shared_team_slugs":["a"],"folder_id":null}"#;
    let before = texts(raw);
    assert_eq!(
        (&*before[TEAM], &*before[TEAMS], &*before[FOLDER]),
        ("12", "a", "")
    );
    let mut after = before.clone();
    after[TEAM] = " ".to_owned();
    after[TEAMS] = "a\nb-c\n".to_owned();
    after[FOLDER] = "18446744073709551615".to_owned();
    assert_eq!(
        edited(raw, &before, &after),
        r#"{"team_id":null,"shared_team_slugs":["a","b-c"],"folder_id":18446744073709551615}"#
    );
}

#[test]
fn fields_are_left_out() {
    assert_eq!(
        without(
            r#" {"id":1, "a" : 1.0 ,"i\u0064":2,"b":{"id":3}} "#,
            &["id"]
        ),
        r#"{"a":1.0,"b":{"id":3}}"#
    );
    assert_eq!(without("{}", &["id"]), "{}");
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let before = texts(ODD);
    assert_eq!(faults(&before, &before, false), []);
    let mut after = before.clone();
    after[NAME] = "  ".to_owned();
    after[TEAM] = "1.5".to_owned();
    after[OPTIONS] = "[]".to_owned();
    after[INPUTS] = String::new();
    let found = faults(&before, &after, false);
    let fields: Vec<usize> = found.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, [NAME, TEAM, OPTIONS, INPUTS]);
    after[OPTIONS] = "{\n \"a\": }".to_owned();
    let found = faults(&before, &after, false);
    assert!(found[2].1.contains("ine 2"), "{}", found[2].1);
    let fields: Vec<usize> = faults(&texts("{}"), &texts("{}"), true)
        .iter()
        .map(|(field, _)| *field)
        .collect();
    assert_eq!(fields, [NAME, KIND]);
}

#[test]
fn what_the_server_did_not_keep() {
    let sent = r#"{"id":1,"name":"é","vendor":"a","agent_options":{"a":1.0,"b":2},"odd":1}"#;
    let kept =
        r#"{"id":"1","name":"\u00e9","vendor":"b","agent_options":{ "a" : 1,"b":2},"team_id":4}"#;
    let lost = not_kept(sent, kept);
    let paths: Vec<&str> = lost.iter().map(|lost| lost.path.as_str()).collect();
    assert_eq!(paths, ["vendor", "agent_options.a", "odd"]);
    assert_eq!(
        (lost[1].sent.as_deref(), lost[1].kept.as_deref()),
        (Some("1.0"), Some("1"))
    );
    assert_eq!(lost[2].kept, None);
    assert_eq!(not_kept(sent, sent), []);
}

proptest! {
    #[test]
    fn a_field_laid_over_is_there_and_nothing_else_changes(
        names in proptest::collection::vec("[a-d\"\\\\ü]{0,2}", 0..5),
        name in "[a-d\"\\\\ü]{0,2}",
        value in any::<i64>(),
    ) {
        let fields: Vec<String> = names.iter().map(|name| [&quote(name), ": [1.0]"].concat()).collect();
        let raw = ["{ ", &fields.join(" ,"), " }"].concat();
        let laid = lay_over(&raw, &[(&name, value.to_string())]);
        let (before, after) = (fields_of(&raw), fields_of(&laid));
        prop_assert_eq!(after.get(&name).raw(), value.to_string());
        for other in names.iter().filter(|other| **other != name) {
            prop_assert_eq!(before.get(other).raw(), after.get(other).raw());
        }
        let came = before.all().count();
        let added = usize::from(!names.contains(&name));
        prop_assert_eq!(after.all().count(), came + added);
    }
}
