//! What a tenant offers, found out by asking: no call of either API lists it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::client::Client;
use crate::api::count::count_of;
use crate::api::error::{ApiError, Kind};
use crate::api::tines::jobs::Queue;
use crate::api::{tines, tyk};
use crate::state::clock::now;
use crate::state::connections::Api;
use crate::wire::time::Timestamp;
use crate::wire::tines::{Info, WorkerStats};

/// Something that a tenant may offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Feature {
    /// Tines: listing and changing users.
    Users,
    /// Tines: sign-ins of the whole tenant in a few pages.
    AuditLogs,
    /// Tines: a job queue.
    Jobs(Queue),
    /// Tines: figures about the workers.
    WorkerStats,
    /// Tines: private templates.
    Templates,
    /// Tyk: organisations.
    Organisations,
    /// Tyk: listing the dashboard's users.
    GatewayUsers,
}

impl Feature {
    /// What is asked about, per API, in the order in which it is shown.
    pub const fn of(api: Api) -> &'static [Self] {
        match api {
            Api::Tines => &[
                Self::Users,
                Self::AuditLogs,
                Self::Jobs(Queue::Queued),
                Self::Jobs(Queue::Retry),
                Self::Jobs(Queue::Dead),
                Self::WorkerStats,
                Self::Templates,
            ],
            Api::Tyk => &[Self::Organisations, Self::GatewayUsers],
        }
    }
}

/// Whether a tenant offers something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// It was not answered yet.
    Asking,
    /// It does. `count`: how many there are, if the tenant says so.
    Yes {
        /// How many records there are.
        count: Option<u32>,
    },
    /// It does not, or not to this key.
    No(Box<ApiError>),
    /// It could not be found out.
    Unknown(Box<ApiError>),
}

impl Offer {
    fn from_error(error: ApiError) -> Self {
        match error.kind {
            Kind::Forbidden
            | Kind::Missing
            | Kind::Unavailable
            | Kind::Unreadable
            | Kind::Invalid => Self::No(Box::new(error)),
            _ => Self::Unknown(Box::new(error)),
        }
    }

    fn from_result(result: Result<Option<u32>, ApiError>) -> Self {
        result.map_or_else(Self::from_error, |count| Self::Yes { count })
    }

    /// How many records there are, where that is known.
    pub fn count(&self) -> Option<u32> {
        match self {
            Self::Yes { count } => *count,
            _ => None,
        }
    }

    /// Whether the tenant is known not to offer it.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::No(_))
    }
}

/// What is known of a tenant. Belongs to no owner; cheap to clone.
#[derive(Clone)]
pub struct Capabilities {
    /// What was found out last, and how many there were when that was known last.
    offers: ArcRwSignal<Vec<(Feature, Offer, Option<u32>)>>,
    info: ArcRwSignal<Option<Info>>,
    workers: ArcRwSignal<Option<WorkerStats>>,
    scim: ArcRwSignal<Option<bool>>,
    as_of: ArcRwSignal<Option<Timestamp>>,
}

impl Capabilities {
    /// Nothing known yet.
    pub fn new(api: Api) -> Self {
        let asking = Feature::of(api)
            .iter()
            .map(|feature| (*feature, Offer::Asking, None))
            .collect();
        Self {
            offers: ArcRwSignal::new(asking),
            info: ArcRwSignal::new(None),
            workers: ArcRwSignal::new(None),
            scim: ArcRwSignal::new(None),
            as_of: ArcRwSignal::new(None),
        }
    }

    /// Whether the tenant offers something.
    pub fn offer(&self, feature: Feature) -> Offer {
        self.offers.with(|offers| {
            offers
                .iter()
                .find(|(known, ..)| *known == feature)
                .map_or(Offer::Asking, |(_, offer, _)| offer.clone())
        })
    }

    /// How many records there are, or were when that was known last: a failure takes no figure off the screen.
    pub fn count(&self, feature: Feature) -> Option<u32> {
        self.offers.with(|offers| {
            let mut known = offers.iter();
            known.find(|(known, ..)| *known == feature)?.2
        })
    }

    /// What the tenant says of itself; `None` also for one that is too old to say.
    pub fn info(&self) -> Option<Info> {
        self.info.get()
    }

    /// Whether the tenant says of itself that it is a shared one: those show no jobs.
    pub fn is_shared(&self) -> bool {
        self.info.with(|info| {
            let stack = info.as_ref().and_then(|info| info.stack.as_ref());
            stack.is_some_and(|stack| stack.kind.eq_ignore_ascii_case("shared"))
        })
    }

    /// Whether it is known that there are no jobs to see: the tenant says that it is a shared one, or it
    /// refuses its dead jobs.
    pub fn has_no_jobs(&self) -> bool {
        self.is_shared() || self.offer(Feature::Jobs(Queue::Dead)).is_refused()
    }

    /// The workers' figures, where the tenant gives them.
    pub fn workers(&self) -> Option<WorkerStats> {
        self.workers.get()
    }

    /// Whether a directory seems to keep the users: the newest of them carry its ids. `None`: not known.
    pub fn scim(&self) -> Option<bool> {
        self.scim.get()
    }

    /// As [`Self::scim`], without tracking.
    pub fn scim_untracked(&self) -> Option<bool> {
        self.scim.get_untracked()
    }

    /// When the newest answer came.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.as_of.get()
    }

    fn set(&self, feature: Feature, offer: Offer) {
        if !matches!(offer, Offer::Unknown(_)) {
            self.as_of.set(Some(now()));
        }
        self.offers.update(|offers| {
            if let Some(slot) = offers.iter_mut().find(|(known, ..)| *known == feature) {
                slot.2 = offer.count().or(slot.2);
                slot.1 = offer;
            }
        });
    }

    /// Asks about everything at once; answers show as they come, and older ones stay until then.
    pub fn probe(&self, client: &Client) {
        for feature in Feature::of(client.connection().api) {
            let (known, client) = (self.clone(), client.clone());
            spawn_local(async move { known.ask(&client, *feature).await });
        }
        if client.connection().api == Api::Tines {
            let (known, client) = (self.clone(), client.clone());
            spawn_local(async move {
                // Old tenants lack it; then nothing is known about the stack, which is no fault.
                if let Ok(info) = tines::info::read(&client).await {
                    known.info.set(Some(info));
                }
            });
        }
    }

    async fn ask(&self, client: &Client, feature: Feature) {
        let offer = match feature {
            Feature::Users => {
                let sample = tines::users::sample(client).await;
                if let Ok(page) = &sample {
                    self.scim
                        .set(Some(page.items.iter().any(|user| user.scim_uid.is_some())));
                }
                Offer::from_result(sample.map(|page| count_of(&page)))
            }
            Feature::WorkerStats => {
                let stats = tines::info::worker_stats(client).await;
                Offer::from_result(stats.map(|stats| {
                    self.workers.set(Some(stats));
                    None
                }))
            }
            Feature::AuditLogs => {
                let yesterday = Timestamp(now().0 - 24 * 3_600_000);
                Offer::from_result(tines::audit_logs::count_sign_ins(client, yesterday).await)
            }
            Feature::Jobs(queue) => Offer::from_result(tines::jobs::count(client, queue).await),
            Feature::Templates => Offer::from_result(tines::templates::count(client).await),
            Feature::Organisations => Offer::from_result(tyk::organisations::count(client).await),
            Feature::GatewayUsers => Offer::from_result(tyk::users::count(client).await),
        };
        self.set(feature, offer);
    }
}
