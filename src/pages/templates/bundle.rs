//! Templates as a file.

use crate::analysis::template_bundle::{MEDIA_TYPE, write};
use crate::data::templates::KeptTemplate;
use crate::data::tenant::Tenant;
use crate::ui::download::{name_now, save_text};

/// Saves templates as one bundle; `what` begins its name, behind the connection.
pub fn save_bundle(tenant: &Tenant, what: &str, all: &[KeptTemplate]) {
    let name = [&tenant.client.connection().id, "-", what].concat();
    let text = write(all.iter().map(|one| one.raw.get()));
    save_text(&name_now(&name, "json"), MEDIA_TYPE, &text);
}
