//! The open palette.
//!
//! The box is a combobox with a list that is always open (APG, "Combobox", list autocomplete with manual
//! selection): the focus stays in the box, and `aria-activedescendant` names the choice. Pages and actions
//! follow each key at once; records are looked for after the paint, so that a long list holds up no key.

use std::time::Duration;

use leptos::{html, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::Palette;
use super::choice::{Choice, Deed, Group};
use super::commands::Commands;
use super::records::{Lists, Records};
use crate::analysis::filter::best::Words;
use crate::format::number::counted;
use crate::layout::leave::Leave;
use crate::reactive::{Pause, RESTS, effect, live, on, once_painted, part};
use crate::routes::Route;
use crate::state::connections::Connections;
use crate::state::leaving::Leaving;
use crate::state::read_only::ReadOnly;
use crate::state::session::Session;
use crate::state::theme::ThemeChoice;
use crate::ui::dialog::Dialog;
use crate::ui::icon::IconView;
use crate::ui::listbox::reveal;

const LABEL: &str = "Page, record or action";
const NOTHING: &str = "Nothing is called that.";
const NOTHING_YET: &str = "Nothing is called that in what is loaded.";

/// What the palette shows. Cheap to copy.
#[derive(Clone, Copy)]
struct Open {
    words: RwSignal<Words>,
    /// What was found last; of other words for one frame.
    records: RwSignal<Records>,
    /// Whether records are still to be looked for.
    behind: StoredValue<bool>,
    groups: Memo<Vec<Group>>,
    /// The id of what the arrows or the pointer chose; the first choice, if that is none of them.
    chosen: RwSignal<String>,
    current: Memo<String>,
    lists: StoredValue<Lists, LocalStorage>,
}

impl Open {
    fn new(commands: Commands, lists: Lists) -> Self {
        let commands = StoredValue::new(commands);
        let words = RwSignal::new(Words::default());
        let records = RwSignal::new(Records::default());
        let chosen = RwSignal::new(String::new());
        let groups = Memo::new(move |_| {
            let (pages, actions) =
                commands.with_value(|commands| words.with(|words| commands.matching(words)));
            let mut groups = vec![pages];
            // Actions stand last: a name that is typed must lead to no action.
            groups.extend(records.with(|records| records.groups.clone()));
            groups.push(actions);
            groups.retain(|group| !group.choices.is_empty());
            groups
        });
        let current = Memo::new(move |_| {
            let chosen = chosen.get();
            groups.with(|groups| {
                let mut ids = ids(groups);
                let first = ids.next().unwrap_or_default();
                if ids.any(|id| *id == chosen) {
                    chosen
                } else {
                    first.to_owned()
                }
            })
        });
        Self {
            words,
            records,
            behind: StoredValue::new(false),
            groups,
            chosen,
            current,
            lists: StoredValue::new_local(lists),
        }
    }

    /// Something else stands in the box.
    fn typed(self, text: &str) {
        let words = Words::of(text);
        if !words.is_empty() {
            self.lists.with_value(Lists::fetch_here);
        }
        self.words.set(words);
        self.chosen.set(String::new());
        self.look_soon();
    }

    /// Looks for records once what has changed so far is painted.
    fn look_soon(self) {
        if self.behind.try_get_value() == Some(false) {
            self.behind.set_value(true);
            once_painted(move || self.look());
        }
    }

    /// Looks for records now, if that is still to be done. The palette may be closed by now.
    fn look(self) {
        if self.behind.try_get_value() != Some(true) {
            return;
        }
        self.behind.set_value(false);
        let words = self.words.get_untracked();
        self.records
            .set(self.lists.with_value(|lists| lists.find(&words)));
    }

    /// Chooses the next, or the one before; from the last on to the first.
    fn step(self, back: bool) {
        let current = self.current.get_untracked();
        let next = self.groups.with_untracked(|groups| {
            let all: Vec<&str> = ids(groups).collect();
            let at = all.iter().position(|id| *id == current)?;
            let next = if back { at + all.len() - 1 } else { at + 1 } % all.len();
            all.get(next).map(|id| (*id).to_owned())
        });
        if let Some(next) = next {
            self.chosen.set(next);
        }
    }

    fn deed(self, id: &str) -> Option<Deed> {
        self.groups.with_untracked(|groups| {
            let mut all = groups.iter().flat_map(|group| &group.choices);
            let choice = all.find(|choice| choice.id == id)?;
            Some(choice.deed.clone())
        })
    }

    /// What stands where nothing was found; tracks it.
    fn nothing(self) -> Option<&'static str> {
        let any = self.groups.with(|groups| !groups.is_empty());
        self.records.with(|records| {
            let asked = self.words.with(|words| *words == records.words);
            let words = if records.notes.is_empty() {
                NOTHING
            } else {
                NOTHING_YET
            };
            (asked && !any).then_some(words)
        })
    }

    /// How much was found, for who hears it; tracks it.
    fn said(self) -> String {
        if self.words.with(Words::is_empty) {
            return String::new();
        }
        if let Some(nothing) = self.nothing() {
            return nothing.to_owned();
        }
        self.records.with(|records| {
            let all = self.groups.with(|groups| {
                groups
                    .iter()
                    .map(|group| group.choices.len())
                    .sum::<usize>()
            });
            let of_records = records.groups.iter().map(|group| group.choices.len());
            let commands = all.saturating_sub(of_records.sum());
            let mut counts = records.counts.clone();
            if commands > 0 {
                counts.insert(0, counted(commands, "page or action", "pages or actions"));
            }
            let mut said = counts.join(", ");
            if !records.notes.is_empty() {
                said.push_str(". Not everything is loaded.");
            }
            said
        })
    }
}

