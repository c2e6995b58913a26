//! A JSON value as a tree (APG, "Tree View"). Only the rows in view are in the document, so the focus is told
//! by `aria-activedescendant` and a value may be of any size.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::paper::set_property;
use super::rows::Rows;
use crate::analysis::json::{self, Doc, Kind, shortened, visible, words};
use crate::format::number::count;
use crate::reactive::{effect, live, on, part};
use crate::ui::copy::CopyButton;
use crate::ui::dom::{add, set, told_place};
use crate::ui::table::measure::watch_height;

/// The height of a row, in pixels: as in the style sheet.
const HIGH: i32 = 24;
/// How many rows stand in the document above and below those in view.
const SPARE: usize = 4;
/// How many rows are in view at most.
const MOST: usize = 300;
/// How much of a value is shown whole, in characters: more is copied, not read.
const WHOLE: usize = 100_000;

/// A tree of a JSON value.
#[component]
pub fn JsonTree(
    /// The value, as text.
    json: String,
    /// What it is called.
    label: &'static str,
    /// What each path that is copied begins with.
    #[prop(optional)]
    root: &'static str,
) -> impl IntoView {
    match Doc::read(&json) {
        Ok(doc) => tree(doc, label, root),
        Err(problem) => view! {
            <div class="json-tree">
                <p class="muted">{["This is no JSON. ", &problem.words()].concat()}</p>
                <pre class="json-whole" tabindex="0" role="region" aria-label=label>
                    {visible_lines(&json)}
                </pre>
            </div>
        }
        .into_any(),
    }
}

/// A text of several lines, with nothing hidden in it but its line breaks.
pub(super) fn visible_lines(text: &str) -> String {
    let (text, cut) = shortened(text, WHOLE);
    json::visible_lines(text) + if cut { "\n…" } else { "" }
}

#[derive(Clone, Copy)]
struct Tree {
    rows: StoredValue<Rows, LocalStorage>,
    /// Grows when other rows are seen.
    shape: RwSignal<u32>,
    /// The value that is looked at.
    at: RwSignal<usize>,
    scroller: NodeRef<html::Div>,
    inner: NodeRef<html::Div>,
    height: RwSignal<u32>,
    id: StoredValue<String>,
    root: &'static str,
    sought: RwSignal<String>,
    found: RwSignal<Vec<usize>>,
}

fn tree(doc: Doc, label: &'static str, root: &'static str) -> AnyView {
    let id = ["json-tree-", &next_number().to_string()].concat();
    let this = Tree {
        rows: StoredValue::new_local(Rows::new(doc)),
        shape: RwSignal::new(0),
        at: RwSignal::new(0),
        scroller: NodeRef::new(),
        inner: NodeRef::new(),
        height: RwSignal::new(0),
        id: StoredValue::new(id),
        root,
        sought: RwSignal::new(String::new()),
        found: RwSignal::new(Vec::new()),
    };
    watch_height(this.scroller, this.height);
    effect(move || {
        if let Some(scroller) = this.scroller.get() {
            // As high as all of it needs at most: opening and closing does not move what stands below.
            let all = this.rows.with_value(|rows| rows.doc.len().min(MOST));
            set_property(&scroller, "--rows", &all.to_string());
        }
    });
    effect(move || {
        this.shape.track();
        this.height.track();
        this.at.track();
        this.paint();
    });
    view! {
        <div class="json-tree">
            {this.tools()}
            <div
                class="json-rows"
                role="tree"
                tabindex="0"
                aria-label=label
                aria-activedescendant=live(move || this.row_id(this.at.get()))
                node_ref=this.scroller
                on:scroll=on(move |_: leptos::ev::Event| this.paint())
                on:keydown=on(move |event: leptos::ev::KeyboardEvent| this.key(&event))
                on:click=on(move |event: leptos::ev::MouseEvent| this.click(&event))
            >
                <div class="json-rows-all" role="presentation" node_ref=this.inner></div>
            </div>
            {part(move || this.looked_at())}
        </div>
    }
    .into_any()
}

/// A number that no other part of the page has.
pub(super) fn next_number() -> u32 {
    use std::cell::Cell;
    thread_local! {
        static LAST: Cell<u32> = const { Cell::new(0) };
    }
    LAST.with(|last| {
        last.set(last.get() + 1);
        last.get()
    })
}

impl Tree {
    fn row_id(self, at: usize) -> String {
        [&self.id.get_value(), "-", &at.to_string()].concat()
    }

