//! All that filters a list: the box, its problems, the facets and the views, over one text that stands in
//! the URL. The same for every list; what differs comes as words and as [`Filtering`].

use std::rc::Rc;
use std::time::Duration;

use leptos::{html, prelude::*};

use super::views_menu::{BuiltIn, views_menu};
use crate::analysis::filter::edit::{toggle, values_of};
use crate::data::filtering::Filtering;
use crate::format::number::counted;
use crate::state::clock::now;
use crate::state::list_params::ListState;
use crate::state::saved_views::SavedViews;
use crate::ui::dialog::Dialog;
use crate::ui::dom::{told, told_place};
use crate::ui::facets::Painter;
use crate::ui::filter_box::{filter_box, filter_has_focus, focus_filter};
use crate::ui::filter_help::filter_help;
use crate::ui::{filter_problems, media};

/// From here on the facets stand beside the list.
const WIDE: &str = "(min-width: 1280px)";
/// Counting follows the painted list; a list that is still arriving is not counted at each page.
const COUNTS_AFTER: Duration = Duration::from_millis(60);
/// What is odd is said when typing pauses.
const SAYS_AFTER: Duration = Duration::from_millis(450);

/// The words of a list's filter.
#[derive(Debug)]
pub struct Words {
    /// "Filter users".
    pub label: &'static str,
    /// An example, for the empty box.
    pub placeholder: &'static str,
    /// "user", "users".
    pub noun: (&'static str, &'static str),
    /// Views that are always there.
    pub built_in: &'static [BuiltIn],
}

/// The filter of the list whose page is being made.
#[derive(Clone, Copy)]
pub struct ListFilter {
    source: StoredValue<Rc<dyn Filtering>, LocalStorage>,
    painter: StoredValue<Painter, LocalStorage>,
    state: ListState,
    words: &'static Words,
    views: SavedViews,
    text: Signal<String>,
    wide: RwSignal<bool>,
    open: RwSignal<bool>,
    help: RwSignal<bool>,
    facets: NodeRef<html::Div>,
    ticked: NodeRef<html::Span>,
    problems: NodeRef<html::Div>,
    /// The text that the problems on screen were found in.
    looked: StoredValue<String>,
}

impl ListFilter {
    /// The filter of a list.
    pub fn new(
        source: Rc<dyn Filtering>,
        state: ListState,
        words: &'static Words,
        views: SavedViews,
    ) -> Self {
        let this = Self {
            source: StoredValue::new_local(source),
            painter: StoredValue::new_local(Painter::default()),
            state,
            words,
            views,
            text: Memo::new(move |_| state.get().search).into(),
            wide: media::matches(WIDE),
            open: RwSignal::new(false),
            help: RwSignal::new(false),
            facets: NodeRef::new(),
            ticked: NodeRef::new(),
            problems: NodeRef::new(),
            looked: StoredValue::new(String::new()),
        };
        let counting = Pause::new(COUNTS_AFTER, Callback::new(move |()| this.count()));
        let saying = Pause::new(SAYS_AFTER, Callback::new(move |()| this.say()));
        Effect::new(move |before: Option<String>| {
            let text = this.text.get();
            this.facets.track();
            this.wide.track();
            this.source.with_value(|source| source.track());
            this.paint(&text);
            counting.begin(false);
            if before.as_ref() != Some(&text) {
                saying.begin(true);
            }
            text
        });
        this
    }

    /// The filter's text.
    pub fn text(self) -> Signal<String> {
        self.text
    }

    /// The box, the views, and on a narrow screen what opens the facets. `shown` is how many rows match.
    pub fn bar(self, shown: Signal<usize>) -> AnyView {
        let source = self.source;
        let filter = filter_box(
            self.words.label,
            self.words.placeholder,
            self.text,
            Callback::new(move |text| self.state.search(text)),
            Rc::new(move |text, caret| {
                source.with_value(|source| source.suggest(text, caret, now()))
            }),
            Callback::new(move |()| self.help.set(true)),
        );
        let views = views_menu(self.views, self.words.built_in, self.state);
        view! {
            {filter}
            {views}
            {move || {
                if self.help.get() {
                    self.help()
                } else if self.wide.get() {
                    ().into_any()
                } else if self.open.get() {
                    self.drawer(shown)
                } else {
                    ().into_any()
                }
            }}
            <button
                type="button"
                class="button facet-button"
                aria-haspopup="dialog"
                on:click=move |_| self.open.set(true)
            >
                "Filters "
                <span class="facet-ticked" node_ref=self.ticked></span>
            </button>
        }
        .into_any()
    }

