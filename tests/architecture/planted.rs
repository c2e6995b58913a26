//! The checker itself: what is planted is found, what is allowed is not.

use super::{depends_on, offences};

#[test]
fn planted_imports_are_found() {
    for (path, code, offence) in [
        (
            "src/wire/page.rs",
            "use crate::format::time;",
            "wire may not use format::time",
        ),
        ("src/wire/mod.rs", "use super::api;", "wire may not use api"),
        (
            "src/ui/table/cell.rs",
            "use crate::{state, wire::tines::User};",
            "ui may not use wire::tines::User",
        ),
        (
            "src/ui/chart.rs",
            "fn f() { crate::api::client::get() }",
            "ui may not use api::client::get",
        ),
        (
            "src/data/query.rs",
            "use crate::pages::users;",
            "data may not use pages::users",
        ),
        (
            "src/state/session.rs",
            "use super::super::data::query;",
            "state may not use data::query",
        ),
        (
            "src/api/client.rs",
            "use crate::routes::Route;",
            "api may not use routes::Route",
        ),
        (
            "src/format/csv.rs",
            "use crate::wire::tines::User;",
            "format may not use wire::tines::User",
        ),
        (
            "src/analysis/diff.rs",
            "use crate::state::clock;",
            "analysis may not use state::clock",
        ),
        (
            "src/main.rs",
            "use gatehouse::pages;",
            "main may not use pages",
        ),
        ("src/junk/mod.rs", "", "`junk` is not in the table of rooms"),
        ("src/junk.rs", "", "`junk` is not in the table of rooms"),
    ] {
        let found = offences(path, code);
        assert_eq!(found, [format!("{path}:1: {offence}")], "{code}");
    }
}

#[test]
fn planted_words_are_found() {
    for (path, code, word) in [
        ("src/api/pace.rs", "use gloo_net::http;", "gloo_net"),
        (
            "src/pages/users.rs",
            "view! { <p inner_html=x/> }",
            "inner_html",
        ),
        (
            "src/pages/users.rs",
            "element.set_inner_html(x);",
            "set_inner_html",
        ),
        (
            "src/ui/theme.rs",
            "window().local_storage()",
            "local_storage",
        ),
        ("src/ui/theme.rs", "get(\"localStorage\")", "localStorage"),
        (
            "src/ui/bar.rs",
            "view! { <p style=\"color: red\"/> }",
            "style=",
        ),
        ("src/ui/bar.rs", "view! { <p style=move || x/> }", "style="),
        ("src/wire/time.rs", "use leptos::prelude::*;", "leptos"),
        ("src/analysis/diff.rs", "use js_sys::Date;", "js_sys"),
        ("src/pages/users.rs", "navigate(\"/tines/users\")", "/users"),
        (
            "src/layout/nav.rs",
            "format!(\"/{id}/sign-ins\")",
            "/sign-ins",
        ),
        (
            "crates/sandbox/src/app.rs",
            "use gatehouse::wire;",
            "gatehouse",
        ),
        ("src/data/query.rs", "sandbox::serve()", "sandbox"),
    ] {
        let found = offences(path, code);
        assert_eq!(found.len(), 1, "{code}: {found:?}");
        assert!(
            found[0].contains(&format!("`{word}` may not stand here")),
            "{found:?}"
        );
    }
    assert!(depends_on(
        "[dev-dependencies]\nsandbox = { path = \"crates/sandbox\" }",
        "sandbox"
    ));
    assert!(depends_on(
        "[dependencies.sandbox]\npath = \"x\"",
        "sandbox"
    ));
    assert!(depends_on(
        "[dependencies]\nsandbox.workspace = true",
        "sandbox"
    ));
}

#[test]
fn what_is_allowed_is_no_offence() {
    for (path, code) in [
        (
            "src/api/client.rs",
            "use gloo_net::http; use crate::wire::page; use super::pace;",
        ),
        (
            "src/api/tines/users.rs",
            "use crate::api::client::Client; const P: &str = \"/admin/users\";",
        ),
        (
            "src/ui/moment.rs",
            "use crate::wire::time::Timestamp; view! { <p style:--at=x/> }",
        ),
        ("src/format/time.rs", "use crate::wire::time;"),
        (
            "src/routes.rs",
            "const A: &str = \"/x/users\"; mod tests { use super::*; }",
        ),
        (
            "src/wire/page.rs",
            "//! crate::api, gloo_net, inner_html\n/* leptos */ use super::record;",
        ),
        (
            "src/pages/users.rs",
            "use crate::{analysis, data, layout, ui, wire};",
        ),
        ("src/state/storage.rs", "window.local_storage()"),
        ("src/lib.rs", "pub mod wire; pub mod app;"),
    ] {
        assert_eq!(offences(path, code), [""; 0], "{path}");
    }
    assert!(!depends_on(
        "[package]\nname = \"sandbox\"\n[profile.dev.package.sandbox]\nopt-level = 1",
        "sandbox"
    ));
}
