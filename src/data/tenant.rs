//! What is held of each connection while its key is: the client, what the tenant offers, and the lists
//! that were synced. Coming back to a page is instant, and locking drops all of it.

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;

use super::apis::Apis;
use super::capabilities::Capabilities;
use super::collection::{Collection, Record};
use super::job_queues::JobQueues;
use super::list::List;
use super::listings::gateway_users::GATEWAY_USERS;
use super::listings::organisations::ORGANISATIONS;
use super::listings::users::USERS;
use super::sign_in_log::SignInLog;
use super::sign_ins::SignIns;
use super::sync::{Phase, Sync};
use super::templates::Templates;
use crate::api::client::Client;
use crate::api::{tines, tyk};
use crate::reactive::{effect, effect_with_last};
use crate::state::clock::now;
use crate::state::connections::Connection;
use crate::state::journal::Journal;
use crate::state::read_only::ReadOnly;
use crate::state::session::Session;
use crate::wire::record::Kept;
use crate::wire::tines::User;
use crate::wire::tyk::{GatewayUser, Organisation};

/// A user together with the JSON it came as.
pub type KeptUser = Kept<User>;

/// An organisation together with the JSON it came as.
pub type KeptOrganisation = Kept<Organisation>;
/// A gateway user together with the JSON it came as.
pub type KeptGatewayUser = Kept<GatewayUser>;

/// One connection's tenant. Cheap to clone.
#[derive(Clone)]
pub struct Tenant {
    /// Talks to it.
    pub client: Client,
    /// What it offers.
    pub capabilities: Capabilities,
    /// Tines: its people.
    pub users: List<KeptUser>,
    /// Tines: the sign-ins of the people that were looked at.
    pub sign_ins: SignIns,
    /// Tines: whom this tab has sent an invitation.
    pub invited: Invited,
    /// Tines: users are changed although a directory seems to keep them: it was chosen, or has worked.
    pub try_anyway: ArcRwSignal<bool>,
    asked: Rc<RefCell<bool>>,
    /// The other lists, those that somebody has asked for.
    others: Rc<RefCell<Vec<Other>>>,
}

/// A list of any kind of record, and its sync; none where that is another one's.
type Other = (Box<dyn Any>, Option<Sync>);

/// Whom this tab has sent an invitation, and when. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Invited(Rc<RefCell<HashMap<i64, i64>>>);

impl Invited {
    /// How long an invitation counts as just sent, in milliseconds.
    const FRESH: i64 = 10 * 60_000;

    /// An invitation was sent to a user just now.
    pub fn note(&self, user: i64) {
        self.0.borrow_mut().insert(user, now().0);
    }

    /// Whether an invitation went to a user within the last ten minutes.
    pub fn is_fresh(&self, user: i64) -> bool {
        let sent = self.0.borrow().get(&user).copied();
        sent.is_some_and(|sent| now().0 - sent < Self::FRESH)
    }
}

impl Tenant {
    fn new(client: Client) -> Self {
        let api = client.connection().api;
        Self {
            capabilities: Capabilities::new(api),
            users: List::new(
                synced(&client, |client, page| {
                    Box::pin(async move { tines::users::list(&client, page).await })
                }),
                &USERS,
            ),
            sign_ins: SignIns::default(),
            invited: Invited::default(),
            try_anyway: ArcRwSignal::new(false),
            asked: Rc::new(RefCell::new(false)),
            others: Rc::default(),
            client,
        }
    }

    /// Tyk: its organisations.
    pub fn organisations(&self) -> Collection<KeptOrganisation> {
        self.other(|client, page| {
            Box::pin(async move { tyk::organisations::list(&client, page).await })
        })
    }

    /// Tyk: the dashboard's users.
    pub fn gateway_users(&self) -> Collection<KeptGatewayUser> {
        self.other(|client, page| Box::pin(async move { tyk::users::list(&client, page).await }))
    }

    /// Tyk: its organisations, searched and sorted.
    pub fn organisation_list(&self) -> List<KeptOrganisation> {
        self.kept(|| (List::new(self.organisations(), &ORGANISATIONS), None))
    }

    /// Tyk: the dashboard's users, searched and sorted.
    pub fn gateway_user_list(&self) -> List<KeptGatewayUser> {
        self.kept(|| (List::new(self.gateway_users(), &GATEWAY_USERS), None))
    }

    /// Tyk: the APIs of all organisations, as [`Apis::follow`] takes them from those.
    pub fn apis(&self) -> Apis {
        self.kept(|| (Apis::new(self.organisations()), None))
    }

    /// The list of a kind of record, made when it is first asked for: what reads its records need not be
    /// there before (`docs/architecture.md`, "What comes later").
    fn other<T: Record>(&self, fetch: fn(Client, u32) -> PageOf<T>) -> Collection<T> {
        self.kept(|| {
            let list = synced(&self.client, fetch);
            let sync = list.sync();
            (list, Some(sync))
        })
    }

