//! All that filters a list: the box, its problems, the facets and the views, over one text that stands in
//! the URL. The same for every list; what differs comes as words and as [`Filtering`].
//!
//! The box filters and the facets count by themselves. What helps with writing a filter ([`tools`]) is
//! fetched once the rows are there, or as soon as the box is used.

mod facets;
pub mod tools;
mod views_menu;

use std::rc::Rc;

use leptos::{html, prelude::*};

use super::later::{Frame, Later, later, later_or};
use crate::data::filtering::Filtering;
use crate::reactive::{on, part};
use crate::state::list_params::ListState;
use crate::state::saved_views::SavedViews;
use crate::ui::dom::told;
use crate::ui::facets::Painter;
use crate::ui::filter_box::{FilterBox, focus_filter};
use crate::ui::icon::{Icon, IconView};
use crate::ui::media;
use views_menu::BuiltIn;

/// From here on the facets stand beside the list; the same width as in `style/filter.css`.
const WIDE: &str = "(min-width: 1280px)";

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
    filter: FilterBox,
    state: ListState,
    words: &'static Words,
    views: SavedViews,
    text: Signal<String>,
    wide: RwSignal<bool>,
    open: RwSignal<bool>,
    help: RwSignal<bool>,
    /// The views were asked for before their menu was there.
    wants_views: RwSignal<bool>,
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
        let later = Later::from_context();
        Self {
            source: StoredValue::new_local(source),
            painter: StoredValue::new_local(Painter::default()),
            filter: FilterBox::new(
                Callback::new(move |text| state.search(text)),
                Callback::new(move |()| later.welcome()),
            ),
            state,
            words,
            views,
            text: Memo::new(move |_| state.get().search).into(),
            wide: media::matches(WIDE),
            open: RwSignal::new(false),
            help: RwSignal::new(false),
            wants_views: RwSignal::new(false),
            facets: NodeRef::new(),
            ticked: NodeRef::new(),
            problems: NodeRef::new(),
            looked: StoredValue::new(String::new()),
        }
    }

    /// The same on a page without room for the facets beside it: they are in a dialog at any width.
    #[must_use]
    pub fn without_column(mut self) -> Self {
        self.wide = RwSignal::new(false);
        self
    }

    /// The box and what stands beside it. `shown` is how many rows match; with the first of them, what
    /// helps with writing is fetched.
    pub fn bar(self, shown: Signal<usize>) -> AnyView {
        self.follow();
        Later::from_context().welcome_after(Signal::derive(move || shown.get() > 0));
        let Words {
            label, placeholder, ..
        } = self.words;
        let on_help = Callback::new(move |()| self.help.set(true));
        let filter = self.filter.view(label, placeholder, self.text, on_help);
        let views = later_or(
            move || self.views_to_come(),
            move |parts| (parts.filter_tools)(self),
        );
        view! {
            {filter}
            {views}
            {part(move || {
                if self.help.get() {
                    let close = Callback::new(move |()| self.help.set(false));
                    later(Frame::Dialog(close), move |parts| (parts.filter_help)(self, close))
                } else if self.open.get() && !self.wide.get() {
                    let close = Callback::new(move |()| self.open.set(false));
                    later(Frame::Dialog(close), move |parts| (parts.filter_drawer)(self, shown, close))
                } else {
                    ().into_any()
                }
            })}
            <button
                type="button"
                class="button facet-button"
                aria-haspopup="dialog"
                on:click=on(move |_| self.open.set(true))
            >
                "Filters "
                <span class="facet-ticked" node_ref=self.ticked></span>
            </button>
        }
        .into_any()
    }

    /// The button of the views, until their menu is there.
    fn views_to_come(self) -> AnyView {
        let later = Later::from_context();
        let want = move |_| {
            self.wants_views.set(true);
            later.want();
        };
        view! {
            <div class="view-menu">
                <button type="button" class="button view-button" aria-expanded="false" on:click=on(want)>
                    <span class="view-name">{views_menu::NAME}</span>
                    <IconView icon=Icon::Switch />
                </button>
            </div>
        }
        .into_any()
    }

    /// What of the filter was left out, as it is found.
    pub fn problems(self) -> AnyView {
        let mend = move |event: leptos::ev::MouseEvent| {
            if let Some(text) = told(event.as_ref(), "data-at") {
                self.mend(text);
            }
        };
        view! {
            <div
                class="filter-problems"
                role="status"
                aria-live="polite"
                node_ref=self.problems
                on:click=on(mend)
            ></div>
        }
        .into_any()
    }

    /// The facets beside the list, where there is room for them: the room is kept from the first.
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
        part(column).into_any()
    }

    fn mend(self, text: String) {
        // A text that was typed on since is looked at anew in a moment.
        let looked = self.looked.get_value();
        if self.text.with_untracked(|text| *text == looked) {
            self.state.search(text);
            focus_filter();
            // What is still odd is found again in a moment.
            if let Some(problems) = self.problems.get_untracked() {
                problems.set_text_content(None);
            }
        }
    }
}
