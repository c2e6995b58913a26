//! What a tenant says of itself.

use crate::wire::fields::{Fields, Record};

/// `GET /api/v1/info`: the cheapest check of a key. Old tenants lack it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Where the tenant runs.
    pub stack: Option<Stack>,
}

impl Record for Info {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            stack: fields.record("stack"),
        })
    }
}

/// Where a tenant runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// The stack's name.
    pub name: String,
    /// `shared` or `dedicated`, free text ([`Stack::is_dedicated`]).
    pub kind: String,
    /// The region.
    pub region: Option<String>,
    /// The addresses its requests come from.
    pub egress_ips: Option<Vec<String>>,
}

impl Record for Stack {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            name: fields.text("name"),
            kind: fields.text("type"),
            region: fields.filled_text("region"),
            egress_ips: fields.texts("egress_ips"),
        })
    }
}

impl Stack {
    /// Whether the tenant has its stack to itself: only then are there job endpoints.
    pub fn is_dedicated(&self) -> bool {
        self.kind.eq_ignore_ascii_case("dedicated")
    }
}

/// `GET /api/v1/info/worker_stats` (self-hosted and newer dedicated tenants).
#[derive(Debug, Clone, PartialEq)]
pub struct WorkerStats {
    /// Workers running now.
    pub current_workers: Option<u32>,
    /// The most there may be.
    pub max_workers: Option<u32>,
    /// Jobs waiting for one.
    pub queue_count: Option<u32>,
    /// How long a job waits; the vendor names no unit, so show the number as it is.
    pub queue_latency: Option<f64>,
}

impl Record for WorkerStats {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            current_workers: fields.count("current_workers"),
            max_workers: fields.count("max_workers"),
            queue_count: fields.count("queue_count"),
            queue_latency: fields.real("queue_latency"),
        })
    }
}
