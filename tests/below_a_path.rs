//! Every URL of the app where it does not stand at the top of its site. A process of its own: where the app
//! stands is settled once.

use gatehouse::routes::{Page, Route, home, set_home};
use gatehouse::state::connections::Config;

#[test]
fn every_url_counts_from_where_the_app_stands() {
    set_home("/console/".to_owned());
    assert_eq!(home(), "/console/");
    set_home("/".to_owned());
    assert_eq!(home(), "/console/", "settled once");

    let user = Route::item("tines", Page::Users, "a/b");
    assert_eq!(user.path(), "/console/tines/users/a%2Fb");
    assert_eq!(Route::parse(&user.path()), Some(user));
    assert_eq!(
        Route::parse("/console/tines/"),
        Some(Route::new("tines", Page::Overview))
    );
    for path in [
        "/tines/users",
        "/console",
        "/console/",
        "/consoletines",
        "/other/tines",
    ] {
        assert_eq!(Route::parse(path), None, "{path}");
    }

    let bases = |config: Config| -> Vec<String> {
        config.connections.into_iter().map(|one| one.base).collect()
    };
    let own = ["/console/tines", "/console/tyk"];
    assert_eq!(bases(Config::default()), own);
    let written =
        r#"{"connections":[{"id":"prod","api":"tines"},{"id":"gate","api":"tyk","base":"/tyk"}]}"#;
    assert_eq!(
        bases(Config::read(written)),
        ["/console/prod", "/tyk"],
        "beside the page unless the file says where"
    );
}