    /// What of the filter was left out.
    pub fn problems(self) -> AnyView {
        let mend = move |event: leptos::ev::MouseEvent| {
            // A text that was typed on since is looked at anew in a moment.
            let looked = self.looked.get_value();
            let current = self.text.with_untracked(|text| *text == looked);
            if let Some(text) = told(event.as_ref(), "data-at").filter(|_| current) {
                self.state.search(text);
                focus_filter();
            }
        };
        view! {
            <div
                class="filter-problems"
                role="status"
                aria-live="polite"
                node_ref=self.problems
                on:click=mend
            ></div>
        }
        .into_any()
    }

    /// The facets beside the list, where there is room for them.
    pub fn column(self) -> AnyView {
        (move || {
            if self.wide.get() {
                let facets = self.facets();
                view! {
                    <section class="facet-column" aria-label="Filters" tabindex="0">
                        {facets}
                    </section>
                }
                .into_any()
            } else {
                ().into_any()
            }
        })
        .into_any()
    }

    fn facets(self) -> AnyView {
        let tick = move |event: leptos::ev::Event| {
            let groups = self.source.with_value(|source| source.groups());
            let ticked = told(&event, "data-at").and_then(|at| {
                self.painter
                    .with_value(|painter| painter.value(groups, &at))
            });
            if let Some((name, value)) = ticked {
                let text = self.text.with_untracked(|text| toggle(text, name, &value));
                self.state.search(text);
            }
        };
        let more = move |event: leptos::ev::MouseEvent| {
            if told(event.as_ref(), "data-do").is_some()
                && let Some(group) = told_place(event.as_ref(), "data-at")
            {
                self.painter
                    .update_value(|painter| painter.toggle_more(group));
                self.text.with_untracked(|text| self.paint(text));
            }
        };
        view! {
            <div class="facet-groups" node_ref=self.facets on:change=tick on:click=more></div>
        }
        .into_any()
    }

    fn drawer(self, shown: Signal<usize>) -> AnyView {
        let close = Callback::new(move |()| self.open.set(false));
        let (one, many) = self.words.noun;
        let facets = self.facets();
        view! {
            <Dialog labelled_by="facets-title" on_cancel=close>
                <h2 id="facets-title">{"Filters"}</h2>
                {facets}
                <div class="dialog-actions">
                    <button type="button" class="button primary" on:click=move |_| close.run(())>
                        {move || ["Show ", &counted(shown.get(), one, many)].concat()}
                    </button>
                </div>
            </Dialog>
        }
        .into_any()
    }

    fn help(self) -> AnyView {
        let on_close = Callback::new(move |()| self.help.set(false));
        self.source
            .with_value(|source| filter_help(source.vocabulary(), on_close))
    }

    /// Draws the facets as they were counted last: what is ticked follows the filter at once.
    fn paint(self, text: &str) {
        let groups = self.source.with_value(|source| source.groups());
        if let Some(into) = self.facets.get_untracked() {
            self.painter
                .update_value(|painter| painter.paint(&into, groups, text));
        }
        if let Some(into) = self.ticked.get_untracked() {
            let number: usize = groups
                .iter()
                .map(|group| values_of(text, group.qualifier).len())
                .sum();
            let words = if number == 0 {
                String::new()
            } else {
                number.to_string()
            };
            into.set_text_content(Some(&words));
        }
    }

    fn count(self) {
        if self.facets.get_untracked().is_some() {
            let text = self.text.get_untracked();
            let tallies = self.source.with_value(|source| source.facets(&text, now()));
            self.painter
                .update_value(|painter| painter.tallies = tallies);
            self.paint(&text);
        }
    }

    fn say(self) {
        let text = self.text.get_untracked();
        let mut problems = self
            .source
            .with_value(|source| source.problems(&text, now()));
        // A value that is just about to be written is no problem yet.
        if filter_has_focus() && text.ends_with(':') {
            problems.retain(|problem| problem.at.end < text.len());
        }
        if let Some(into) = self.problems.get_untracked() {
            filter_problems::paint(&into, &problems);
        }
        self.looked.set_value(text);
    }
}

/// Does something a while later, once for all that happened meanwhile.
#[derive(Clone, Copy)]
struct Pause {
    timer: StoredValue<Option<TimeoutHandle>>,
    length: Duration,
    deed: Callback<()>,
}

impl Pause {
    fn new(length: Duration, deed: Callback<()>) -> Self {
        let timer = StoredValue::new(None);
        let this = Self {
            timer,
            length,
            deed,
        };
        on_cleanup(move || this.end());
        this
    }

    fn end(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// Begins the while; with `again`, anew if it is under way.
    fn begin(self, again: bool) {
        if again {
            self.end();
        }
        if self.timer.with_value(Option::is_none) {
            let later = move || {
                self.timer.try_update_value(Option::take);
                self.deed.run(());
            };
            self.timer
                .set_value(set_timeout_with_handle(later, self.length).ok());
        }
    }
}
