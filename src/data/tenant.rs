//! What is held of each connection while its key is: the client, what the tenant offers, and the lists
//! that were synced. Coming back to a page is instant, and locking drops all of it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;

use super::capabilities::Capabilities;
use super::collection::{Collection, Record};
use super::list::List;
use super::listings::users::USERS;
use super::sync::{Phase, Sync};
use crate::api::client::Client;
use crate::api::{tines, tyk};
use crate::state::connections::Connection;
use crate::state::session::Session;
use crate::wire::tines::User;
use crate::wire::tyk::{GatewayUser, Organisation};

/// One connection's tenant. Cheap to clone.
#[derive(Clone)]
pub struct Tenant {
    /// Talks to it.
    pub client: Client,
    /// What it offers.
    pub capabilities: Capabilities,
    /// Tines: its people.
    pub users: List<User>,
    /// Tyk: its organisations.
    pub organisations: Collection<Organisation>,
    /// Tyk: the dashboard's users.
    pub gateway_users: Collection<GatewayUser>,
    asked: Rc<RefCell<bool>>,
}

impl Tenant {
    fn new(connection: Connection, session: Session) -> Self {
        let client = Client::new(connection, session);
        let api = client.connection().api;
        Self {
            capabilities: Capabilities::new(api),
            users: List::new(
                synced(&client, |client, page| {
                    Box::pin(async move { tines::users::list(&client, page).await })
                }),
                &USERS,
            ),
            organisations: synced(&client, |client, page| {
                Box::pin(async move { tyk::organisations::list(&client, page).await })
            }),
            gateway_users: synced(&client, |client, page| {
                Box::pin(async move { tyk::users::list(&client, page).await })
            }),
            asked: Rc::new(RefCell::new(false)),
            client,
        }
    }

    /// Asks what the tenant offers, unless it was asked before.
    pub fn ensure_capabilities(&self) {
        if !self.asked.replace(true) {
            self.probe();
        }
    }

    /// Asks again what the tenant offers.
    pub fn probe(&self) {
        self.capabilities.probe(&self.client);
    }

    /// Fetches anew the lists that were fetched before.
    pub fn refresh_lists(&self) {
        for sync in self.syncs() {
            if sync.progress_untracked().phase != Phase::Idle {
                sync.refresh();
            }
        }
    }

    /// Goes on with what failed: the key is another one now, or the line is back.
    pub fn resume_failed(&self) {
        for sync in self.syncs() {
            if matches!(sync.progress_untracked().phase, Phase::Failed(_)) {
                sync.resume();
            }
        }
    }

    fn stop(&self) {
        self.syncs().iter().for_each(Sync::cancel);
    }

    fn syncs(&self) -> [Sync; 3] {
        [
            self.users.collection.sync(),
            self.organisations.sync(),
            self.gateway_users.sync(),
        ]
    }
}

type PageOf<T> = futures::future::LocalBoxFuture<
    'static,
    Result<crate::wire::page::Page<T>, crate::api::error::ApiError>,
>;

fn synced<T: Record>(client: &Client, fetch: fn(Client, u32) -> PageOf<T>) -> Collection<T> {
    let client = client.clone();
    Collection::new(Box::new(move |page| fetch(client.clone(), page)))
}

/// The tenants of this tab.
#[derive(Clone, Copy)]
pub struct Tenants {
    held: StoredValue<HashMap<String, Tenant>, LocalStorage>,
    session: Session,
}

impl Tenants {
    /// Provides them to everything below; when the keys are taken away, all of them are dropped.
    pub fn provide(session: Session) -> Self {
        let tenants = Self {
            held: StoredValue::new_local(HashMap::new()),
            session,
        };
        Effect::new(move |before: Option<u32>| {
            let epoch = session.epoch();
            if before.is_some_and(|before| before != epoch) {
                tenants.drop_all();
            }
            epoch
        });
        // The line is back: what was waiting for it goes on by itself.
        let online = window_event_listener(leptos::ev::online, move |_| {
            tenants
                .held
                .with_value(|held| held.values().for_each(Tenant::resume_failed));
        });
        on_cleanup(move || online.remove());
        provide_context(tenants);
        tenants
    }

    /// The tenant behind a connection.
    pub fn of(self, connection: &Connection) -> Tenant {
        if let Some(tenant) = self
            .held
            .with_value(|held| held.get(&connection.id).cloned())
        {
            return tenant;
        }
        let tenant = Tenant::new(connection.clone(), self.session);
        self.held.update_value(|held| {
            held.insert(connection.id.clone(), tenant.clone());
        });
        tenant
    }

    fn drop_all(self) {
        let held = self
            .held
            .try_update_value(std::mem::take)
            .unwrap_or_default();
        held.values().for_each(Tenant::stop);
    }
}

impl Record for User {
    type Id = i64;
    fn id(&self) -> i64 {
        self.id
    }
}

impl Record for Organisation {
    type Id = String;
    fn id(&self) -> String {
        self.id.clone()
    }
}

impl Record for GatewayUser {
    type Id = String;
    fn id(&self) -> String {
        self.id.clone()
    }
}
