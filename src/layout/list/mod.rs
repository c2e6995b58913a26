//! A list on a page: searched, sorted, selected from, printed and taken home, whatever its records are.

pub mod empty;
pub mod export_menu;
mod panel;
pub mod records;
mod sort_choice;

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use crate::reactive::{Pause, RESTS, effect, effect_with_last, part};
use leptos::prelude::*;

use super::announcer::Announcer;
use super::later::{Frame, later};
use super::sync_status::{SyncFailure, sync_status};
use crate::api::client::Client;
use crate::data::collection::Record;
use crate::data::list::List;
use crate::data::sync::Phase;
use crate::format::number::{count, counted};
use crate::routes::{Page, Route, escape_segment};
use crate::state::list_params::{Direction, ListState, Sort};
use crate::ui::icon::Icon;
use crate::ui::popover::Popover;
use crate::ui::table::Rows;
use crate::ui::table::Table;
use crate::ui::table::cell::Row;
use crate::ui::table::column::{Column, Shown};
use crate::ui::table::selection::Selection;
use crate::ui::table::view_menu::view_menu;
use records::{ListOf, Records};
use sort_choice::SortChoice;

/// What a page says of its list.
pub struct Look<T: 'static> {
    /// Which page it is; its records open below it.
    pub page: Page,
    /// What it lists, as a heading: `Users`.
    pub caption: &'static str,
    /// One of its things and many: `("user", "users")`.
    pub nouns: (&'static str, &'static str),
    /// Its columns.
    pub columns: &'static [Column],
    /// A record as a row, with a cell for each column.
    pub row: fn(&T) -> Row,
    /// A record's own JSON, where it is kept.
    pub raw: Option<fn(&T) -> &str>,
    /// The path of the list's first call, below the connection's base, for who wants to make it by hand.
    pub first_page: String,
    /// Whether a record opens as a page of its own.
    pub opens: bool,
}

/// A list on a page. Cheap to copy, and the same type for every kind of record.
#[derive(Clone, Copy)]
pub struct ListView {
    /// What is asked for, in the URL.
    pub state: ListState,
    /// What is selected.
    pub selection: Selection,
    /// How many records there are.
    pub all: Memo<usize>,
    /// The rows that match, in order, as positions in the list.
    view: Memo<Arc<Vec<u32>>>,
    sort: Memo<(&'static str, bool)>,
    records: StoredValue<Rc<dyn Records>, LocalStorage>,
    client: StoredValue<Client, LocalStorage>,
    /// The page's path.
    path: StoredValue<String>,
    caption: &'static str,
    nouns: (&'static str, &'static str),
    columns: &'static [Column],
    page: Page,
    /// The path of the list's first call, below the connection's base.
    first_page: StoredValue<String>,
    opens: bool,
}

impl ListView {
    /// The list of the page that is being made. Starts its sync, if nobody has.
    pub fn new<T: Record>(client: &Client, list: &List<T>, look: Look<T>) -> Self {
        list.collection.ensure();
        let records = Rc::new(ListOf {
            list: list.clone(),
            row: look.row,
            raw: look.raw,
        });
        Self::over(client, records, &look, ListState::from_url(&[]))
    }

    /// The same over records that are looked at in another way; of the look, how a row is made is theirs.
    pub fn over<T>(
        client: &Client,
        records: Rc<dyn Records>,
        look: &Look<T>,
        state: ListState,
    ) -> Self {
        let records = StoredValue::new_local(records);
        let selection = Selection::new();
        forget_the_gone(selection, records);
        Self {
            state,
            selection,
            all: Memo::new(move |_| records.with_value(|records| records.count())),
            view: Memo::new(move |_| {
                let params = state.get();
                records.with_value(|records| records.view(&params))
            }),
            sort: Memo::new(move |_| {
                let params = state.get();
                records.with_value(|records| records.sort_in_use(params.sort.as_ref()))
            }),
            records,
            path: StoredValue::new(Route::new(&client.connection().id, look.page).path()),
            client: StoredValue::new_local(client.clone()),
            caption: look.caption,
            nouns: look.nouns,
            columns: look.columns,
            page: look.page,
            first_page: StoredValue::new(look.first_page.clone()),
            opens: look.opens,
        }
    }

    /// The records that match, in order, as positions in the list; tracks them.
    pub fn rows(self) -> Arc<Vec<u32>> {
        self.view.get()
    }

    /// How many match; tracks them.
    pub fn matching(self) -> Signal<usize> {
        Signal::derive(move || self.view.with(|view| view.len()))
    }

    /// The positions of the selected records in the list, in the order of the screen; of those alone that
    /// are in the list as it is filtered now. Tracks them.
    pub fn selected(self) -> Vec<u32> {
        if self.selection.is_empty() {
            return Vec::new();
        }
        self.selection.with(|picked| {
            let view = self.view.read();
            self.records.with_value(|records| {
                let is_picked =
                    |at: &&u32| records.key(**at).is_some_and(|key| picked.contains(&key));
                view.iter().filter(is_picked).copied().collect()
            })
        })
    }

    /// The positions of the records that are selected too, and not in the list as it is filtered now.
    /// Tracks them.
    pub fn selected_elsewhere(self) -> Vec<u32> {
        let mut elsewhere = self.selection.with(Clone::clone);
        for at in self.selected() {
            if let Some(key) = self.key(at) {
                elsewhere.remove(&key);
            }
        }
        if elsewhere.is_empty() {
            return Vec::new();
        }
        let all = u32::try_from(self.all.get()).unwrap_or(u32::MAX);
        let is_elsewhere = |at: &u32| self.key(*at).is_some_and(|key| elsewhere.contains(&key));
        (0..all).filter(is_elsewhere).collect()
    }

