//! The watch over an unattended tab: signs of life, the warning, the lock.

use std::time::Duration;

use leptos::prelude::*;

use super::leave::Leave;
use crate::reactive::{effect, on};
use crate::state::idle::{Idle, Watch};
use crate::state::session::Session;
use crate::state::toasts::Toasts;
use crate::ui::dialog::Dialog;

/// What counts as a sign of life.
const SIGNS: [&str; 4] = ["pointerdown", "keydown", "wheel", "touchstart"];

/// Watches the tab for as long as the app lives.
pub fn watch(idle: Idle, session: Session, toasts: Toasts) {
    let leave = Leave::from_context();
    effect(move || {
        if session.holds_a_key() {
            idle.start();
        } else {
            idle.stop();
        }
    });
    effect(move || {
        if idle.watch.get() == Watch::Over {
            leave.lock();
            toasts.show("Locked: nobody was here for a while. The keys are gone from this tab.");
        }
    });
    for sign in SIGNS {
        let listener = window_event_listener_untyped(sign, move |_| idle.sign_of_life());
        on_cleanup(move || listener.remove());
    }
    // A sleeping tab runs no timer: look at once when it wakes.
    let wakes = window_event_listener(leptos::ev::visibilitychange, move |_| idle.look());
    on_cleanup(move || wakes.remove());
    if let Ok(timer) = set_interval_with_handle(move || idle.look(), Duration::from_secs(1)) {
        on_cleanup(move || timer.clear());
    }
}

/// The warning, a minute before.
#[component]
pub fn IdleWarning() -> impl IntoView {
    let idle = expect_context::<Idle>();
    let leave = Leave::from_context();
    let open = Memo::new(move |_| matches!(idle.watch.get(), Watch::Warning { .. }));
    let seconds = move || match idle.watch.get() {
        Watch::Warning { seconds, .. } => seconds,
        _ => 0,
    };
    let stay = Callback::new(move |()| idle.stay());
    move || {
        open.get().then(|| {
            let watch = idle.watch.get_untracked();
            let extendable = matches!(watch, Watch::Warning { extendable: true, .. });
            let words = if extendable {
                "Nobody has touched this page for a while. The keys will be taken from this tab."
            } else {
                "The time for one session is over. The keys will be taken from this tab; finish what you are doing."
            };
            view! {
                <Dialog labelled_by="idle-title" role="alertdialog" on_cancel=stay>
                    <h2 id="idle-title">"Locking in " <span class="figures">{seconds}</span> " s"</h2>
                    <p>{words}</p>
                    <div class="dialog-actions">
                        <button type="button" class="button" on:click=on(move |_| leave.lock())>
                            "Lock now"
                        </button>
                        {extendable
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="button primary"
                                        autofocus
                                        on:click=on(move |_| stay.run(()))
                                    >
                                        "Stay"
                                    </button>
                                }
                            })}
                    </div>
                </Dialog>
            }
        })
    }
}
