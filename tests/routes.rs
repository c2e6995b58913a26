//! Every URL of the app and back: what a person can bookmark, send to somebody, or mistype.

use gatehouse::routes::{Page, Route, escape, home, parse_query, unescape, with_pair, write_query};
use gatehouse::state::list_params::{Direction, ListParams, Sort};
use proptest::prelude::*;

/// Every page of two connections, one of them with an id that must be escaped, as the app writes them.
const PATHS: &str = "\
/tines
/tines/users
/tines/sign-ins
/tines/jobs
/tines/templates
/tines/organisations
/tines/gateway-users
/tines/journal
/a%2Fb%20%C3%BC%3F%23~25
/a%2Fb%20%C3%BC%3F%23~25/users
/a%2Fb%20%C3%BC%3F%23~25/sign-ins
/a%2Fb%20%C3%BC%3F%23~25/jobs
/a%2Fb%20%C3%BC%3F%23~25/templates
/a%2Fb%20%C3%BC%3F%23~25/organisations
/a%2Fb%20%C3%BC%3F%23~25/gateway-users
/a%2Fb%20%C3%BC%3F%23~25/journal
";

fn every_route() -> impl Iterator<Item = Route> {
    ["tines", "a/b ü?#%"]
        .into_iter()
        .flat_map(|id| Page::ALL.into_iter().map(move |page| Route::new(id, page)))
}

fn params(search: &str, sort: Option<(&str, Direction)>) -> ListParams {
    let sort = sort.map(|(column, direction)| Sort {
        column: column.to_owned(),
        direction,
    });
    ListParams {
        search: search.to_owned(),
        sort,
        columns: String::new(),
        others: Vec::new(),
    }
}

#[test]
fn the_app_writes_these_paths_and_no_others() {
    let written: String = every_route().map(|route| route.path() + "\n").collect();
    assert_eq!(written, PATHS);
    assert_eq!(home(), "/");
}

#[test]
fn every_path_leads_back_to_its_place() {
    for (route, path) in every_route().zip(PATHS.lines()) {
        assert_eq!(Route::parse(path).as_ref(), Some(&route), "{path}");
        assert_eq!(Route::parse(&format!("{path}/")), Some(route), "{path}/");
    }
}

#[test]
fn a_record_has_a_path_below_its_page() {
    let cases = [
        ("42", "/tines/users/42"),
        ("new", "/tines/users/new"),
        ("a/b ü", "/tines/users/a%2Fb%20%C3%BC"),
    ];
    for (item, path) in cases {
        let route = Route::item("tines", Page::Users, item);
        assert_eq!(route.path(), path);
        assert_eq!(Route::parse(path), Some(route));
    }
}

/// What the router makes of a link's path on its way into the address bar: `decodeURI` (ECMA-262, 19.2.6.2: all but
/// the reserved characters and `#`), and then what the URL parser leaves out or takes for a slash.
fn in_the_address_bar(path: &str) -> String {
    let mut kept = path.to_owned();
    for reserved in b";/?:@&=+$,#" {
        let escaped = format!("%{reserved:02X}");
        kept = kept.replace(&escaped, &escaped.replace('%', "%25"));
    }
    let decoded = unescape(&kept);
    decoded.replace(['\t', '\n', '\r'], "").replace('\\', "/")
}

#[test]
fn an_id_is_the_same_after_a_click_and_a_reload() {
    for (item, path) in [
        ("a%41b", "/tyk/organisations/a~2541b"),
        ("50%", "/tyk/organisations/50~25"),
        ("a\\b", "/tyk/organisations/a~5Cb"),
        ("~25", "/tyk/organisations/~7E25"),
        ("\0\n", "/tyk/organisations/~00~0A"),
        ("~zz~4", "/tyk/organisations/~7Ezz~7E4"),
    ] {
        let route = Route::item("tyk", Page::Organisations, item);
        assert_eq!(route.path(), path);
        assert_eq!(Route::parse(path), Some(route.clone()), "{path}");
        assert_eq!(
            Route::parse(&in_the_address_bar(path)),
            Some(route),
            "{path}"
        );
    }
    // Escaped by percents alone, as anybody else would.
    let theirs = Route::parse("/tyk/organisations/a%2541b%5C~41");
    assert_eq!(
        theirs.and_then(|route| route.item).as_deref(),
        Some("a%41b\\~41")
    );
}

#[test]
fn other_paths_lead_nowhere() {
    for path in [
        "",
        "/",
        "//",
        "/tines/user",
        "/tines/Users",
        "/tines/users/7/edit",
        "/tines//7",
        "/tines//users",
        "/tines/overview",
    ] {
        assert_eq!(Route::parse(path), None, "{path}");
    }
}

#[test]
fn what_is_no_escape_stands_for_itself() {
    for (text, plain) in [
        ("100%", "100%"),
        ("%", "%"),
        ("%4", "%4"),
        ("%zz", "%zz"),
        ("%+5", "%+5"),
        ("%-5", "%-5"),
        ("%é1", "%é1"),
        ("%c3%bc", "ü"),
        ("%2525", "%25"),
        ("%ff", "\u{fffd}"),
    ] {
        assert_eq!(unescape(text), plain, "{text}");
    }
}