    fn tools(self) -> AnyView {
        let all = move |open: bool| {
            self.rows.update_value(|rows| rows.set_all(open));
            self.reshaped();
        };
        let said = move || {
            let at = self.at.get();
            self.found
                .with(|found| match found.iter().position(|one| *one == at) {
                    _ if self.sought.with(String::is_empty) => String::new(),
                    _ if found.is_empty() => "Not found".to_owned(),
                    Some(place) => [&count(place + 1), " of ", &count(found.len())].concat(),
                    None => [&count(found.len()), " found"].concat(),
                })
        };
        view! {
            <div class="json-find json-tree-tools">
                <input
                    type="text"
                    aria-label="Find a key or a value"
                    placeholder="Find a key or a value"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=self.sought
                    on:input=on(move |event| self.seek(event_target_value(&event)))
                    on:keydown=on(move |event: leptos::ev::KeyboardEvent| {
                        if event.key() == "Enter" && !event.is_composing() {
                            event.prevent_default();
                            self.step(event.shift_key());
                        }
                    })
                />
                <span class="json-count" role="status">
                    {live(said)}
                </span>
                <button type="button" class="button small" aria-label="Previous" on:click=on(move |_: leptos::ev::MouseEvent| self.step(true))>
                    {"↑"}
                </button>
                <button type="button" class="button small" aria-label="Next" on:click=on(move |_: leptos::ev::MouseEvent| self.step(false))>
                    {"↓"}
                </button>
                <button type="button" class="button small" on:click=on(move |_: leptos::ev::MouseEvent| all(true))>
                    {"Open all"}
                </button>
                <button type="button" class="button small" on:click=on(move |_: leptos::ev::MouseEvent| all(false))>
                    {"Close all"}
                </button>
            </div>
        }
        .into_any()
    }

    /// Other rows are seen: what is looked at is one of them.
    fn reshaped(self) {
        let at = self.at.get_untracked();
        let seen = self.rows.with_value(|rows| rows.at(rows.row_of(at)));
        if seen != at {
            self.at.set(seen);
        }
        self.shape.update(|shape| *shape += 1);
    }

    fn seek(self, sought: String) {
        self.found
            .set(self.rows.with_value(|rows| rows.find(&sought)));
        self.sought.set(sought);
        let first = self.found.with_untracked(|found| found.first().copied());
        if let Some(first) = first {
            self.go_to(first);
        }
    }

    fn step(self, back: bool) {
        let at = self.at.get_untracked();
        let next = self.found.with_untracked(|found| {
            let next = found.partition_point(|one| *one <= at);
            let before = found.partition_point(|one| *one < at);
            let place = match back {
                false if next < found.len() => next,
                false => 0,
                true => before
                    .checked_sub(1)
                    .unwrap_or(found.len().saturating_sub(1)),
            };
            found.get(place).copied()
        });
        if let Some(next) = next {
            self.go_to(next);
        }
    }

    fn go_to(self, at: usize) {
        self.rows.update_value(|rows| {
            rows.uncover(at);
        });
        self.shape.update(|shape| *shape += 1);
        self.look_at(at);
    }

    /// Looks at a value that is seen, and scrolls it into view.
    fn look_at(self, at: usize) {
        let row = self.rows.with_value(|rows| rows.row_of(at));
        if let Some(scroller) = self.scroller.get_untracked() {
            let top = i32::try_from(row)
                .unwrap_or(i32::MAX / HIGH)
                .saturating_mul(HIGH);
            let (from, high) = (scroller.scroll_top(), scroller.client_height());
            if top < from {
                scroller.set_scroll_top(top);
            } else if top + HIGH > from + high {
                scroller.set_scroll_top(top + HIGH - high);
            }
        }
        self.at.set(at);
    }

    fn set_open(self, at: usize, open: bool) {
        self.rows.update_value(|rows| rows.set_open(at, open));
        self.reshaped();
    }

    fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let at = self.at.get_untracked();
        let (row, last, open, parent) = self.rows.with_value(|rows| {
            (
                rows.row_of(at),
                rows.seen.len() - 1,
                rows.open(at),
                rows.doc.parent(at),
            )
        });
        let to_row = |row: usize| self.look_at(self.rows.with_value(|rows| rows.at(row.min(last))));
        match (event.key().as_str(), open) {
            ("ArrowDown", _) | ("ArrowRight", Some(true)) => to_row(row + 1),
            ("ArrowUp", _) => to_row(row.saturating_sub(1)),
            ("Home", _) => to_row(0),
            ("End", _) => to_row(last),
            ("PageDown", _) => to_row(row + 10),
            ("PageUp", _) => to_row(row.saturating_sub(10)),
            ("ArrowRight", Some(false)) => self.set_open(at, true),
            ("ArrowLeft", Some(true)) => self.set_open(at, false),
            ("ArrowLeft", _) => {
                if let Some(parent) = parent {
                    self.look_at(parent);
                }
            }
            ("Enter" | " ", Some(open)) => self.set_open(at, !open),
            ("ArrowRight" | "Enter" | " ", None) => {}
            _ => return,
        }
        event.prevent_default();
    }

    fn click(self, event: &leptos::ev::MouseEvent) {
        let Some(at) = told_place(event, "data-at") else {
            return;
        };
        self.at.set(at);
        let arrow = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let on_arrow = arrow.is_some_and(|arrow| arrow.class_name() == "json-arrow");
        let open = self.rows.with_value(|rows| rows.open(at));
        if let Some(open) = open.filter(|_| on_arrow || event.detail() == 2) {
            self.set_open(at, !open);
        }
    }

    fn paint(self) {
        let (Some(scroller), Some(inner)) =
            (self.scroller.get_untracked(), self.inner.get_untracked())
        else {
            return;
        };
        let top = usize::try_from(scroller.scroll_top() / HIGH).unwrap_or_default();
        let high = usize::try_from(scroller.client_height() / HIGH).unwrap_or_default();
        // No screen is higher; a box without a height of its own would be as high as all rows.
        let high = high.min(MOST);
        let current = self.at.get_untracked();
        inner.set_text_content(None);
        self.rows.with_value(|rows| {
            let all = i32::try_from(rows.seen.len()).unwrap_or(i32::MAX / HIGH);
            let page: &HtmlElement = &inner;
            set_property(
                page,
                "height",
                &[&all.saturating_mul(HIGH).to_string(), "px"].concat(),
            );
            let from = top.saturating_sub(SPARE);
            let to = (top + high + SPARE + 1).min(rows.seen.len());
            // What is looked at stays in the document, or nobody could hear it.
            let current_row = rows.row_of(current);
            let outside = Some(current_row).filter(|row| !(from..to).contains(row));
            for row in (from..to).chain(outside) {
                self.row(rows, &inner, row, row == current_row);
            }
        });
    }

    fn row(self, rows: &Rows, inner: &Element, row: usize, is_current: bool) {
        let at = rows.at(row);
        let element = add(
            inner,
            "div",
            if is_current {
                "json-row now"
            } else {
                "json-row"
            },
            "",
        );
        set(&element, "role", "treeitem");
        set(&element, "id", &self.row_id(at));
        set(&element, "data-at", &at.to_string());
        set(&element, "aria-level", &(rows.depth(at) + 1).to_string());
        let (place, number) = rows.among(at);
        set(&element, "aria-posinset", &place.to_string());
        set(&element, "aria-setsize", &number.to_string());
        set(
            &element,
            "aria-selected",
            if is_current { "true" } else { "false" },
        );
        let open = rows.open(at);
        if let Some(open) = open {
            set(
                &element,
                "aria-expanded",
                if open { "true" } else { "false" },
            );
        }
        if let Some(own) = element.dyn_ref::<HtmlElement>() {
            let top = i32::try_from(row).unwrap_or_default().saturating_mul(HIGH);
            set_property(own, "top", &[&top.to_string(), "px"].concat());
            // Deep values would stand outside of every screen.
            set_property(own, "--depth", &rows.depth(at).min(24).to_string());
        }
        let arrow = match open {
            Some(true) => "▾",
            Some(false) => "▸",
            None => "",
        };
        let arrow = add(&element, "span", "json-arrow", arrow);
        set(&arrow, "aria-hidden", "true");
        let name = rows.name(at);
        if !name.is_empty() {
            add(&element, "bdi", "json-key", &name);
            add(&element, "span", "json-sign", ": ");
        }
        let (value, class) = rows.value(at);
        add(&element, "bdi", class, &value);
    }

    /// The value that is looked at: its path, and itself where the row shows a part of it only.
    fn looked_at(self) -> AnyView {
        let at = self.at.get();
        let path = self
            .rows
            .with_value(|rows| rows.doc.path(at).under(self.root));
        let is_text = self
            .rows
            .with_value(|rows| rows.doc.node(at).kind == Kind::Text);
        let cut = self.rows.with_value(|rows| {
            rows.is_cut(at)
                .then(|| visible_lines(&words(rows.doc.raw(at))))
        });
        let shown = if path.is_empty() {
            "the whole value".to_owned()
        } else {
            visible(&path).into_owned()
        };
        let raw = move || {
            self.rows
                .with_value(|rows| rows.doc.raw(self.at.get_untracked()).to_owned())
        };
        let value = Callback::new(move |()| if is_text { words(&raw()) } else { raw() });
        let is_whole = path.is_empty();
        let path = Callback::new(move |()| path.clone());
        view! {
            <div class="json-at">
                <code>{shown}</code>
                {(!is_whole).then(|| view! { <CopyButton label="Copy path" text=path /> })}
                <CopyButton label="Copy value" text=value />
                {is_text.then(|| view! { <CopyButton label="Copy as JSON" text=Callback::new(move |()| raw()) /> })}
            </div>
            {cut
                .map(|text| {
                    view! {
                        <details class="json-all">
                            <summary>{"Show all of this text"}</summary>
                            <pre class="json-whole" tabindex="0" role="region" aria-label="The whole text">
                                {text}
                            </pre>
                        </details>
                    }
                })}
        }
        .into_any()
    }
}
