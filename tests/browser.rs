//! The dashboard's core in a real browser: who wins when answers cross, what is aborted, what is sent
//! and how often, and what stays in the browser's stores.
//!
//! No test waits for real time or a real server: answers come when a test gives them, and the clock of
//! the client's tests stands still between two steps.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "browser/changes.rs"]
mod changes;
#[path = "browser/changes_question.rs"]
mod changes_question;
#[path = "browser/changes_run.rs"]
mod changes_run;
#[path = "browser/changes_watch.rs"]
mod changes_watch;
#[path = "browser/charts.rs"]
mod charts;
#[path = "browser/client.rs"]
mod client;
#[path = "browser/client_limits.rs"]
mod client_limits;
#[path = "browser/client_sends.rs"]
mod client_sends;
#[path = "browser/client_writes.rs"]
mod client_writes;
#[path = "browser/clock.rs"]
mod clock;
#[path = "browser/collection.rs"]
mod collection;
#[path = "browser/collection_ends.rs"]
mod collection_ends;
#[path = "browser/collection_stops.rs"]
mod collection_stops;
#[path = "browser/drafts.rs"]
mod drafts;
#[path = "browser/export.rs"]
mod export;
#[path = "browser/files.rs"]
mod files;
#[path = "browser/filter_box.rs"]
mod filter_box;
#[path = "browser/idle.rs"]
mod idle;
#[path = "browser/job_queues.rs"]
mod job_queues;
#[path = "browser/json_editor.rs"]
mod json_editor;
#[path = "browser/json_tree.rs"]
mod json_tree;
#[path = "browser/list.rs"]
mod list;
#[path = "browser/mutation.rs"]
mod mutation;
#[path = "browser/network.rs"]
mod network;
#[path = "browser/pages.rs"]
mod pages;
#[path = "browser/query.rs"]
mod query;
#[path = "browser/session.rs"]
mod session;
#[path = "browser/sign_ins.rs"]
mod sign_ins;
#[path = "browser/support.rs"]
mod support;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
