//! What is seen of the text: its lines in colours and their numbers, painted behind the field, whose own
//! letters are transparent. Only the lines in view are in the document, so a long text costs no more.

use std::ops::Range;

use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

use super::find::parts;
use crate::analysis::json::{Hue, hues};
use crate::ui::dom::{add, set};

/// Of a longer line only what is in view is painted, in bytes.
const LONG: usize = 4_000;
/// A line that is longer still is shown by the field itself, without colours: what stands before the part in
/// view has to be laid out with it.
const LONGEST: usize = 100_000;
/// How many columns are painted beside those in view, and in which steps.
const ASIDE: usize = 200;
/// How many lines are in view at most: no screen is higher.
const MOST: usize = 400;
/// How many lines are painted above and below those in view.
const SPARE: usize = 3;

/// Where the lines are painted, and what stands there.
#[derive(Default)]
pub(super) struct Paper {
    /// The whole: what is set on it, both layers see.
    whole: Option<HtmlElement>,
    numbers: Option<HtmlElement>,
    lines: Option<HtmlElement>,
    slots: Vec<Slot>,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
    /// Height of a line and width of a digit, in pixels.
    cell: (f64, f64),
    /// How much is seen, in lines and in columns.
    seen: usize,
    across: usize,
    /// How far the field is scrolled.
    top: f64,
    left: f64,
    /// The line that is no JSON, from 1.
    wrong: Option<u32>,
    sought: String,
    /// Where the found part begins that is being looked at.
    current: Option<usize>,
    is_bare: bool,
}

/// A line in the document.
struct Slot {
    number: HtmlElement,
    line: HtmlElement,
    at: Option<usize>,
    text: String,
    /// The part of it that is painted.
    part: Range<usize>,
    marks: (bool, Vec<Range<usize>>, Option<usize>),
}

impl Paper {
    /// Begins to paint into a page. `probe` holds ten digits.
    pub(super) fn begin(&mut self, whole: HtmlElement, numbers: HtmlElement, lines: HtmlElement) {
        self.slots.clear();
        (self.whole, self.numbers, self.lines) = (Some(whole), Some(numbers), Some(lines));
    }

    /// Looks how large a line is, and how many are seen.
    pub(super) fn measure(&mut self, probe: &Element, area: &HtmlTextAreaElement) {
        let one = probe.get_bounding_client_rect();
        if one.height() > 0.0 {
            self.cell = (one.height(), one.width() / 10.0);
            let seen = whole(f64::from(area.client_height()) / one.height()) + 1;
            self.seen = seen.min(MOST);
            self.across = whole(f64::from(area.client_width()) / self.cell.1) + 1;
        }
    }

    /// How far the field is scrolled now.
    pub(super) fn scrolled(&mut self, area: &HtmlTextAreaElement) {
        self.top = f64::from(area.scroll_top());
        self.left = f64::from(area.scroll_left());
    }

    /// The text is another one.
    pub(super) fn set_text(&mut self, text: &str) {
        self.starts.clear();
        self.starts.push(0);
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        self.starts.extend(ends.map(|(at, _)| at + 1));
        if let Some(page) = &self.whole {
            let digits = self.starts.len().to_string().len().max(2);
            set_property(page, "--digits", &digits.to_string());
        }
    }

    /// Marks the line that is no JSON.
    pub(super) fn set_wrong(&mut self, line: Option<u32>) {
        self.wrong = line;
        let wrong = self.wrong_line();
        for slot in &mut self.slots {
            let is_wrong = slot.at.is_some() && slot.at == wrong;
            if slot.marks.0 != is_wrong {
                slot.marks.0 = is_wrong;
                mark(slot, is_wrong);
            }
        }
    }

    fn wrong_line(&self) -> Option<usize> {
        self.wrong.map(|line| line as usize - 1)
    }

