//! The keys, on one page: `?` opens it.

use leptos::prelude::*;

use super::later::{Frame, later};
use crate::reactive::on;
use crate::state::table_prefs::TablePrefs;
use crate::ui::dialog::Dialog;
use crate::ui::typing::typing;

/// Whether the help is open.
#[derive(Clone, Copy, Debug)]
pub struct KeysHelp(RwSignal<bool>);

/// Every key and what it does; those in the first group do something by themselves and can be turned off.
const KEYS: [(&str, &[(&str, &str)]); 3] = [
    (
        "Single keys",
        &[
            ("/", "Search the list"),
            ("j  k", "Next row, previous row"),
            (
                "x",
                "Select the row; with Shift, all rows from the last one",
            ),
            ("?", "This help"),
        ],
    ),
    (
        "In a list",
        &[
            (
                "↓  ↑",
                "Next row, previous row; with Shift, select on the way",
            ),
            (
                "Page ↓  Page ↑  Home  End",
                "A screen further, to the first, to the last",
            ),
            ("Space", "Select the row, when its box has the focus"),
            ("Enter", "Open the record"),
            ("Ctrl A", "Select all that match"),
            ("Esc", "Select none"),
        ],
    ),
    (
        "Everywhere",
        &[
            ("Ctrl K", "Pages, records and actions"),
            ("Esc", "Close what is open; undo what is held"),
        ],
    ),
];

impl KeysHelp {
    /// Provides the help to everything below, and listens for its key.
    pub fn provide() -> Self {
        let help = Self(RwSignal::new(false));
        let prefs = use_context::<TablePrefs>();
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            let letters = prefs.is_none_or(|prefs| untrack(|| prefs.single_keys()));
            if letters
                && event.key() == "?"
                && !typing(&event)
                && !event.ctrl_key()
                && !event.meta_key()
            {
                event.prevent_default();
                help.open();
            }
        });
        on_cleanup(move || keys.remove());
        provide_context(help);
        help
    }

    /// Opens it.
    pub fn open(self) {
        self.0.set(true);
    }
}

/// The help, while it is open.
#[component]
pub fn KeysHelpView() -> impl IntoView {
    let help = expect_context::<KeysHelp>();
    let close = Callback::new(move |()| help.0.set(false));
    move || {
        help.0
            .get()
            .then(|| later(Frame::Dialog(close), move |parts| (parts.keys_help)(help)))
    }
}

/// The open help.
#[component]
pub fn OpenKeysHelp(
    /// What opened it.
    help: KeysHelp,
) -> impl IntoView {
    let close = Callback::new(move |()| help.0.set(false));
    let group = |(title, keys): (&'static str, &'static [(&'static str, &'static str)])| {
        let rows = keys
            .iter()
            .map(|(keys, does)| {
                let keys = keys.split("  ").map(|key| view! { <kbd>{key}</kbd> });
                view! {
                    <div>
                        <dt>{keys.collect_view()}</dt>
                        <dd>{*does}</dd>
                    </div>
                }
            })
            .collect_view();
        view! {
            <h3>{title}</h3>
            <dl class="keys-help">{rows}</dl>
        }
    };
    view! {
        <Dialog labelled_by="keys-title" on_cancel=close>
            <h2 id="keys-title">{"Keys"}</h2>
            {KEYS.into_iter().map(group).collect_view()}
            <p class="muted">{"On a Mac, ⌘ in the place of Ctrl. Single keys can be turned off under “View” above a list."}</p>
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=on(move |_| close.run(()))>
                    "Close"
                </button>
            </div>
        </Dialog>
    }
}
