//! The tenant's queues: on dedicated tenants only.

use crate::api::call::{Call, Verb};
use crate::api::client::Client;
use crate::api::count::Counting;
use crate::api::error::ApiError;
use crate::wire::page::{self, Page};
use crate::wire::record::Kept;
use crate::wire::tines::Job;

pub use super::info::worker_stats;
pub use crate::wire::tines::Queue;

/// The path of a page of a queue, counted from 1, with so many jobs to a page (at most
/// [`super::PER_PAGE`]).
pub fn list_path(queue: Queue, page: u32, per_page: u32) -> String {
    let (page, per_page) = (page.to_string(), per_page.to_string());
    [
        "/api/v1/",
        queue.list(),
        "?page=",
        &page,
        "&per_page=",
        &per_page,
    ]
    .concat()
}

/// A page of a queue ([`list_path`]). A queue is a snapshot of the moment: pages shift between requests.
pub async fn list(
    client: &Client,
    queue: Queue,
    page: u32,
    per_page: u32,
) -> Result<Page<Kept<Job>>, ApiError> {
    client
        .read(&list_path(queue, page, per_page))
        .await?
        .decode(|text| page::decode(text, queue.list()))
}

/// How many jobs a queue holds.
pub fn count(client: &Client, queue: Queue) -> Counting {
    super::count(client, queue.list())
}

/// Deletes all jobs of a queue: 204, and no count. `None`: nothing deletes what a worker has.
pub fn delete_all(queue: Queue) -> Option<Call> {
    Some(delete("/api/v1/admin/", cleared(queue)?))
}

/// Deletes all jobs of one Action in a queue: 204, and no count; 404 for an Action that does not exist.
/// `None`: nothing deletes what a worker has.
pub fn delete_of(queue: Queue, action: i64) -> Option<Call> {
    let action = action.to_string();
    let folder = ["/api/v1/admin/actions/", &action, "/"].concat();
    Some(delete(&folder, cleared(queue)?))
}

fn delete(folder: &str, call: &str) -> Call {
    Call::bare(Verb::Delete, [folder, call].concat())
}

/// The last part of the path of the calls that delete from a queue.
const fn cleared(queue: Queue) -> Option<&'static str> {
    match queue {
        Queue::Queued => Some("delete_all_queued_jobs"),
        Queue::Retry => Some("delete_all_retry_jobs"),
        Queue::Dead => Some("delete_all_dead_jobs"),
        Queue::InProgress => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_calls_that_delete() {
        let calls = |of: &dyn Fn(Queue) -> Option<Call>| {
            Queue::ALL
                .map(|queue| of(queue).map(|call| [call.verb.name(), " ", &call.path].concat()))
        };
        let path = |path: &str| Some(["DELETE /api/v1/admin/", path].concat());
        assert_eq!(
            calls(&delete_all),
            [
                path("delete_all_queued_jobs"),
                path("delete_all_retry_jobs"),
                path("delete_all_dead_jobs"),
                None
            ]
        );
        assert_eq!(
            calls(&|queue| delete_of(queue, 7)),
            [
                path("actions/7/delete_all_queued_jobs"),
                path("actions/7/delete_all_retry_jobs"),
                path("actions/7/delete_all_dead_jobs"),
                None
            ]
        );
    }

    #[test]
    fn the_four_lists() {
        assert_eq!(
            Queue::ALL.map(|queue| list_path(queue, 3, 480)),
            [
                "/api/v1/admin/queued_jobs?page=3&per_page=480",
                "/api/v1/admin/retry_jobs?page=3&per_page=480",
                "/api/v1/admin/dead_jobs?page=3&per_page=480",
                "/api/v1/admin/in_progress_jobs?page=3&per_page=480",
            ]
        );
        for queue in Queue::ALL {
            assert_eq!(Queue::named(queue.name()), Some(queue));
            assert_eq!(Queue::ALL[queue.place()], queue);
        }
    }
}
