//! What a tenant says of itself.

use serde::Deserialize;

use crate::wire::lenient;

/// `GET /api/v1/info`: the cheapest check of a key. Old tenants lack it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Info {
    /// Where the tenant runs.
    #[serde(default, deserialize_with = "lenient::object")]
    pub stack: Option<Stack>,
}

/// Where a tenant runs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stack {
    /// The stack's name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `shared` or `dedicated`, free text ([`Stack::is_dedicated`]).
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    pub kind: String,
    /// The region.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub region: Option<String>,
    /// The addresses its requests come from.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub egress_ips: Option<Vec<String>>,
}

impl Stack {
    /// Whether the tenant has its stack to itself: only then are there job endpoints.
    pub fn is_dedicated(&self) -> bool {
        self.kind.eq_ignore_ascii_case("dedicated")
    }
}

/// `GET /api/v1/info/worker_stats` (self-hosted and newer dedicated tenants).
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct WorkerStats {
    /// Workers running now.
    #[serde(default, deserialize_with = "lenient::count")]
    pub current_workers: Option<u32>,
    /// The most there may be.
    #[serde(default, deserialize_with = "lenient::count")]
    pub max_workers: Option<u32>,
    /// Jobs waiting for one.
    #[serde(default, deserialize_with = "lenient::count")]
    pub queue_count: Option<u32>,
    /// How long a job waits; the vendor names no unit, so show the number as it is.
    #[serde(default, deserialize_with = "lenient::real")]
    pub queue_latency: Option<f64>,
}