    /// Tines: the sign-ins of all its people.
    pub fn sign_in_log(&self) -> SignInLog {
        self.kept(|| {
            let log = SignInLog::new(self);
            let sync = log.sync();
            (log, Some(sync))
        })
    }

    /// Tines: its job queues.
    pub fn job_queues(&self) -> JobQueues {
        self.kept(|| {
            let queues = JobQueues::new(&self.client, &self.capabilities);
            let sync = queues.sync();
            (queues, Some(sync))
        })
    }

    /// Tines: its private templates.
    pub fn templates(&self) -> Templates {
        self.kept(|| {
            let templates = Templates::new(synced(&self.client, |client, page| {
                Box::pin(async move { tines::templates::list(&client, page).await })
            }));
            let sync = templates.list.collection.sync();
            (templates, Some(sync))
        })
    }

    fn kept<T: Clone + 'static>(&self, make: impl FnOnce() -> (T, Option<Sync>)) -> T {
        let known = self
            .others
            .borrow()
            .iter()
            .find_map(|(list, _)| list.downcast_ref::<T>().cloned());
        known.unwrap_or_else(|| {
            let (list, sync) = make();
            self.others
                .borrow_mut()
                .push((Box::new(list.clone()), sync));
            list
        })
    }

    /// Takes in a user that was read alone. One that is known just so is left: every change of a list
    /// has it searched and sorted anew.
    pub fn take_in(&self, user: KeptUser) {
        let list = &self.users.collection;
        let is_known = untrack(|| list.with(|users, _| users.contains(&user)));
        if !is_known {
            list.put(user);
        }
    }

    /// Asks what the tenant offers, unless it was asked before. While the first rows of the users are on
    /// their way, they go first.
    pub fn ensure_capabilities(&self) {
        let tenant = self.clone();
        effect(move || {
            let progress = tenant.users.collection.progress();
            let waits = progress.phase == Phase::Syncing && progress.received == 0;
            if !waits && !tenant.asked.replace(true) {
                tenant.probe();
            }
        });
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

    /// Reads a user again, quietly, so that the list says what is so.
    pub fn reread_user(&self, id: i64) {
        let tenant = self.clone();
        leptos::task::spawn_local(async move {
            if let Ok(user) = tines::users::get(&tenant.client, id).await {
                tenant.users.collection.put(user);
            }
        });
    }

    fn stop(&self) {
        self.syncs().iter().for_each(Sync::cancel);
    }

    fn syncs(&self) -> Vec<Sync> {
        let others = self.others.borrow();
        let others = others.iter().filter_map(|(_, sync)| sync.clone());
        std::iter::once(self.users.collection.sync())
            .chain(others)
            .collect()
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
    /// By connection: a handful.
    held: StoredValue<Vec<(String, Tenant)>, LocalStorage>,
    session: Session,
    journal: Journal,
    read_only: ReadOnly,
}

impl Tenants {
    /// Provides them to everything below; when the keys are taken away, all of them are dropped.
    pub fn provide(session: Session, journal: Journal, read_only: ReadOnly) -> Self {
        let tenants = Self {
            held: StoredValue::new_local(Vec::new()),
            session,
            journal,
            read_only,
        };
        effect_with_last(move |before: Option<u32>| {
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
                .with_value(|held| held.iter().for_each(|(_, tenant)| tenant.resume_failed()));
        });
        on_cleanup(move || online.remove());
        provide_context(tenants);
        tenants
    }

    /// The tenant behind a connection.
    pub fn of(self, connection: &Connection) -> Tenant {
        if let Some(tenant) = self.held(connection) {
            return tenant;
        }
        let tenant = Tenant::new(Client::new(
            connection.clone(),
            self.session,
            self.journal,
            self.read_only,
        ));
        self.held.update_value(|held| {
            held.push((connection.id.clone(), tenant.clone()));
        });
        tenant
    }

    /// The tenant behind a connection, if one has been there.
    pub fn held(self, connection: &Connection) -> Option<Tenant> {
        self.held.with_value(|held| {
            let mut held = held.iter();
            Some(held.find(|(id, _)| *id == connection.id)?.1.clone())
        })
    }

    fn drop_all(self) {
        let held = self
            .held
            .try_update_value(std::mem::take)
            .unwrap_or_default();
        for (_, tenant) in held {
            tenant.stop();
        }
    }
}

impl Record for KeptUser {
    type Id = i64;
    fn id(&self) -> i64 {
        self.value.id
    }
}

impl Record for KeptOrganisation {
    type Id = String;
    fn id(&self) -> String {
        self.value.id.clone()
    }
}

impl Record for KeptGatewayUser {
    type Id = String;
    fn id(&self) -> String {
        self.value.id.clone()
    }
}