    /// Selects only those that are in the list as it is filtered now.
    pub fn keep_listed(self) {
        let keys: HashSet<String> = untrack(|| {
            self.selected()
                .into_iter()
                .filter_map(|at| self.key(at))
                .collect()
        });
        self.selection.set(keys);
    }

    fn key(self, at: u32) -> Option<String> {
        self.records.with_value(|records| records.key(at))
    }

    /// The columns shown.
    pub fn shown(self) -> Signal<Shown> {
        Signal::derive(move || Shown::named(self.columns, &self.state.get().columns))
    }

    /// `240 users`, or `12 of 240 users`.
    pub fn count(self) -> String {
        let (one, many) = self.nouns;
        let all = self.all.get();
        let matching = self.matching().get();
        if self.is_loading() {
            String::new()
        } else if matching == all {
            counted(all, one, many)
        } else {
            format!("{} of {}", count(matching), counted(all, one, many))
        }
    }

    /// Whether nothing has come yet, and something may.
    pub fn is_loading(self) -> bool {
        self.all.get() == 0 && !self.phase().is_settled()
    }

    /// How far the list's sync is; tracks it.
    pub fn phase(self) -> Phase {
        self.records
            .with_value(|records| records.sync())
            .progress()
            .phase
    }

    /// Says how many match, once the search has rested.
    pub fn announce(self) {
        let announcer = expect_context::<Announcer>();
        let (one, many) = self.nouns;
        let say = move |()| {
            let matching = untrack(|| self.matching().get());
            let verb = if matching == 1 { " matches" } else { " match" };
            announcer.say(counted(matching, one, many) + verb);
        };
        let saying = Pause::new(RESTS, Callback::new(say));
        effect_with_last(move |before: Option<String>| {
            let now = self.state.get().search;
            if before.is_some_and(|before| before != now) {
                saying.begin_again();
            }
            now
        });
    }

    /// What stands beside the filter: the sort of a narrow screen, columns, export, freshness.
    pub fn tools(self) -> AnyView {
        let sync = self.records.with_value(|records| records.sync());
        let odd = Signal::derive(move || self.records.with_value(|records| records.odd()));
        view! {
            {self.tools_without_status()}
            {sync_status(sync, odd, self.client.get_value())}
        }
        .into_any()
    }

    /// The same where the page itself says how far its list is.
    pub fn tools_without_status(self) -> AnyView {
        let (looks, takes) = (RwSignal::new(false), RwSignal::new(false));
        let exporting = RwSignal::new(false);
        let close = Callback::new(move |()| exporting.set(false));
        view! {
            <SortChoice columns=self.columns sort=self.sort on_sort=self.on_sort() />
            <Popover label="View" icon=Icon::Columns open=looks>
                {later(Frame::Inside, move |parts| (parts.list_look)(self))}
            </Popover>
            <Popover label="Export" icon=Icon::Export open=takes>
                {later(Frame::Inside, move |parts| (parts.list_take)(self, takes, exporting))}
            </Popover>
            {part(move || {
                exporting.get().then(|| later(Frame::Dialog(close), move |parts| (parts.export)(self, close)))
            })}
        }
        .into_any()
    }

    /// Which columns are shown, and how rows look: what stands below "View".
    pub fn look(self) -> AnyView {
        let on_shown =
            Callback::new(move |shown: Shown| self.state.columns(shown.names(self.columns)));
        view_menu(self.columns, self.shown(), on_shown)
    }

    /// Why the last try to load the list failed, if it did.
    pub fn failure(self) -> AnyView {
        let sync = self.records.with_value(|records| records.sync());
        view! { <SyncFailure sync /> }.into_any()
    }

    /// The table, and what stands where no row does.
    pub fn table(self) -> AnyView {
        let rows = Rows {
            total: self.matching(),
            at: Rc::new(move |place| self.row(place)),
            key: Rc::new(move |place| self.key(*self.view.read().get(place)?)),
        };
        let looked_at = Signal::derive(move || self.path.get_value() + &self.state.get().write());
        view! {
            <Table
                caption=self.caption
                columns=self.columns
                shown=self.shown()
                rows
                sort=self.sort
                on_sort=self.on_sort()
                selection=self.selection
                looked_at
            />
            {part(move || empty::view(self))}
        }
        .into_any()
    }

    fn row(self, place: usize) -> Option<Row> {
        let at = *self.view.read().get(place)?;
        let mut row = self.records.with_value(|records| records.row(at))?;
        if self.opens {
            // The open record keeps the list's query, so that going back leads to the same list.
            let query = self.state.get().write();
            let mut path = self.path.get_value() + "/";
            escape_segment(&row.key, &mut path);
            row.href = Some(path + &query);
        }
        Some(row)
    }

    fn on_sort(self) -> Callback<&'static str> {
        Callback::new(move |column: &'static str| {
            let direction = match self.sort.get_untracked() {
                (sorted, false) if sorted == column => Direction::Descending,
                _ => Direction::Ascending,
            };
            self.state.sort(Sort {
                column: column.to_owned(),
                direction,
            });
        })
    }
}

/// What is no longer in the list is no longer selected.
fn forget_the_gone(selection: Selection, records: StoredValue<Rc<dyn Records>, LocalStorage>) {
    effect(move || {
        let records = records.get_value();
        records.generation();
        if untrack(|| selection.is_empty()) {
            return;
        }
        let all = u32::try_from(untrack(|| records.count())).unwrap_or(u32::MAX);
        let here: HashSet<String> = untrack(|| (0..all).filter_map(|at| records.key(at)).collect());
        if untrack(|| selection.with(|picked| !picked.is_subset(&here))) {
            let kept =
                untrack(|| selection.with(|picked| picked.intersection(&here).cloned().collect()));
            selection.set(kept);
        }
    });
}
