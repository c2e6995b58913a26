//! One cell of the matrix in the document.

use web_sys::Element;

use super::keys::COLUMN;
use super::shape::{Cell, Head};
use super::text::{Flag, Text, age};
use crate::format::number::{counted, figure};
use crate::ui::chart::level::steep_class;
use crate::ui::dom::{add, set};
use crate::wire::time::Timestamp;

/// What a cell is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Form {
    /// No jobs.
    #[default]
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
    form: Form,
    /// What it held in each form: it comes back with the next order or filter.
    insides: [Option<Inside>; 3],
}

/// What stands in it.
struct Inside {
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
            form: Form::Empty,
            insides: [None, None, None],
        }
    }

    fn inside(&mut self) -> Option<&mut Inside> {
        let inside = self.insides.get_mut(self.form as usize)?;
        inside.as_mut()
    }

    /// Shows a number. `is_other`: what the column counts or whose jobs these are was another before.
    pub fn fill(&mut self, cell: Cell, head: &Head, action: &str, is_other: bool) {
        let form = match (cell.count, &head.error) {
            (0, _) => Form::Empty,
            (_, None) => Form::Several,
            (_, Some(_)) => Form::One,
        };
        let is_changed = self.form != form || self.inside().is_none();
        if is_changed {
            self.change(form);
        }
        let Some(inside) = self.inside() else { return };
        if form != Form::Empty {
            inside.number.say(&figure(cell.count));
        }
        if form == Form::One && (is_other || is_changed || inside.count != cell.count) {
            let jobs = usize::try_from(cell.count).unwrap_or(usize::MAX);
            let jobs = counted(jobs, "job", "jobs");
            let label = [action, ", ", &head.name, ": ", &jobs].concat();
            set(&inside.whole, "aria-label", &label);
        }
        inside.count = cell.count;
    }

    fn change(&mut self, form: Form) {
        if let Some(before) = self.inside() {
            before.whole.remove();
        }
        self.form = form;
        let class = if form == Form::Empty { "none" } else { "" };
        self.element.set_class_name(class);
        if let Some(known) = self.inside() {
            let whole = known.whole.clone();
            drop(self.element.append_child(&whole));
        } else {
            let made = Inside::new(&self.element, form, self.column);
            if let Some(place) = self.insides.get_mut(form as usize) {
                *place = Some(made);
            }
        }
    }

    /// Shows how much it is beside the largest.
    pub fn grade(&mut self, count: u32, most: u32) {
        if self.form == Form::One
            && let Some(inside) = self.inside()
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
        if self.form != Form::Empty
            && let Some(inside) = self.inside()
        {
            inside.age.say(&age(newest, now));
        }
    }

    /// Says whether the filter asks for it.
    pub fn press(&mut self, pressed: bool) {
        if self.form == Form::One
            && let Some(inside) = self.inside()
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
            number: Text::of(inner("span")),
            age: Text::of(inner("small")),
            whole,
            count: 0,
            class: "",
            pressed: Flag::default(),
        }
    }
}