    /// Marks what is sought, and the one that is looked at.
    pub(super) fn set_sought(&mut self, sought: &str, current: Option<usize>) {
        sought.clone_into(&mut self.sought);
        self.current = current;
    }

    /// Where a place stands in the field, in pixels from its upper left corner, its line's lower edge.
    pub(super) fn spot(&self, text: &str, at: usize) -> (f64, f64) {
        let line = self.line_of(at);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let column = text.get(start..at).unwrap_or_default().chars().count();
        (
            real(column) * self.cell.1 - self.left,
            real(line + 1) * self.cell.0 - self.top,
        )
    }

    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1) - 1
    }

    /// Scrolls the field so that a place is seen.
    pub(super) fn reveal(&self, area: &HtmlTextAreaElement, text: &str, at: usize) {
        let (x, y) = self.spot(text, at);
        let (high, wide) = (
            f64::from(area.client_height()),
            f64::from(area.client_width()),
        );
        if y < self.cell.0 || y > high - self.cell.0 {
            area.set_scroll_top(pixels(self.top + y - high / 2.0));
        }
        if x < 0.0 || x > wide - 12.0 * self.cell.1 {
            area.set_scroll_left(pixels(self.left + x - wide / 3.0));
        }
    }

    /// Paints the lines that are seen. Nothing here asks for the layout.
    pub(super) fn paint(&mut self, text: &str) {
        let (Some(numbers), Some(lines)) = (self.numbers.clone(), self.lines.clone()) else {
            return;
        };
        if self.cell.0 <= 0.0 || self.starts.is_empty() {
            return;
        }
        let first = whole(self.top / self.cell.0).saturating_sub(SPARE);
        let end = (first + self.seen + 2 * SPARE).min(self.starts.len());
        let first = first.min(end);
        let (top, left) = (self.top.round(), self.left.round());
        set_property(&numbers, "transform", &shift(0.0, -top));
        set_property(&lines, "transform", &shift(-left, -top));
        let needed = self.seen + 2 * SPARE;
        while self.slots.len() < needed {
            self.slots.push(Slot::new(&numbers, &lines));
        }
        let count = self.slots.len();
        let is_beyond = (first..end).any(|at| self.part(self.line(text, at)).is_none());
        self.set_bare(is_beyond);
        let wrong = self.wrong_line();
        for at in first..first + count {
            let there = at < end;
            let text = if there && !self.is_bare {
                self.line(text, at)
            } else {
                ""
            };
            let found = if there {
                parts(text, &self.sought)
            } else {
                Vec::new()
            };
            let start = self.starts.get(at).copied().unwrap_or_default();
            let current = self.current.and_then(|current| current.checked_sub(start));
            let current = current.filter(|at| found.iter().any(|part| part.start == *at));
            let marks = (there && wrong == Some(at), found, current);
            let part = self.part(text).unwrap_or_default();
            // A line that stays in view keeps its element.
            if let Some(slot) = self.slots.get_mut(at % count) {
                slot.show(there.then_some(at), (text, part), marks, self.cell.0);
            }
        }
    }

    /// The part of a line that is painted; `None` where none can be. A column is as wide as another in plain
    /// letters only.
    fn part(&self, line: &str) -> Option<Range<usize>> {
        if line.len() <= LONG {
            return Some(0..line.len());
        }
        if line.len() > LONGEST || !line.is_ascii() || line.contains('\t') {
            return None;
        }
        let first = whole(self.left / self.cell.1) / ASIDE * ASIDE;
        let end = (first + self.across + 2 * ASIDE).min(line.len());
        Some(first.saturating_sub(ASIDE).min(end)..end)
    }

    fn set_bare(&mut self, is_bare: bool) {
        if self.is_bare != is_bare {
            self.is_bare = is_bare;
            if let Some(page) = &self.whole {
                drop(page.toggle_attribute_with_force("data-bare", is_bare));
            }
        }
    }

    /// A line without its end.
    fn line<'a>(&self, text: &'a str, at: usize) -> &'a str {
        let start = self.starts.get(at).copied().unwrap_or(text.len());
        let end = self.starts.get(at + 1).map_or(text.len(), |next| next - 1);
        text.get(start..end).unwrap_or_default()
    }
}

