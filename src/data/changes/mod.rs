//! The one way in which pages change a tenant: a [`Plan`] is proposed, confirmed, held for a moment,
//! carried out step by step, and told.

pub mod plan;

use leptos::prelude::*;

use crate::api::client::Client;
use plan::Plan;

/// What is proposed, held, under way and done in this tab.
#[derive(Clone, Copy, Debug)]
pub struct Changes(());

impl Changes {
    /// Provides it to everything below.
    pub fn provide() -> Self {
        let changes = Self(());
        provide_context(changes);
        changes
    }

    /// Shows what would be done; what is confirmed is held for a moment and then sent.
    pub fn propose(self, client: &Client, plan: Plan) {
        let _ = (client, plan);
    }
}
