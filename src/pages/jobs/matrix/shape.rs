//! What the matrix shows, as words and numbers.

use std::rc::Rc;

use leptos::prelude::*;

use super::BY;
use crate::analysis::filter::edit::without;
use crate::analysis::filter::syntax::Value;
use crate::analysis::jobs::entry::{Action, JobEntry, Name};
use crate::format::fold::fold;
use crate::pages::jobs::board::{ACTION, ACTION_ID, Ask, Board, ERROR};
use crate::pages::jobs::words::action_name;
use crate::ui::moment::Tick;
use crate::wire::time::Timestamp;

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
    /// When the newest of them was tried last.
    pub newest: Option<Timestamp>,
    /// What asks for their error; `None` where they have several.
    pub error: Option<Value>,
}
