//! What is known of a person's sign-ins beside the list of users.

use crate::data::tenant::Tenant;
use crate::wire::time::Timestamp;

/// The latest sign-in of a user among those that were loaded in this tab; tracks them. A failed attempt is
/// no sign of life.
pub fn latest_sign_in(tenant: &Tenant, user: i64) -> Option<Timestamp> {
    let recent = tenant.sign_ins.of(user)?;
    let succeeded = recent.all.iter().filter(|one| one.success != Some(false));
    succeeded.filter_map(|one| one.created_at).max()
}
