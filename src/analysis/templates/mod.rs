//! What is known of templates besides what a tenant says of them.

pub mod option_keys;
