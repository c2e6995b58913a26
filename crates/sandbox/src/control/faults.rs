//! The faults that are set: what a test, or a person with curl, wants to go wrong.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;

use super::fault_spec::{Effect, LONGEST_DELAY, Spec};
use super::resends::Resends;

/// What happens to one request.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The ids of the faults behind it.
    pub faults: Vec<u64>,
    /// Wait this long before the handler.
    pub delay_before: Duration,
    /// Wait this long after the handler.
    pub delay_after: Duration,
    /// Wait before the handler until these faults are taken away.
    pub holds_before: Vec<Hold>,
    /// Wait after the handler until these faults are taken away.
    pub holds_after: Vec<Hold>,
    /// Let the handler run although its answer will not be used.
    pub run_first: bool,
    /// What comes in the answer's place.
    pub effect: Option<Effect>,
}

/// A request's view of a fault that holds it.
#[derive(Debug, Clone)]
pub struct Hold(watch::Receiver<()>);

impl Hold {
    /// Waits until the fault is taken away, ten minutes at most.
    pub async fn wait(mut self) {
        let longest = Duration::from_millis(LONGEST_DELAY);
        // Nothing is ever sent: the wait ends with an error when the fault, and the sender in it, goes.
        let _ = tokio::time::timeout(longest, self.0.changed()).await;
    }
}

impl Plan {
    /// For a request that a fault dropped a moment ago: it is dropped again, and nothing runs.
    pub fn drop_again(fault: u64) -> Self {
        Self {
            faults: vec![fault],
            effect: Some(Effect::Drop),
            ..Self::default()
        }
    }
}

/// A fault that is set.
#[derive(Debug, Clone, Serialize)]
pub struct Fault {
    /// From 1; never used again.
    pub id: u64,
    /// How many requests it hit.
    pub hits: u32,
    /// What was asked for.
    #[serde(flatten)]
    pub spec: Spec,
    #[serde(skip)]
    effect: Option<Effect>,
    /// Dropped with the fault, which is what those who are held wait for.
    #[serde(skip)]
    held: Arc<watch::Sender<()>>,
}

/// The faults that are set.
#[derive(Debug, Default)]
pub struct Faults {
    /// The last id, and the faults.
    set: Mutex<(u64, Vec<Fault>)>,
    /// What was dropped a moment ago.
    pub resends: Resends,
}

impl Faults {
    /// Sets a fault; the error says what is wrong with it.
    pub fn add(&self, spec: Spec) -> Result<Fault, String> {
        let effect = spec.effect()?;
        let mut guard = self.lock();
        guard.0 += 1;
        let fault = Fault {
            id: guard.0,
            hits: 0,
            spec,
            effect,
            held: Arc::default(),
        };
        guard.1.push(fault.clone());
        Ok(fault)
    }

    /// All faults in the order they were set, used-up ones too.
    pub fn list(&self) -> Vec<Fault> {
        self.lock().1.clone()
    }

    /// Takes one away; false if there is none of this id.
    pub fn remove(&self, id: u64) -> bool {
        self.resends.forget();
        let faults = &mut self.lock().1;
        let before = faults.len();
        faults.retain(|fault| fault.id != id);
        faults.len() < before
    }

    /// Takes all away.
    pub fn clear(&self) {
        self.resends.forget();
        self.lock().1.clear();
    }

    /// What happens to a request that arrives now: every matching fault that only delays, and the
    /// first that does more and is not used up. Counts as a hit of each.
    pub fn plan(&self, method: &str, path_and_query: &str) -> Plan {
        let mut plan = Plan::default();
        for fault in &mut self.lock().1 {
            let used_up = fault.spec.times.is_some_and(|times| fault.hits >= times);
            let one_more = fault.effect.is_some() && plan.effect.is_some();
            if used_up || one_more || !fault.spec.matches(method, path_and_query) {
                continue;
            }
            fault.hits = fault.hits.saturating_add(1);
            plan.faults.push(fault.id);
            let delay = Duration::from_millis(fault.spec.delay_ms.unwrap_or(0));
            if fault.spec.after {
                plan.delay_after += delay;
            } else {
                plan.delay_before += delay;
            }
            if fault.spec.hold {
                let hold = Hold(fault.held.subscribe());
                if fault.spec.after {
                    plan.holds_after.push(hold);
                } else {
                    plan.holds_before.push(hold);
                }
            }
            if fault.effect.is_some() {
                plan.run_first = fault.spec.after;
                plan.effect.clone_from(&fault.effect);
            }
        }
        plan
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (u64, Vec<Fault>)> {
        self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use super::*;

    fn spec(json: Value) -> Spec {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn faults_queue_up_and_delays_add_up() {
        let faults = Faults::default();
        faults
            .add(spec(json!({"path": "/a", "times": 1, "status": 503})))
            .unwrap();
        faults
            .add(spec(json!({"path": "/*", "delay_ms": 20})))
            .unwrap();
        faults
            .add(spec(
                json!({"path": "/a", "times": 1, "drop": true, "after": true, "delay_ms": 5}),
            ))
            .unwrap();
        let first = faults.plan("GET", "/a");
        assert_eq!((first.faults.clone(), first.run_first), (vec![1, 2], false));
        assert!(matches!(
            first.effect,
            Some(Effect::Answer(StatusCode::SERVICE_UNAVAILABLE, ..))
        ));
        let second = faults.plan("GET", "/a");
        assert_eq!(
            (second.faults.clone(), second.run_first),
            (vec![2, 3], true)
        );
        assert_eq!(second.delay_before, Duration::from_millis(20));
        assert_eq!(second.delay_after, Duration::from_millis(5));
        assert!(matches!(second.effect, Some(Effect::Drop)));
        let third = faults.plan("GET", "/a");
        assert_eq!(third.faults, [2]);
        assert!(third.effect.is_none());
        assert_eq!(
            faults
                .list()
                .iter()
                .map(|fault| fault.hits)
                .collect::<Vec<_>>(),
            [1, 3, 1]
        );
        assert!(faults.remove(2) && !faults.remove(2));
        faults.clear();
        assert!(faults.list().is_empty());
        assert_eq!(
            faults
                .add(spec(json!({"path": "/", "drop": true})))
                .unwrap()
                .id,
            4
        );
    }
}
