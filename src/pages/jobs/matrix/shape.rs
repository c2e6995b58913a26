//! What the matrix shows, as words and numbers.

use std::time::Duration;

use leptos::prelude::*;

use super::BY;
use crate::analysis::filter::edit::without;
use crate::analysis::filter::syntax::Value;
use crate::analysis::jobs::entry::Action;
use crate::analysis::jobs::matrix::{Class, Ledger, Matrix, Order, Row, Sum};
use crate::format::number::counted;
use crate::pages::jobs::board::{ACTION, ACTION_ID, Ask, Board, ERROR};
use crate::pages::jobs::words::action_name;
use crate::reactive::{Pause, effect};
use crate::ui::moment::Tick;
use crate::wire::time::Timestamp;

/// It follows the painted list, as the facets do.
const FOLLOWS: Duration = Duration::from_millis(120);

/// The matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// The columns.
    pub heads: Vec<Head>,
    /// The Actions that are shown, in order.
    pub lines: Vec<Line>,
    /// How many Actions there are, and the jobs without one as one more.
    pub rows: usize,
    /// How many of them are Actions.
    pub actions: usize,
    /// The largest number in a cell.
    pub most: u32,
    /// How many jobs it counts.
    pub jobs: usize,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// What it is called.
    pub name: String,
    /// What asks for its error; `None` where it has several.
    pub error: Option<Value>,
}

/// One Action.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is called.
    pub name: String,
    /// The same with its number.
    pub title: String,
    /// Whether no job says its name.
    pub is_nameless: bool,
    /// Its number; `None`: the jobs without an Action.
    pub action: Option<i64>,
    /// What asks for it.
    pub ask: Ask,
    /// All of its jobs.
    pub sum: Cell,
    /// Those of each column.
    pub cells: Vec<Cell>,
}

/// Some jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// How many.
    pub count: u32,
    /// When one of them was tried last, or taken by a worker.
    pub newest: Option<Timestamp>,
}

/// The matrix of the jobs that the filter asks for, whatever it asks of Actions and errors, with room for so
/// many errors and so many Actions. While somebody is there it stays as it is, unless another one is asked for.
pub fn shape(board: Board, room: Memo<usize>, most: Memo<usize>) -> Memo<Shape> {
    let filter = settled(board);
    let asked = Memo::new(move |_| {
        let by = board.state().get().other(BY).to_owned();
        (filter.get(), by, (room.get(), most.get()))
    });
    let of = StoredValue::new(None);
    let ledger = StoredValue::new_local((0, Ledger::default()));
    Memo::new(move |before: Option<&Shape>| {
        let now = asked.get();
        let stays = board.is_there() && of.with_value(|of| of.as_ref() == Some(&now));
        match before {
            Some(before) if stays => before.clone(),
            _ => {
                let (filter, order, (room, most)) = &now;
                let order = Order::named(order).unwrap_or_default();
                let shape = count(board, ledger, filter, (*room, *most, order));
                of.set_value(Some(now));
                shape
            }
        }
    })
}

/// What the filter asks for but for Actions and errors, once the list stands there: a key waits for its rows
/// alone, as it does with the facets.
fn settled(board: Board) -> RwSignal<String> {
    let typed = Memo::new(move |_| {
        let search = board.state().get().search;
        without(&search, &[ACTION, ACTION_ID, ERROR])
    });
    let filter = RwSignal::new(typed.get_untracked());
    let settle = Pause::new(
        FOLLOWS,
        Callback::new(move |()| filter.set(typed.get_untracked())),
    );
    effect(move || {
        if typed.get() != filter.get_untracked() {
            settle.begin_again();
        }
    });
    filter
}

/// All jobs side by side, and of which state of the list that is.
type Laid = StoredValue<(u32, Ledger), LocalStorage>;

fn count(
    board: Board,
    ledger: Laid,
    filter: &str,
    (room, most, order): (usize, usize, Order),
) -> Shape {
    board
        .queues(|queues| {
            let rows = queues.list.view(filter, None, &Tick::now);
            let version = queues.sync().version();
            ledger.try_update_value(|(of, ledger)| {
                if *of != version {
                    *ledger = queues.list.collection.with(|jobs, _| Ledger::of(jobs));
                    *of = version;
                }
                in_words(&ledger.matrix(&rows, None, room, order), most)
            })
        })
        .unwrap_or_default()
}

fn in_words(matrix: &Matrix, most: usize) -> Shape {
    let lines = matrix.rows.iter().take(most).map(|row| line(row, matrix));
    let cells = matrix.rows.iter().flat_map(|row| &row.cells);
    let actions = matrix.rows.iter().filter(|row| row.action.is_some());
    Shape {
        heads: matrix
            .columns
            .iter()
            .map(|column| head(&column.class))
            .collect(),
        lines: lines.collect(),
        rows: matrix.rows.len(),
        actions: actions.count(),
        most: cells.map(|cell| cell.count).max().unwrap_or_default(),
        jobs: usize::try_from(matrix.sum.count).unwrap_or(usize::MAX),
    }
}

fn head(class: &Class) -> Head {
    match class {
        Class::Error(error) => Head {
            name: error.text.to_string(),
            error: Some(Value::exactly(&error.text)),
        },
        Class::Other(classes) => {
            let classes = usize::try_from(*classes).unwrap_or(usize::MAX);
            Head {
                name: counted(classes, "other error", "other errors"),
                error: None,
            }
        }
        Class::None => Head {
            name: "No error".to_owned(),
            error: Some(Value::meaning("none")),
        },
    }
}

fn line(row: &Row, matrix: &Matrix) -> Line {
    let action = row.action.as_deref();
    let name = action_name(action);
    let others = matrix.rows.iter().filter_map(|row| row.action.as_deref());
    let is_namesake = |other: &Action| {
        action.is_some_and(|action| other.id != action.id && other.name() == action.name())
    };
    let is_alone =
        action.is_none_or(|action| action.name().is_none()) || !others.clone().any(is_namesake);
    let number = action.map(|action| ["number ", &action.id.to_string()].concat());
    Line {
        title: number.map_or_else(
            || "Jobs that belong to no Action".to_owned(),
            |number| [&name, ", ", &number].concat(),
        ),
        name,
        is_nameless: action.is_none_or(|action| action.name().is_none()),
        action: action.map(|action| action.id),
        ask: Ask::of(action, is_alone),
        sum: cell(&row.sum),
        cells: row.cells.iter().map(cell).collect(),
    }
}

fn cell(sum: &Sum) -> Cell {
    Cell {
        count: sum.count,
        newest: sum.newest,
    }
}
