//! A call as a shell command, with `$KEY` where the connection sends its key.

use leptos::prelude::window;

use crate::api::call::Call;
use crate::format::curl::command;
use crate::state::connections::Connection;
use crate::state::session::Key;
use crate::wire::secret::mask;

/// A call as a shell command. `path` is below the connection's base, with its query.
pub fn as_curl(connection: &Connection, method: &str, path: &str, body: Option<&str>) -> String {
    on_this_site(connection, method, &[&connection.base, path].concat(), body)
}

/// As [`as_curl`], of a path on this site: the base is in it already.
pub fn on_this_site(
    connection: &Connection,
    method: &str,
    path: &str,
    body: Option<&str>,
) -> String {
    let origin = window().location().origin().unwrap_or_default();
    let url = [&origin, path].concat();
    command(method, &url, &Key::in_shell().headers(connection.key), body)
}

/// A change as a shell command, as [`as_curl`]; secrets in its body are masked, as on screen.
pub fn change_as_curl(connection: &Connection, call: &Call) -> String {
    let body = call.body.as_deref().map(mask);
    as_curl(connection, call.verb.name(), &call.path, body.as_deref())
}
