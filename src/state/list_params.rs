//! The list in the URL: what is searched, how it is sorted, and which columns are shown.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::reactive::{Pause, effect, once_painted};
use crate::routes::{parse_query, write_query};

/// How long after the last key press the URL follows: browsers refuse a page that rewrites its URL at
/// every key (WebKit allows 100 times in 30 seconds, and throws beyond).
const SETTLES: Duration = Duration::from_millis(200);

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl Direction {
    /// The other way.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// A column's name in the URL, and which way it is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: String,
    /// Which way.
    pub direction: Direction,
}

/// `?q=smith&sort=-last-seen&cols=name,email`. What is not understood is dropped: an old link must still open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListParams {
    /// The text of the search box.
    pub search: String,
    /// The sort, if it is not the list's own.
    pub sort: Option<Sort>,
    /// The names of the columns that were chosen, parted by commas; empty for the usual ones.
    pub columns: String,
    /// What else the page keeps in the URL, by its names.
    pub others: Vec<(&'static str, String)>,
}

impl ListParams {
    /// Reads them from a query.
    pub fn read(query: &str) -> Self {
        Self::read_with(query, &[])
    }

    /// The same of a page that keeps more in the URL, under these names.
    pub fn read_with(query: &str, others: &[&'static str]) -> Self {
        let mut params = Self::default();
        for (name, value) in parse_query(query) {
            if let Some(other) = others.iter().find(|other| **other == name) {
                if !value.is_empty() {
                    params.others.push((*other, value));
                }
                continue;
            }
            match name.as_str() {
                "q" => params.search = value,
                "cols" => params.columns = value,
                "sort" if !value.is_empty() => {
                    let (column, direction) = match value.strip_prefix('-') {
                        Some(column) => (column.to_owned(), Direction::Descending),
                        None => (value, Direction::Ascending),
                    };
                    params.sort = Some(Sort { column, direction });
                }
                _ => {}
            }
        }
        params
    }

    /// Writes them as a query with its `?`; what is at its default is left out.
    pub fn write(&self) -> String {
        let sort = self.sort.as_ref().map(|sort| match sort.direction {
            Direction::Ascending => sort.column.clone(),
            Direction::Descending => format!("-{}", sort.column),
        });
        let all = [
            ("q", self.search.as_str()),
            ("sort", sort.as_deref().unwrap_or_default()),
            ("cols", self.columns.as_str()),
        ];
        let others = self.others.iter();
        let others = others.map(|(name, value)| (*name, value.as_str()));
        let all = all.into_iter().chain(others);
        write_query(all.filter(|(_, value)| !value.is_empty()))
    }

    /// What stands under one of the page's own names; empty where nothing does.
    pub fn other(&self, name: &str) -> &str {
        let mut others = self.others.iter();
        let found = others.find(|(other, _)| *other == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// The list of the page one is on. The screen follows at once, the URL a moment later; a URL that
/// changes by itself (back, forward, a link) is followed as well.
#[derive(Clone, Copy, Debug)]
pub struct ListState {
    params: RwSignal<ListParams>,
    /// From the last letter until the URL follows.
    settle: Pause,
    write: Callback<bool>,
    /// What was asked for by a click and does not stand in the URL yet: whether back is to undo it.
    unwritten: StoredValue<Option<bool>>,
    others: &'static [&'static str],
}

impl ListState {
    /// The state of the list whose page is being made; `others` are names of what else the page keeps in the
    /// URL.
    pub fn from_url(others: &'static [&'static str]) -> Self {
        let location = use_location();
        let navigate = use_navigate();
        let params = RwSignal::new(ListParams::read_with(
            &location.search.get_untracked(),
            others,
        ));
        let write = Callback::new(move |replace| {
            let path =
                location.pathname.get_untracked() + &params.with_untracked(ListParams::write);
            let options = NavigateOptions {
                resolve: false,
                replace,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&path, options);
        });
        let unwritten = StoredValue::new(None);
        let settle = Pause::new(SETTLES, Callback::new(move |()| write.run(true)));
        effect(move || {
            let read = ListParams::read_with(&location.search.get(), others);
            // While one types, the URL is behind, not the screen.
            let is_behind = settle.is_under_way() || unwritten.get_value().is_some();
            if !is_behind && read != params.get_untracked() {
                params.set(read);
            }
        });
        // Back and forward win over what was typed a moment ago.
        let back = window_event_listener(leptos::ev::popstate, move |_| {
            settle.end();
            unwritten.set_value(None);
            // The effect above may have looked already, and found typing under way.
            let search = location.search.get_untracked();
            params.set(ListParams::read_with(&search, others));
        });
        on_cleanup(move || back.remove());
        Self {
            params,
            settle,
            write,
            unwritten,
            others,
        }
    }

    /// Has the URL follow, once what was asked for is painted: writing it takes a browser longer than many a
    /// sort. A page that is left before keeps nothing of it.
    fn follow(self, replaces: bool) {
        let before = self.unwritten.get_value();
        self.unwritten
            .set_value(Some(replaces && before.unwrap_or(true)));
        if before.is_none() {
            once_painted(move || {
                if let Some(replaces) = self.unwritten.try_update_value(Option::take).flatten() {
                    self.write.run(replaces);
                }
            });
        }
    }

    /// What is asked for.
    pub fn get(self) -> ListParams {
        self.params.get()
    }

    /// Searches for something. Typing changes the place one is in; it does not add to the history.
    pub fn search(self, text: String) {
        self.params.update(|params| params.search = text);
        self.settle.begin_again();
    }

    /// Shows other columns. Like typing, it changes the place one is in.
    pub fn columns(self, columns: String) {
        self.settle.end();
        self.params.update(|params| params.columns = columns);
        self.follow(true);
    }

    /// What is asked for, as a query; see [`ListParams::write`].
    pub fn query(self) -> String {
        self.params.with(ListParams::write)
    }

    /// Asks for what a query says; back undoes it.
    pub fn open(self, query: &str) {
        self.settle.end();
        self.params.set(ListParams::read_with(query, self.others));
        self.follow(false);
    }

    /// Sets one of the page's own names; back undoes it.
    pub fn set_other(self, name: &'static str, value: String) {
        self.settle.end();
        self.params.update(|params| {
            params.others.retain(|(other, _)| *other != name);
            if !value.is_empty() {
                params.others.push((name, value));
            }
        });
        self.follow(false);
    }

    /// Sorts by a column; back undoes it.
    pub fn sort(self, sort: Sort) {
        self.settle.end();
        self.params.update(|params| params.sort = Some(sort));
        self.follow(false);
    }
}
