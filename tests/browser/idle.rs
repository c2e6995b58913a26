//! `Idle` on a clock that stands still: the warning, what puts the lock off, and what does not.

use gatehouse::state::connections::LockAfter;
use gatehouse::state::idle::{Idle, Watch};
use leptos::prelude::{GetUntracked, Owner};
use wasm_bindgen_test::wasm_bindgen_test;

use super::clock::Clock;
use super::support::owner;

const MINUTE: u32 = 60_000;

struct Bench {
    clock: Clock,
    idle: Idle,
    _owner: Owner,
}

impl Bench {
    fn new() -> Self {
        let (owner, clock) = (owner(), Clock::stopped());
        let idle = owner.with(|| {
            Idle::provide(LockAfter {
                idle_minutes: 15,
                absolute_minutes: 20,
            })
        });
        Self {
            clock,
            idle,
            _owner: owner,
        }
    }

    /// What the watch says after so long.
    async fn after(&self, millis: u32) -> Watch {
        self.clock.pass(millis).await;
        self.idle.look();
        self.idle.watch.get_untracked()
    }
}

const fn warning(seconds: i64, extendable: bool) -> Watch {
    Watch::Warning {
        seconds,
        extendable,
    }
}

#[wasm_bindgen_test]
async fn without_a_key_nothing_runs_out() {
    let bench = Bench::new();
    assert_eq!(bench.after(100 * MINUTE).await, Watch::Calm);
    bench.idle.start();
    assert_eq!(
        bench.after(13 * MINUTE).await,
        Watch::Calm,
        "the limits count from the first key"
    );
    bench.idle.stop();
    assert_eq!(bench.after(100 * MINUTE).await, Watch::Calm);
}

#[wasm_bindgen_test]
async fn nobody_there_is_warned_and_locked() {
    let bench = Bench::new();
    bench.idle.start();
    assert_eq!(bench.after(14 * MINUTE).await, warning(60, true));
    assert_eq!(bench.after(MINUTE - 1).await, warning(1, true));
    assert_eq!(bench.after(1).await, Watch::Over);
}

#[wasm_bindgen_test]
async fn a_sign_of_life_puts_the_lock_off_but_not_while_the_warning_is_up() {
    let bench = Bench::new();
    bench.idle.start();
    assert_eq!(bench.after(2 * MINUTE).await, Watch::Calm);
    bench.idle.sign_of_life();
    assert_eq!(bench.after(13 * MINUTE).await, Watch::Calm);
    assert_eq!(bench.after(MINUTE).await, warning(60, true));
    bench.idle.sign_of_life();
    assert_eq!(
        bench.after(30_000).await,
        warning(30, true),
        "a stray movement is no decision"
    );
    bench.idle.stay();
    assert_eq!(bench.after(0).await, Watch::Calm);
}

#[wasm_bindgen_test]
async fn nothing_puts_the_absolute_limit_off() {
    let bench = Bench::new();
    bench.idle.start();
    bench.after(10 * MINUTE).await;
    // A second connection's key is no new beginning.
    bench.idle.start();
    assert_eq!(bench.after(9 * MINUTE).await, warning(60, false));
    bench.idle.stay();
    assert_eq!(bench.after(30_000).await, warning(30, false));
    assert_eq!(bench.after(30_000).await, Watch::Over);
}

#[wasm_bindgen_test]
async fn after_a_lock_the_next_key_begins_anew() {
    let bench = Bench::new();
    bench.idle.start();
    assert_eq!(bench.after(20 * MINUTE).await, Watch::Over);
    bench.idle.stop();
    bench.idle.start();
    assert_eq!(bench.after(13 * MINUTE).await, Watch::Calm);
}
