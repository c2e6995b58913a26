//! The Tines Admin API, one file per resource. Paths are below the connection's base.

pub mod audit_logs;
pub mod info;
pub mod jobs;
pub mod sign_ins;
pub mod templates;
pub mod users;

use super::client::Client;
use super::count::Counting;

/// Records asked for at a time: the most that the API gives.
pub const PER_PAGE: u32 = 500;

/// Counts a list below `/api/v1/`, whose records are called as its path in the reply.
fn count(client: &Client, list: &'static str) -> Counting {
    let path = format!("/api/v1/{list}?page=1&per_page=1");
    super::count::count(client, path, list)
}

/// The documented limit that a path counts against: its name, and requests a minute per key and
/// address (doc).
pub fn limit(path: &str) -> Option<(&'static str, u32)> {
    let below = path.strip_prefix("/api/v1/")?;
    let limits = [
        ("admin/users", 500),
        ("audit_logs", 1000),
        ("admin/actions", 100),
        ("actions", 100),
    ];
    Some(
        limits
            .into_iter()
            .find(|(start, _)| below.starts_with(start))
            .unwrap_or(("", 5000)),
    )
}

#[cfg(test)]
mod tests {
    use super::limit;

    #[test]
    fn each_path_counts_against_its_own_limit() {
        assert_eq!(
            limit("/api/v1/admin/users?page=2"),
            Some(("admin/users", 500))
        );
        assert_eq!(
            limit("/api/v1/admin/users/7/signin_activities"),
            Some(("admin/users", 500))
        );
        assert_eq!(limit("/api/v1/audit_logs"), Some(("audit_logs", 1000)));
        // Whether clearing the jobs of one Action counts as `actions` is a guess: the stricter holds.
        assert_eq!(
            limit("/api/v1/admin/actions/7/delete_all_dead_jobs"),
            Some(("admin/actions", 100))
        );
        assert_eq!(limit("/api/v1/admin/dead_jobs"), Some(("", 5000)));
    }
}
