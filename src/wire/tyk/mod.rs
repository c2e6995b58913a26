//! The Tyk Dashboard Admin API's records (`/admin`).

pub mod envelope;
pub mod organisation;
pub mod user;

pub use envelope::Envelope;
pub use organisation::{ApiLink, Organisation};
pub use user::GatewayUser;
