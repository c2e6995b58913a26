//! Pure functions over what was read: no browser, tested on the host.

pub mod access_review;
pub mod api_match;
pub mod attention;
pub mod audit;
pub mod checks;
pub mod email;
pub mod filter;
pub mod jobs;
pub mod json;
pub mod list_index;
pub mod overlay;
pub mod owners;
pub mod raw_form;
pub mod sign_ins;
pub mod template_bundle;
pub mod template_record;
pub mod templates;
pub mod user_agent;
pub mod user_form;
pub mod user_import;
pub mod user_permissions;
