//! All that filters a list: the box, its problems, the facets and the views, over one text that stands in
//! the URL. The same for every list; what differs comes as words and as [`Filtering`].

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::views_menu::{BuiltIn, ViewsMenu};
use crate::analysis::filter::edit::{toggle, values_of};
use crate::analysis::filter::syntax::Value;
use crate::data::filtering::Filtering;
use crate::format::number::counted;
use crate::state::clock::now;
use crate::state::list_params::ListState;
use crate::state::saved_views::SavedViews;
use crate::ui::dialog::Dialog;
use crate::ui::facets::{Facets, Tallies};
use crate::ui::filter_box::FilterBox;
use crate::ui::filter_help::FilterHelp;
use crate::ui::filter_problems::FilterProblems;
use crate::ui::media;

/// From here on the facets stand beside the list; the same width as in `style/filter.css`.
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
    state: ListState,
    words: &'static Words,
    views: SavedViews,
    text: Signal<String>,
    tallies: RwSignal<Tallies>,
    wide: RwSignal<bool>,
    open: RwSignal<bool>,
    help: RwSignal<bool>,
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
            state,
            words,
            views,
            text: Memo::new(move |_| state.get().search).into(),
            tallies: RwSignal::new(Arc::default()),
            wide: media::matches(WIDE),
            open: RwSignal::new(false),
            help: RwSignal::new(false),
        };
        this.keep_counting();
        this
    }

    /// The filter's text.
    pub fn text(self) -> Signal<String> {
        self.text
    }

    /// The box, the views, and on a narrow screen what opens the facets.
    pub fn bar(self, shown: Signal<usize>) -> AnyView {
        let source = self.source;
        let on_change = Callback::new(move |text| self.state.search(text));
        let suggest = Callback::new(move |(text, caret): (String, usize)| {
            source.with_value(|source| source.suggest(&text, caret, now()))
        });
        let on_help = Callback::new(move |()| self.help.set(true));
        view! {
            <FilterBox
                label=self.words.label
                placeholder=self.words.placeholder
                value=self.text
                on_change
                suggest
                on_help
            />
            <ViewsMenu views=self.views built_in=self.words.built_in state=self.state />
            {move || (!self.wide.get()).then(|| self.facets_button())}
            {move || self.help.get().then(|| self.help())}
            {move || (self.open.get() && !self.wide.get()).then(|| self.drawer(shown))}
        }
        .into_any()
    }

    /// What of the filter was left out.
    pub fn problems(self) -> AnyView {
        let looked = RwSignal::new((String::new(), Vec::new()));
        let look = Callback::new(move |()| {
            let text = self.text.get_untracked();
            let problems = self
                .source
                .with_value(|source| source.problems(&text, now()));
            looked.set((text, problems));
        });
        let first = StoredValue::new(true);
        after_a_pause(SAYS_AFTER, true, look, move || {
            self.text.track();
            // A link is told at once what is odd about it.
            if first.get_value() {
                first.set_value(false);
                untrack(|| look.run(()));
            }
        });
        let on_change = Callback::new(move |text| self.state.search(text));
        view! { <FilterProblems looked=looked.into() value=self.text on_change /> }.into_any()
    }

    /// The facets beside the list, where there is room for them.
    pub fn column(self) -> AnyView {
        let column = move || {
            self.wide.get().then(|| {
                view! {
                    <section class="facet-column" aria-label="Filters" tabindex="0">
                        {self.facets()}
                    </section>
                }
            })
        };
        column.into_any()
    }

    fn facets(self) -> AnyView {
        let groups = self.source.with_value(|source| source.groups());
        let on_toggle = Callback::new(move |(name, value): (&'static str, Value)| {
            let text = self.text.with_untracked(|text| toggle(text, name, &value));
            self.state.search(text);
        });
        view! { <Facets groups tallies=self.tallies filter=self.text on_toggle /> }.into_any()
    }

    fn facets_button(self) -> AnyView {
        let ticked = move || {
            let groups = self.source.with_value(|source| source.groups());
            let of = |text: &String| {
                groups
                    .iter()
                    .map(|group| values_of(text, group.qualifier).len())
                    .sum::<usize>()
            };
            match self.text.with(of) {
                0 => String::new(),
                number => number.to_string(),
            }
        };
        view! {
            <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| self.open.set(true)>
                "Filters"
                <span class="facet-ticked">{ticked}</span>
            </button>
        }
        .into_any()
    }

    fn drawer(self, shown: Signal<usize>) -> AnyView {
        let close = Callback::new(move |()| self.open.set(false));
        let (one, many) = self.words.noun;
        view! {
            <Dialog labelled_by="facets-title" on_cancel=close>
                <h2 id="facets-title">{"Filters"}</h2>
                {self.facets()}
                <div class="dialog-actions">
                    <button type="button" class="button primary" on:click=move |_| close.run(())>
                        {move || format!("Show {}", counted(shown.get(), one, many))}
                    </button>
                </div>
            </Dialog>
        }
        .into_any()
    }

    fn help(self) -> AnyView {
        let vocabulary = self
            .source
            .with_value(|source| source.vocabulary().to_vec());
        let on_close = Callback::new(move |()| self.help.set(false));
        view! { <FilterHelp vocabulary on_close /> }.into_any()
    }

    /// Counts again when the filter or the records change, and the list has been painted.
    fn keep_counting(self) {
        let count = Callback::new(move |()| {
            let needed = self.wide.get_untracked() || self.open.get_untracked();
            if needed {
                let text = self.text.get_untracked();
                let counts = self.source.with_value(|source| source.facets(&text, now()));
                if self.tallies.with_untracked(|before| **before != counts) {
                    self.tallies.set(Arc::new(counts));
                }
            }
        });
        after_a_pause(COUNTS_AFTER, false, count, move || {
            self.text.track();
            self.wide.track();
            self.open.track();
            self.source.with_value(|source| source.track());
        });
    }
}

/// Does something a while after what is tracked changed. With `again`, each change begins the while anew;
/// without, what changes meanwhile is done in one go.
fn after_a_pause(pause: Duration, again: bool, deed: Callback<()>, track: impl Fn() + 'static) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let take = move || timer.try_update_value(Option::take).flatten();
    Effect::new(move |_| {
        track();
        if again && let Some(timer) = take() {
            timer.clear();
        }
        if timer.with_value(Option::is_none) {
            let later = move || {
                take();
                deed.run(());
            };
            timer.set_value(set_timeout_with_handle(later, pause).ok());
        }
    });
    on_cleanup(move || {
        if let Some(timer) = take() {
            timer.clear();
        }
    });
}
