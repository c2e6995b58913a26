//! `admin/templates`: private templates.

use crate::api::client::Client;
use crate::api::count::Counting;

/// How many there are.
pub fn count(client: &Client) -> Counting {
    super::count(client, "admin/templates")
}
