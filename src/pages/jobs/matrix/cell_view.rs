//! One cell of the matrix in the document.

use web_sys::Element;

use super::keys::COLUMN;
use super::shape::Cell;
use super::text::{Flag, Text, age};
use crate::format::number::{counted, figure};
use crate::ui::chart::level::steep_class;
use crate::ui::dom::{add, set};
use crate::wire::time::Timestamp;

/// What a cell is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// No jobs.
    Empty,
    /// Jobs with several errors: none of them alone is asked for.
    Several,
    /// Jobs of one error, which a button asks for.
    One,
}

/// A cell.
pub struct CellView {
    /// The `<td>`.
    pub element: Element,
    column: usize,
    inside: Option<Inside>,
}

/// What stands in it.
struct Inside {
    form: Form,
    whole: Element,
    number: Text,
    age: Text,
    count: u32,
    class: &'static str,
    pressed: Flag,
}

impl CellView {
    /// An empty one, in a column of the grid.
    pub const fn new(element: Element, column: usize) -> Self {
        Self {
            element,
            column,
            inside: None,
        }
    }

    /// Shows a number. `names` are those of Action and error, `is_other`: one of them was another before.
    pub fn fill(&mut self, cell: &Cell, names: [&str; 2], is_other: bool) {
        let form = match (cell.count, &cell.error) {
            (0, _) => Form::Empty,
            (_, None) => Form::Several,
            (_, Some(_)) => Form::One,
        };
        let inside = match self.inside.take() {
            Some(inside) if inside.form == form => inside,
            before => {
                if let Some(before) = before {
                    before.whole.remove();
                }
                self.element
                    .set_class_name(if form == Form::Empty { "none" } else { "" });
                Inside::new(&self.element, form, self.column)
            }
        };
        let inside = self.inside.insert(inside);
        if form != Form::Empty {
            inside.number.say(&figure(cell.count));
        }
        if form == Form::One && (is_other || inside.count != cell.count) {
            let jobs = usize::try_from(cell.count).unwrap_or(usize::MAX);
            let [action, error] = names;
            let jobs = counted(jobs, "job", "jobs");
            let label = [action, ", ", error, ": ", &jobs].concat();
            set(&inside.whole, "aria-label", &label);
        }
        inside.count = cell.count;
    }

    /// Shows how much it is beside the largest.
    pub fn grade(&mut self, count: u32, most: u32) {
        if let Some(inside) = &mut self.inside
            && inside.form == Form::One
        {
            let class = steep_class(count, most);
            if inside.class != class {
                inside.class = class;
                inside.whole.set_class_name(&["jobs-cell ", class].concat());
            }
        }
    }

    /// Shows how long ago its newest was.
    pub fn age(&mut self, newest: Option<Timestamp>, now: Timestamp) {
        if let Some(inside) = &mut self.inside
            && inside.form != Form::Empty
        {
            inside.age.say(&age(newest, now));
        }
    }

    /// Says whether the filter asks for it.
    pub fn press(&mut self, pressed: bool) {
        if let Some(inside) = &mut self.inside
            && inside.form == Form::One
        {
            inside.pressed.set(&inside.whole, pressed);
        }
    }
}

impl Inside {
    fn new(cell: &Element, form: Form, column: usize) -> Self {
        let whole = match form {
            Form::Empty => add(cell, "span", "jobs-none", "–"),
            Form::Several => add(cell, "span", "jobs-cell", ""),
            Form::One => {
                let button = add(cell, "button", "jobs-cell", "");
                for (name, value) in [("type", "button"), ("tabindex", "-1")] {
                    set(&button, name, value);
                }
                set(&button, COLUMN, &column.to_string());
                button
            }
        };
        let inner = |tag: &str| match form {
            Form::Empty => whole.clone(),
            Form::Several | Form::One => add(&whole, tag, "", ""),
        };
        Self {
            form,
            number: Text::of(inner("span")),
            age: Text::of(inner("small")),
            whole,
            count: 0,
            class: "",
            pressed: Flag::default(),
        }
    }
}