#[test]
fn one_pair_of_a_query_is_set_or_taken_out() {
    let cases = [
        (
            "q=a%20b&sort=name",
            "sort",
            Some("-name"),
            "?q=a%20b&sort=-name",
        ),
        ("?sort=name&q=x&sort=y", "sort", None, "?q=x"),
        ("", "ids", Some("1,2"), "?ids=1,2"),
        ("any=1", "any", None, ""),
    ];
    for (query, name, value, expected) in cases {
        assert_eq!(with_pair(query, name, value), expected, "{query}");
    }
}

#[test]
fn a_list_is_written_like_this() {
    let cases = [
        (params("", None), ""),
        (params("smith", None), "?q=smith"),
        (
            params("", Some(("name", Direction::Ascending))),
            "?sort=name",
        ),
        (
            params("Ünal & co+50%", Some(("last-seen", Direction::Descending))),
            "?q=%C3%9Cnal%20%26%20co%2B50%25&sort=-last-seen",
        ),
        (params("role:owner,admin", None), "?q=role:owner,admin"),
    ];
    for (params, query) in cases {
        assert_eq!(params.write(), query);
        assert_eq!(ListParams::read(query), params, "{query}");
    }
}

#[test]
fn old_and_foreign_links_still_open() {
    let cases = [
        (
            "?page=3&utm_source=x&sort=name",
            params("", Some(("name", Direction::Ascending))),
        ),
        ("q=a+b", params("a b", None)),
        ("?q", params("", None)),
        ("?q=a&q=b", params("b", None)),
        ("?sort=", params("", None)),
        ("?Q=a&SORT=name", params("", None)),
        ("?&&=&q=a=b", params("a=b", None)),
    ];
    for (query, expected) in cases {
        assert_eq!(ListParams::read(query), expected, "{query}");
    }
}

fn any_page() -> impl Strategy<Value = Page> {
    proptest::sample::select(Page::ALL.as_slice())
}

/// Text with many characters that mean something in a URL.
fn url_like() -> impl Strategy<Value = String> {
    "([/?&=%+#a-f0-9ü\u{0}-]|\\PC){0,24}"
}

fn any_params() -> impl Strategy<Value = ListParams> {
    let sort = ("[a-z][a-z0-9-]{0,12}", any::<bool>()).prop_map(|(column, descending)| Sort {
        column,
        direction: if descending {
            Direction::Descending
        } else {
            Direction::Ascending
        },
    });
    (any::<String>(), proptest::option::of(sort), any::<String>()).prop_map(
        |(search, sort, columns)| ListParams {
            search,
            sort,
            columns,
            others: Vec::new(),
        },
    )
}

proptest! {
    #[test]
    fn any_connection_id_survives(id in any::<String>().prop_filter("an id", |id| !id.is_empty()), page in any_page()) {
        let route = Route::new(&id, page);
        let path = route.path();
        prop_assert!(path.is_ascii() && !path.contains(['?', '#', ' ', '\\']), "{}", path);
        prop_assert_eq!(Route::parse(&in_the_address_bar(&path)), Some(route.clone()), "{}", path);
        prop_assert_eq!(Route::parse(&path), Some(route));
    }

    #[test]
    fn any_path_is_read_or_refused(path in url_like()) {
        if let Some(route) = Route::parse(&path) {
            prop_assert_eq!(Route::parse(&route.path()), Some(route), "{}", path);
        }
    }

    #[test]
    fn any_text_survives_escaping(text in any::<String>()) {
        let mut escaped = String::new();
        escape(&text, &mut escaped);
        prop_assert_eq!(unescape(&escaped), text);
    }

    #[test]
    fn any_pairs_survive_a_query(pairs in proptest::collection::vec((any::<String>(), any::<String>()), 0..4)) {
        let query = write_query(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        prop_assert_eq!(query.is_empty(), pairs.is_empty());
        prop_assert_eq!(parse_query(&query), pairs);
    }

    #[test]
    fn any_list_survives_its_url(params in any_params()) {
        prop_assert_eq!(ListParams::read(&params.write()), params);
    }

    #[test]
    fn any_query_is_read_and_what_is_written_then_stays(query in url_like()) {
        let read = ListParams::read(&query);
        prop_assert_eq!(ListParams::read(&read.write()), read);
        let names = ["range", "zone"];
        let read = ListParams::read_with(&query, &names);
        prop_assert_eq!(ListParams::read_with(&read.write(), &names), read);
    }

    #[test]
    fn unknown_parameters_are_dropped(
        params in any_params(),
        name in "[a-z]{1,8}".prop_filter("not ours", |name| !["q", "sort", "cols"].contains(&name.as_str())),
        value in "[^&]{0,12}",
    ) {
        let known = params.write();
        let query = format!("?{name}={value}&{}&{name}", known.trim_start_matches('?'));
        let read = ListParams::read(&query);
        prop_assert_eq!(read.write(), known);
    }
}

#[test]
fn a_page_keeps_its_own_names_beside_the_list() {
    let names = ["range", "zone"];
    let read = ListParams::read_with("?q=ann&range=7d&other=1&zone=", &names);
    assert_eq!((read.other("range"), read.other("zone")), ("7d", ""));
    assert_eq!(read.write(), "?q=ann&range=7d");
    assert_eq!(ListParams::read("?range=7d").write(), "");
}
