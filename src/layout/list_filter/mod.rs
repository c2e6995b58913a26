//! All that filters a list: the box, its problems, the facets and the views, over one text that stands in
//! the URL. The same for every list; what differs comes as words and as [`Filtering`].
//!
//! The box filters by itself. What helps with writing a filter ([`tools`]) is fetched later.

pub mod tools;
mod views_menu;

use std::rc::Rc;

use leptos::{html, prelude::*};

use super::later::{Frame, later};
use crate::data::filtering::Filtering;
use crate::state::list_params::ListState;
use crate::state::saved_views::SavedViews;
use crate::ui::facets::Painter;
use crate::ui::filter_box::FilterBox;
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
        Self {
            source: StoredValue::new_local(source),
            painter: StoredValue::new_local(Painter::default()),
            filter: FilterBox::new(Callback::new(move |text| state.search(text))),
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
        }
    }

    /// The box and what stands beside it. `shown` is how many rows match.
    pub fn bar(self, shown: Signal<usize>) -> AnyView {
        let Words {
            label, placeholder, ..
        } = self.words;
        let on_help = Callback::new(move |()| self.help.set(true));
        let filter = self.filter.view(label, placeholder, self.text, on_help);
        let tools = later(Frame::Inside, move |parts| {
            (parts.filter_tools)(self, shown)
        });
        view! {
            {filter}
            {tools}
        }
        .into_any()
    }

    /// What of the filter was left out.
    pub fn problems(self) -> AnyView {
        later(Frame::Inside, move |parts| (parts.filter_left_out)(self))
    }

    /// The facets beside the list, where there is room for them: the room is kept from the first.
    pub fn column(self) -> AnyView {
        (move || {
            if self.wide.get() {
                let facets = later(Frame::Inside, move |parts| (parts.filter_facets)(self));
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
}
