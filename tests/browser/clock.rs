//! A clock that a test moves: `setTimeout`, `clearTimeout`, `Date.now` and `Math.random`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Function, Math, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::support::{Replaced, settle, until};

/// When the clock starts: 2026-01-15T12:00:00Z, in milliseconds since 1970.
pub const START: i64 = 1_768_478_400_000;

/// The clock; the browser's own is back when it goes.
pub struct Clock {
    state: Rc<State>,
    _replaced: [Replaced; 4],
}

#[derive(Default)]
struct State {
    /// Milliseconds since [`START`].
    passed: Cell<u32>,
    timers: RefCell<BTreeMap<u32, Timer>>,
    last: Cell<u32>,
    chance: Cell<f64>,
}

struct Timer {
    due: u32,
    run: Function,
}

impl Clock {
    /// Stops the time.
    pub fn stopped() -> Self {
        let state = Rc::new(State::default());
        let set = Closure::<dyn Fn(Function, u32) -> u32>::new({
            let state = Rc::clone(&state);
            move |run, millis| state.set(run, millis)
        });
        let clear = Closure::<dyn Fn(u32)>::new({
            let state = Rc::clone(&state);
            move |id| drop(state.timers.borrow_mut().remove(&id))
        });
        let now = Closure::<dyn Fn() -> f64>::new({
            let state = Rc::clone(&state);
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            move || START as f64 + f64::from(state.passed.get())
        });
        let chance = Closure::<dyn Fn() -> f64>::new({
            let state = Rc::clone(&state);
            move || state.chance.get()
        });
        let global = js_sys::global();
        let member = |name: &str| Reflect::get(&global, &name.into()).expect("the browser has it");
        let replaced = [
            Replaced::new(global.clone(), "setTimeout", set),
            Replaced::new(global.clone(), "clearTimeout", clear),
            Replaced::new(member("Date"), "now", now),
            Replaced::new(member("Math"), "random", chance),
        ];
        assert!(Math::random() < f64::EPSILON, "chance is the clock's");
        Self {
            state,
            _replaced: replaced,
        }
    }

    /// What `Math.random` gives from now on; 0 at first.
    pub fn set_chance(&self, chance: f64) {
        self.state.chance.set(chance);
    }

    /// In how many milliseconds the timers are due, the next first.
    pub fn timers(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self
            .state
            .timers
            .borrow()
            .values()
            .map(|timer| timer.due - self.state.passed.get())
            .collect();
        all.sort_unstable();
        all
    }

    /// Waits until a timer is due in just so many milliseconds, and lets them pass. Just before, nothing
    /// but time has passed: `meanwhile` looks at that.
    pub async fn wait_out(&self, millis: u32, meanwhile: impl FnOnce()) {
        until(&format!("a timer is due in {millis} ms"), || {
            self.timers().contains(&millis)
        })
        .await;
        self.pass(millis - 1).await;
        meanwhile();
        self.pass(1).await;
    }

    /// Lets time pass, and runs what falls due.
    pub async fn pass(&self, millis: u32) {
        let end = self.state.passed.get() + millis;
        settle().await;
        while let Some((due, run)) = self.state.next(end) {
            self.state.passed.set(due);
            run.call0(&JsValue::NULL).expect("the timer runs");
            settle().await;
        }
        self.state.passed.set(end);
    }
}

impl State {
    fn set(&self, run: Function, millis: u32) -> u32 {
        let id = self.last.get() + 1;
        self.last.set(id);
        self.timers.borrow_mut().insert(
            id,
            Timer {
                due: self.passed.get() + millis,
                run,
            },
        );
        id
    }

    /// Takes out the timer that is due first, if that is not after `end`.
    fn next(&self, end: u32) -> Option<(u32, Function)> {
        let mut timers = self.timers.borrow_mut();
        let (id, due) = timers
            .iter()
            .map(|(id, timer)| (*id, timer.due))
            .min_by_key(|(id, due)| (*due, *id))?;
        (due <= end)
            .then(|| timers.remove(&id))
            .flatten()
            .map(|timer| (due, timer.run))
    }
}