fn ids(groups: &[Group]) -> impl Iterator<Item = &str> {
    let choices = groups.iter().flat_map(|group| &group.choices);
    choices.map(|choice| choice.id.as_str())
}

/// The open palette.
#[component]
pub fn OpenPalette(
    /// What opened it.
    palette: Palette,
) -> impl IntoView {
    let connections = expect_context::<Connections>();
    let session = expect_context::<Session>();
    let read_only = expect_context::<ReadOnly>();
    let here = Route::parse(&use_location().pathname.get_untracked());
    let here = here.as_ref().map(|route| route.connection.as_str());
    let (commands, lists) = untrack(|| {
        (
            Commands::new(connections, session, read_only),
            Lists::new(connections, session, here),
        )
    });
    let open = Open::new(commands, lists);
    // Records that come while one types are found as they come.
    effect(move || {
        open.lists.with_value(Lists::track);
        open.look_soon();
    });
    set_timeout(
        move || {
            open.lists.try_with_value(Lists::warm);
        },
        Duration::ZERO,
    );
    effect(move || {
        let id = open.current.get();
        open.groups.track();
        // Once it stands there.
        request_animation_frame(move || reveal(&id));
    });
    let close = Callback::new(move |()| palette.open.set(false));
    let act = acting();
    let run = Callback::new(move |id: String| {
        if let Some(deed) = open.deed(&id) {
            close.run(());
            act.run(deed);
        }
    });
    let ahead = palette.ahead.try_update_value(std::mem::take);
    let ahead = ahead.unwrap_or_default();
    let typed = ahead.lines().next().unwrap_or_default().to_owned();
    let typed_in = NodeRef::<html::Input>::new();
    if !typed.is_empty() {
        open.typed(&typed);
        // Whoever types on does so behind what is there.
        effect(move || {
            if let Some(input) = typed_in.get() {
                let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
                drop(input.set_selection_range(end, end));
            }
        });
    }
    if ahead.contains('\n') {
        request_animation_frame(move || {
            open.look();
            run.run(open.current.get_untracked());
        });
    }
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => open.step(false),
            "ArrowUp" => open.step(true),
            "Enter" if !event.is_composing() => {
                // Who is quicker than a frame gets what they would have seen.
                open.look();
                run.run(open.current.get_untracked());
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <Dialog labelled_by="palette-title" on_cancel=close>
            <div class="palette">
                <h2 id="palette-title" class="unseen">
                    {"Go to a page or a record, or do something"}
                </h2>
                <input
                    class="palette-box"
                    type="text"
                    role="combobox"
                    aria-label=LABEL
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=live(move || Some(open.current.get()).filter(|id| !id.is_empty()))
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=LABEL
                    value=typed
                    node_ref=typed_in
                    autofocus
                    on:input=on(move |event| open.typed(&event_target_value(&event)))
                    on:keydown=on_key
                />
                <div id="palette-list" class="palette-list" role="listbox" aria-label="Pages, records and actions">
                    {part(move || open.groups.get().into_iter().map(|group| group_view(open, run, group)).collect_view())}
                </div>
                {part(move || open.nothing().map(|words| view! { <p class="palette-note">{words}</p> }))}
                {part(move || notes(open))}
                {counts_said(open)}
            </div>
        </Dialog>
    }
}

/// Does what was chosen.
fn acting() -> Callback<Deed> {
    let theme = expect_context::<ThemeChoice>();
    let read_only = expect_context::<ReadOnly>();
    let leave = Leave::from_context();
    let leaving = expect_context::<Leaving>();
    let navigate = use_navigate();
    Callback::new(move |deed: Deed| match deed {
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
    })
}

fn group_view(open: Open, run: Callback<String>, group: Group) -> AnyView {
    let name = group.name;
    let id = ["palette-", name].concat();
    let choices = group.choices.into_iter();
    let choices = choices
        .map(|choice| choice_view(open, run, choice))
        .collect_view();
    view! {
        <div role="group" aria-labelledby=id>
            <p class="palette-group" id=id.clone() role="presentation">
                {name}
            </p>
            {choices}
        </div>
    }
    .into_any()
}

fn choice_view(open: Open, run: Callback<String>, choice: Choice) -> AnyView {
    let id = StoredValue::new(choice.id.clone());
    // The blanks are for those who hear it, and the names stand by themselves, whichever way they are read.
    view! {
        <div
            id=choice.id
            role="option"
            aria-selected=live(move || open.current.with(|current| id.with_value(|id| id == current)).to_string())
            on:click=on(move |_| run.run(id.get_value()))
            on:pointermove=on(move |_| open.chosen.set(id.get_value()))
        >
            <IconView icon=choice.icon />
            <bdi class="palette-words" class:alone=choice.detail.is_empty()>{choice.words}</bdi>
            " "
            <bdi class="palette-detail muted">{choice.detail}</bdi>
            " "
            <span class="palette-place muted">{choice.place}</span>
        </div>
    }
    .into_any()
}

/// What was not looked through, or not wholly.
fn notes(open: Open) -> AnyView {
    let notes = open.records.with(|records| records.notes.clone());
    let note = |words: String| view! { <p class="palette-note">{words}</p> };
    notes.into_iter().map(note).collect_view().into_any()
}

/// The counts for those who hear them, once typing rests. Inside the dialog: what lies behind it is silent.
fn counts_said(open: Open) -> AnyView {
    let words = Memo::new(move |_| open.said());
    let said = RwSignal::new(String::new());
    let saying = Pause::new(
        RESTS,
        Callback::new(move |()| said.set(words.get_untracked())),
    );
    effect(move || {
        words.track();
        saying.begin_again();
    });
    view! {
        <p class="unseen" role="status">
            {part(move || said.get())}
        </p>
    }
    .into_any()
}
