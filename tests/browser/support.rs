//! What every test needs: an owner, work that runs beside the test, and waiting for what it does.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use any_spawner::Executor;
use futures::future::{AbortHandle, abortable};
use gatehouse::api::error::{ApiError, Kind, Request};
use js_sys::{Function, Promise, Reflect};
use leptos::mount::UnmountHandle;
use leptos::prelude::Owner;
use leptos::reactive::diagnostics::{SpecialNonReactiveZone, SpecialNonReactiveZoneGuard};
use wasm_bindgen::closure::{Closure, WasmClosure};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

thread_local! {
    /// The browser's own timer: tests put another in its place.
    static SET_TIMEOUT: Function = get(&js_sys::global(), "setTimeout");
    /// Tests look at signals outside of effects all the time; that is not worth a warning.
    static QUIET: SpecialNonReactiveZoneGuard = SpecialNonReactiveZone::enter();
}

/// The owner of what a test makes; ends with it.
pub fn owner() -> Owner {
    // Only the first test of the page sets it.
    drop(Executor::init_wasm_bindgen());
    QUIET.with(|_| ());
    Owner::new()
}

/// Lets everything run that can run: effects, spawned work, the browser's own small tasks.
pub async fn settle() {
    for _ in 0..3 {
        let turn = Promise::new(&mut |done, _| {
            SET_TIMEOUT.with(|timer| {
                timer
                    .call2(&JsValue::NULL, &done, &0.into())
                    .expect("a timer")
            });
        });
        JsFuture::from(turn).await.expect("a turn");
    }
}

/// Lets the browser make a frame: what was to come before it has come then, however slow the machine.
pub async fn painted() {
    let frame = Promise::new(&mut |done, _| {
        let window = web_sys::window().expect("a window");
        window.request_animation_frame(&done).expect("a frame");
    });
    JsFuture::from(frame).await.expect("a frame");
}

/// Waits until something is so, and fails if it never is.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..200 {
        if holds() {
            return;
        }
        settle().await;
    }
    panic!("still not so: {what}");
}

/// Work that runs beside the test.
pub struct Running<T> {
    result: Rc<RefCell<Option<T>>>,
    handle: AbortHandle,
}

/// Starts work beside the test.
pub fn start<T: 'static>(work: impl Future<Output = T> + 'static) -> Running<T> {
    let result = Rc::new(RefCell::new(None));
    let (work, handle) = abortable(work);
    let into = Rc::clone(&result);
    spawn_local(async move {
        if let Ok(value) = work.await {
            *into.borrow_mut() = Some(value);
        }
    });
    Running { result, handle }
}

impl<T> Running<T> {
    /// Whether it has not ended yet.
    pub fn is_running(&self) -> bool {
        self.result.borrow().is_none()
    }

    /// Its result, when it has ended.
    pub async fn end(self) -> T {
        until("the work has ended", || !self.is_running()).await;
        self.result.take().expect("a result")
    }

    /// Drops the work, as a page does that is left.
    pub async fn abandon(self) {
        self.handle.abort();
        settle().await;
    }
}

/// A function of the browser that is another while this lives.
pub struct Replaced {
    object: JsValue,
    name: &'static str,
    original: Function,
}

impl Replaced {
    /// Puts `by` in the place of a function.
    pub fn new<T: WasmClosure + ?Sized>(
        object: impl Into<JsValue>,
        name: &'static str,
        by: Closure<T>,
    ) -> Self {
        // The browser's own timer must be known before another takes its place.
        SET_TIMEOUT.with(|_| ());
        let object = object.into();
        let original = get(&object, name);
        // Whoever took hold of it may call it after this test: it is left to the page.
        set(&object, name, &by.into_js_value());
        Self {
            object,
            name,
            original,
        }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        set(&self.object, self.name, &self.original);
    }
}

fn get(object: &JsValue, name: &str) -> Function {
    Reflect::get(object, &name.into())
        .expect("an object")
        .dyn_into()
        .expect("a function")
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    assert!(
        Reflect::set(object, &name.into(), value).expect("an object"),
        "{name} is fixed"
    );
}

/// A failure, for a test to answer with.
pub fn failure(kind: Kind) -> ApiError {
    ApiError::unanswered(kind, Request::default())
}

/// Keeps what is mounted for as long as it is held, whatever its type.
pub fn keep<M: leptos::tachys::view::Mountable + 'static>(
    handle: UnmountHandle<M>,
) -> Box<dyn std::any::Any> {
    Box::new(handle)
}
