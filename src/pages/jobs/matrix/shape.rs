//! What the matrix shows, as words and numbers.

use std::time::Duration;

use leptos::prelude::*;

use super::BY;
use crate::analysis::filter::edit::without;
use crate::analysis::filter::syntax::Value;
use crate::analysis::jobs::matrix::{Class, Ledger, Matrix, Order, Sum};
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
    /// What the columns are called.
    pub heads: Vec<String>,
    /// The Actions, in order.
    pub lines: Vec<Line>,
    /// The largest number in a cell.
    pub most: u32,
    /// How many jobs it counts.
    pub jobs: usize,
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// How many.
    pub count: u32,
    /// When one of them was tried last, or taken by a worker.
    pub newest: Option<Timestamp>,
    /// What asks for their error; `None` where they have several.
    pub error: Option<Value>,
}

/// The matrix of the jobs that the filter asks for, whatever it asks of Actions and errors, with room for so
/// many errors. While somebody is there it stays as it is, unless another one is asked for.
pub fn shape(board: Board, room: Memo<usize>) -> Memo<Shape> {
    let filter = settled(board);
    let asked = Memo::new(move |_| {
        let by = board.state().get().other(BY).to_owned();
        (filter.get(), by, room.get())
    });
    let of = StoredValue::new(None);
    let ledger = StoredValue::new_local((0, Ledger::default()));
    Memo::new(move |before: Option<&Shape>| {
        let now = asked.get();
        let stays = board.is_there() && of.with_value(|of| of.as_ref() == Some(&now));
        match before {
            Some(before) if stays => before.clone(),
            _ => {
                let (filter, order, room) = &now;
                let order = Order::named(order).unwrap_or_default();
                let shape = count(board, ledger, filter, (*room, order));
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

fn count(board: Board, ledger: Laid, filter: &str, (room, order): (usize, Order)) -> Shape {
    board
        .queues(|queues| {
            let rows = queues.list.view(filter, None, &Tick::now);
            let version = queues.sync().version();
            ledger.try_update_value(|(of, ledger)| {
                if *of != version {
                    *ledger = queues.list.collection.with(|jobs, _| Ledger::of(jobs));
                    *of = version;
                }
                in_words(&ledger.matrix(&rows, None, room, order))
            })
        })
        .unwrap_or_default()
}

fn in_words(matrix: &Matrix) -> Shape {
    let (heads, values): (Vec<String>, Vec<Option<Value>>) = matrix
        .columns
        .iter()
        .map(|column| match &column.class {
            Class::Error(error) => {
                let text = error.text.to_string();
                let value = Value::exactly(&text);
                (text, Some(value))
            }
            Class::Other(classes) => {
                let classes = usize::try_from(*classes).unwrap_or(usize::MAX);
                (counted(classes, "other error", "other errors"), None)
            }
            Class::None => ("No error".to_owned(), Some(Value::meaning("none"))),
        })
        .unzip();
    let names: Vec<String> = matrix
        .rows
        .iter()
        .map(|row| action_name(row.action.as_deref()))
        .collect();
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    let lines: Vec<Line> = matrix
        .rows
        .iter()
        .zip(&names)
        .map(|(row, name)| {
            let action = row.action.as_deref();
            // Among sorted ones, those of the same name stand side by side.
            let first = sorted.partition_point(|other| *other < name);
            let is_alone = sorted.get(first + 1) != Some(&name);
            let number = action.map(|action| ["number ", &action.id.to_string()].concat());
            let cells = row.cells.iter().zip(&values);
            Line {
                name: name.clone(),
                title: number.map_or_else(
                    || "Jobs that belong to no Action".to_owned(),
                    |number| [name, ", ", &number].concat(),
                ),
                is_nameless: action.is_none_or(|action| action.name().is_none()),
                action: action.map(|action| action.id),
                ask: Ask::of(action, is_alone),
                sum: cell(&row.sum, None),
                cells: cells.map(|(sum, value)| cell(sum, value.clone())).collect(),
            }
        })
        .collect();
    let counts = lines.iter().flat_map(|line| &line.cells);
    Shape {
        heads,
        most: counts.map(|cell| cell.count).max().unwrap_or_default(),
        jobs: usize::try_from(matrix.sum.count).unwrap_or(usize::MAX),
        lines,
    }
}

fn cell(sum: &Sum, error: Option<Value>) -> Cell {
    Cell {
        count: sum.count,
        newest: sum.newest,
        error,
    }
}
