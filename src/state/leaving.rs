//! Leaving a changed form: what was typed would be lost, so it is asked first. A link, Back and Forward
//! wait for the answer; closing the tab or loading another page is asked by the browser itself.

use leptos::prelude::*;

use crate::reactive::effect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BeforeUnloadEvent, Element, Event, MouseEvent};

/// Where somebody wanted to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Away {
    /// To a path of this app.
    To(String),
    /// Wherever Back or Forward lead.
    Back,
}

/// Whether a form on screen holds what would be lost, and who waits for an answer.
#[derive(Clone, Copy, Debug)]
pub struct Leaving {
    form: StoredValue<Option<Signal<bool>>>,
    /// How many forms there were: one that goes must not let go what the next one holds.
    forms: StoredValue<u32>,
    /// The address of the form.
    home: StoredValue<String>,
    asked: RwSignal<Option<Away>>,
}

impl Leaving {
    /// Provides it to everything below.
    pub fn provide() -> Self {
        let leaving = Self {
            form: StoredValue::new(None),
            forms: StoredValue::new(0),
            home: StoredValue::new(String::new()),
            asked: RwSignal::new(None),
        };
        // It lives as long as the page, and listens before the router does: at the window, browsers
        // call in the order of asking.
        let (_, listener) = listen("popstate", move |event| {
            if leaving.would_lose() {
                event.stop_immediate_propagation();
                // The address has changed already: it is put back.
                leaving.home.with_value(|home| stay_at(home));
                leaving.asked.set(Some(Away::Back));
            }
        });
        listener.forget();
        provide_context(leaving);
        leaving
    }

    /// Keeps people on the page for as long as `changed` says so and the current owner lives.
    pub fn guard(self, changed: Signal<bool>) {
        self.form.set_value(Some(changed));
        let number = self.forms.get_value().wrapping_add(1);
        self.forms.set_value(number);
        // Not sooner: the router writes the address of a page when the page is there.
        effect(move || {
            if changed.get() {
                self.home.set_value(location().href().unwrap_or_default());
            }
        });
        let listeners = [
            listen("click", move |event| self.clicked(&event)),
            listen("beforeunload", move |event| {
                if self.would_lose() {
                    event.prevent_default();
                    // For browsers that want it said this way.
                    event
                        .unchecked_ref::<BeforeUnloadEvent>()
                        .set_return_value("unsaved");
                }
            }),
        ];
        let listeners = StoredValue::new_local(Some(listeners));
        on_cleanup(move || {
            for (name, listener) in listeners
                .try_update_value(Option::take)
                .flatten()
                .into_iter()
                .flatten()
            {
                drop(window().remove_event_listener_with_callback_and_bool(
                    name,
                    listener.as_ref().unchecked_ref(),
                    true,
                ));
            }
            if self.forms.try_get_value() == Some(number) {
                self.form.try_set_value(None);
                self.asked.try_set(None);
            }
        });
    }

    /// Whether leaving now would lose something. Asks nobody.
    pub fn would_lose(self) -> bool {
        let form = self.form.try_get_value().flatten();
        form.and_then(|changed| changed.try_get_untracked())
            .unwrap_or(false)
    }

    /// Whether somebody must be asked before going to a path; if so, they are being asked now.
    pub fn holds(self, path: &str) -> bool {
        let holds = self.would_lose();
        if holds {
            self.asked.set(Some(Away::To(path.to_owned())));
        }
        holds
    }

    /// Who waits for an answer; tracks it.
    pub fn asked(self) -> Option<Away> {
        self.asked.get()
    }

    /// They stay.
    pub fn stay(self) {
        self.asked.set(None);
    }

    /// They leave: nothing is held back any more.
    pub fn let_go(self) -> Option<Away> {
        self.form.set_value(None);
        let away = self.asked.get_untracked();
        self.asked.set(None);
        away
    }

    fn clicked(self, event: &Event) {
        let Some(mouse) = event.dyn_ref::<MouseEvent>() else {
            return;
        };
        // Those open somewhere else.
        if mouse.button() != 0
            || mouse.ctrl_key()
            || mouse.meta_key()
            || mouse.shift_key()
            || mouse.alt_key()
        {
            return;
        }
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("a[href]").ok().flatten());
        let Some(path) = link
            .filter(|link| !link.has_attribute("target") && !link.has_attribute("download"))
            .and_then(|link| link.get_attribute("href"))
            .filter(|path| path.starts_with('/'))
        else {
            return;
        };
        if self.holds(&path) {
            event.prevent_default();
            event.stop_propagation();
        }
    }
}

type Listener = (&'static str, Closure<dyn FnMut(Event)>);

/// Listens before everybody else.
fn listen(name: &'static str, heard: impl FnMut(Event) + 'static) -> Listener {
    let listener = Closure::<dyn FnMut(Event)>::new(heard);
    drop(window().add_event_listener_with_callback_and_bool(
        name,
        listener.as_ref().unchecked_ref(),
        true,
    ));
    (name, listener)
}

/// Puts an address on top of the history without going anywhere: one step back is then where Back led.
fn stay_at(address: &str) {
    if let Ok(history) = window().history() {
        drop(history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address)));
    }
}
