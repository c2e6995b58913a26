//! The command palette (Ctrl K or ⌘ K): pages of every open connection, and what can be done anywhere.
//!
//! The box is a combobox with a list that is always open (APG, "Combobox", list autocomplete with
//! manual selection): the focus stays in the box, and `aria-activedescendant` names the choice.

use crate::reactive::{effect, live, on, part};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::later::{Frame, later};
use super::leave::Leave;
use super::{icon, pages, title};
use crate::format::fold::fold;
use crate::routes::{HOME, Route};
use crate::state::connections::Connections;
use crate::state::leaving::Leaving;
use crate::state::read_only::ReadOnly;
use crate::state::session::Session;
use crate::state::theme::{Theme, ThemeChoice};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, IconView};
use crate::ui::listbox::reveal;

/// Opens and closes the palette, from anywhere.
#[derive(Clone, Copy, Debug)]
pub struct Palette(RwSignal<bool>);

impl Palette {
    /// Provides the palette to everything below, and listens for its keys.
    pub fn provide() -> Self {
        let palette = Self(RwSignal::new(false));
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            let asked =
                (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
            if asked && event.key().eq_ignore_ascii_case("k") && !in_another_dialog() {
                event.prevent_default();
                palette.0.set(true);
            }
        });
        on_cleanup(move || keys.remove());
        provide_context(palette);
        palette
    }

    /// Opens it.
    pub fn open(self) {
        self.0.set(true);
    }
}

/// A question that waits for an answer is not to be covered.
fn in_another_dialog() -> bool {
    document()
        .query_selector("dialog[open]")
        .ok()
        .flatten()
        .is_some()
}

/// What choosing a command does.
#[derive(Clone, Debug)]
enum Deed {
    Go(String),
    Theme(Theme),
    Lock,
    Forget,
    ReadOnly(bool),
}

#[derive(Clone, Debug)]
struct Command {
    icon: Icon,
    words: String,
    place: String,
    deed: Deed,
}

impl Command {
    fn matches(&self, words: &str) -> bool {
        let text = fold(&format!("{} {}", self.words, self.place));
        words.split_whitespace().all(|word| text.contains(word))
    }
}

fn commands(connections: Connections, session: Session, read_only: bool) -> Vec<Command> {
    let mut all = Vec::new();
    connections.with(|config| {
        for connection in config
            .connections
            .iter()
            .filter(|connection| session.is_open(connection))
        {
            for page in pages(connection.api) {
                all.push(Command {
                    icon: icon(*page),
                    words: title(*page).to_owned(),
                    place: connection.name.clone(),
                    deed: Deed::Go(Route::new(&connection.id, *page).path()),
                });
            }
        }
    });
    let deed = |icon, words: &str, deed| Command {
        icon,
        words: words.to_owned(),
        place: String::new(),
        deed,
    };
    all.extend([
        deed(Icon::Switch, "All connections", Deed::Go(HOME.to_owned())),
        deed(Icon::Light, "Light theme", Deed::Theme(Theme::Light)),
        deed(Icon::Dark, "Dark theme", Deed::Theme(Theme::Dark)),
        deed(
            Icon::System,
            "Theme of the system",
            Deed::Theme(Theme::System),
        ),
        if read_only {
            deed(
                Icon::Writable,
                "Switch read-only mode off: allow changes",
                Deed::ReadOnly(false),
            )
        } else {
            deed(
                Icon::ReadOnly,
                "Switch read-only mode on: send no changes",
                Deed::ReadOnly(true),
            )
        },
        deed(
            Icon::Lock,
            "Lock: take the keys out of this tab",
            Deed::Lock,
        ),
        deed(
            Icon::Close,
            "Forget everything: keys and preferences",
            Deed::Forget,
        ),
    ]);
    all
}

/// The palette, while it is open.
#[component]
pub fn PaletteView() -> impl IntoView {
    let palette = expect_context::<Palette>();
    let close = Callback::new(move |()| palette.0.set(false));
    move || {
        palette
            .0
            .get()
            .then(|| later(Frame::Dialog(close), move |parts| (parts.palette)(palette)))
    }
}

/// The open palette.
#[expect(clippy::too_many_lines, reason = "one view")]
#[component]
pub fn OpenPalette(
    /// What opened it.
    palette: Palette,
) -> impl IntoView {
    let connections = expect_context::<Connections>();
    let session = expect_context::<Session>();
    let theme = expect_context::<ThemeChoice>();
    let read_only = expect_context::<ReadOnly>();
    let leave = Leave::from_context();
    let leaving = expect_context::<Leaving>();
    let navigate = use_navigate();
    let words = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let all = StoredValue::new(commands(
        connections,
        session,
        untrack(|| read_only.is_on()),
    ));
    let shown = move || {
        let words = fold(&words.get());
        all.with_value(|all| {
            let matching = all
                .iter()
                .enumerate()
                .filter(|(_, one)| one.matches(&words));
            matching.map(|(at, _)| at).collect::<Vec<_>>()
        })
    };
    let close = Callback::new(move |()| palette.0.set(false));
    let run = Callback::new(move |place: usize| {
        let deed = untrack(|| shown().get(place).copied());
        let deed =
            deed.and_then(|at| all.with_value(|all| all.get(at).map(|one| one.deed.clone())));
        let Some(deed) = deed else { return };
        close.run(());
        match deed {
            Deed::Go(path) => {
                // A changed form asks first.
                if !leaving.holds(&path) {
                    navigate(&path, NavigateOptions::default());
                }
            }
            Deed::Theme(choice) => theme.set(choice),
            Deed::Lock => leave.lock(),
            Deed::ReadOnly(on) => read_only.set(on),
            Deed::Forget => leave.forget_everything(),
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let count = untrack(|| shown().len());
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|at| *at = (*at + count - 1) % count),
            "Enter" => run.run(chosen.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    effect(move || {
        let place = chosen.get();
        let at = untrack(|| shown().get(place).copied());
        if let Some(at) = at {
            reveal(&format!("command-{at}"));
        }
    });
    view! {
        <Dialog labelled_by="palette-title" on_cancel=close>
            <div class="palette">
                <h2 id="palette-title" class="unseen">
                    {"Go to a page, or do something"}
                </h2>
                <input
                    class="palette-box"
                    type="text"
                    role="combobox"
                    aria-label="Page or action"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=live(move || {
                        shown().get(chosen.get()).map(|at| format!("command-{at}"))
                    })
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="Page or action"
                    autofocus
                    on:input=on(move |event| {
                        words.set(event_target_value(&event));
                        chosen.set(0);
                    })
                    on:keydown=on_key
                />
                <ul id="palette-list" role="listbox" aria-label="Pages and actions">
                    {part(move || {
                        shown().into_iter()
                            .enumerate()
                            .filter_map(|(place, at)| {
                                all.with_value(|all| all.get(at).cloned()).map(|one| (place, at, one))
                            })
                            .map(|(place, at, one)| {
                                view! {
                                    <li
                                        id=format!("command-{at}")
                                        role="option"
                                        aria-selected=live(move || (chosen.get() == place).to_string())
                                        on:click=on(move |_| run.run(place))
                                        on:pointermove=on(move |_| chosen.set(place))
                                    >
                                        <IconView icon=one.icon />
                                        <span>{one.words}</span>
                                        <span class="muted">{one.place}</span>
                                    </li>
                                }
                            })
                            .collect_view()
                    })}
                </ul>
                {part(move || {
                    shown().is_empty().then(|| view! { <p class="palette-empty">"Nothing is called that."</p> })
                })}
            </div>
        </Dialog>
    }
}