impl Slot {
    fn new(numbers: &HtmlElement, lines: &HtmlElement) -> Self {
        use wasm_bindgen::JsCast as _;
        Self {
            number: add(numbers, "div", "json-number", "").unchecked_into(),
            line: add(lines, "div", "json-line", "").unchecked_into(),
            at: None,
            text: String::new(),
            part: 0..0,
            marks: (false, Vec::new(), None),
        }
    }

    fn show(
        &mut self,
        at: Option<usize>,
        (text, part): (&str, Range<usize>),
        marks: (bool, Vec<Range<usize>>, Option<usize>),
        height: f64,
    ) {
        if self.at != at {
            self.at = at;
            let number = at.map(|at| (at + 1).to_string());
            self.number.set_text_content(number.as_deref());
            if let Some(at) = at {
                let top = [&pixels(real(at) * height * 100.0).to_string(), "e-2px"].concat();
                set_property(&self.number, "top", &top);
                set_property(&self.line, "top", &top);
            }
        }
        if self.marks.0 != marks.0 {
            mark(self, marks.0);
        }
        let is_other = self.text != text || self.part != part;
        if is_other || self.marks.1 != marks.1 || self.marks.2 != marks.2 {
            text.clone_into(&mut self.text);
            fill(&self.line, (text, &part), &marks.1, marks.2);
            self.part = part;
        }
        self.marks = marks;
    }
}

fn mark(slot: &Slot, is_wrong: bool) {
    for (element, usual) in [(&slot.number, "json-number"), (&slot.line, "json-line")] {
        let class = if is_wrong {
            [usual, " json-wrong"].concat()
        } else {
            usual.to_owned()
        };
        element.set_class_name(&class);
    }
}

/// Fills a line with its pieces; those that were found stand out. What stands before the painted part only
/// takes its room.
fn fill(
    line: &Element,
    (text, painted): (&str, &Range<usize>),
    found: &[Range<usize>],
    current: Option<usize>,
) {
    line.set_text_content(text.get(..painted.start));
    for (hue, mut piece) in hues(text) {
        piece.end = piece.end.min(painted.end);
        let mut at = piece.start.max(painted.start);
        while at < piece.end {
            let part = found.iter().find(|part| part.end > at);
            let (end, hit) = match part {
                Some(part) if part.start <= at => (part.end.min(piece.end), Some(part.start)),
                Some(part) => (part.start.min(piece.end), None),
                None => (piece.end, None),
            };
            let class = match hue {
                Hue::Plain => "",
                Hue::Key => "json-key",
                Hue::Text => "json-text",
                Hue::Number => "json-digits",
                Hue::Word => "json-word",
                Hue::Sign => "json-sign",
            };
            let made = add(line, "span", class, text.get(at..end).unwrap_or_default());
            if let Some(hit) = hit {
                let found = if current == Some(hit) { "now" } else { "" };
                set(&made, "data-found", found);
            }
            at = end;
        }
    }
}

/// Sets a property of an element's own style, through the document: its policy allows no attribute.
pub(super) fn set_property(element: &HtmlElement, name: &str, value: &str) {
    drop(element.style().set_property(name, value));
}

fn shift(x: f64, y: f64) -> String {
    [
        "translate(",
        &pixels(x).to_string(),
        "px,",
        &pixels(y).to_string(),
        "px)",
    ]
    .concat()
}

#[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
pub(super) fn pixels(real: f64) -> i32 {
    real.round() as i32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lines of a screen"
)]
fn whole(real: f64) -> usize {
    real.max(0.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "lines of a text")]
fn real(whole: usize) -> f64 {
    whole as f64
}
