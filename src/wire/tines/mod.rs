//! The Tines Admin API's records (`/api/v1/admin`).

pub mod audit_log;
pub mod info;
pub mod job;
pub mod sign_in;
pub mod template;
pub mod user;

pub use audit_log::AuditLogEntry;
pub use info::{Info, Stack, WorkerStats};
pub use job::{ActionRef, Job, Queue};
pub use sign_in::SignIn;
pub use template::{ActionInput, Template};
pub use user::{Status, TeamMembership, User};
