//! The editor on the page: the browser's own text field, with its lines painted behind it.
//!
//! The field stays what has the focus, what is labelled, undone and read aloud. Its letters are transparent;
//! what one sees is painted by [`super::paper`].

use leptos::{html, prelude::*};
use web_sys::HtmlTextAreaElement;

use super::complete::{Complete, KnownKey};
use super::editor::Editor;
use super::edits::{indented, insert, line_break, selected};
use super::find::Find;
use super::paper::set_property;
use super::said::said;
use crate::analysis::json::{self, Problem, to_units};
use crate::reactive::{effect, live, on, part};
use crate::state::storage::{Store, TAB_LEAVES};
use crate::ui::press::press;
use crate::ui::table::measure::watch_height;

/// How many lines the field shows at first, at least and at most.
const LINES: (usize, usize) = (8, 26);

thread_local! {
    /// Whether the Tab key leaves the field: one choice for all fields of this tab.
    static LEAVES: ArcRwSignal<bool> = ArcRwSignal::new(Store::Session.get(TAB_LEAVES).as_deref() == Some("on"));
}

/// An editor of JSON.
#[component]
pub fn JsonEditor(
    /// Its text.
    editor: Editor,
    /// The id of the field; those of its parts begin with it.
    id: &'static str,
    /// What stands above it, and names it.
    label: &'static str,
    /// Keys that the outermost object may have, to complete them; others are as good.
    #[prop(optional, into)]
    keys: Option<Signal<&'static [KnownKey]>>,
    /// The id of what else is said of it.
    #[prop(optional)]
    described_by: &'static str,
    /// Whether it can only be read.
    #[prop(optional, into)]
    disabled: Option<Signal<bool>>,
) -> impl IntoView {
    let keys = keys.unwrap_or_else(|| Signal::derive(|| -> &'static [KnownKey] { &[] }));
    let disabled = disabled.unwrap_or_else(|| Signal::derive(|| false));
    field(editor, (id, label, described_by), keys, disabled)
}

/// What keys and buttons do.
#[derive(Clone, Copy)]
struct Field {
    editor: Editor,
    find: Find,
    complete: Complete,
    disabled: Signal<bool>,
    /// Whether the Tab key leaves.
    leaves: RwSignal<bool>,
    /// Whether Escape was pressed just before: the next Tab leaves in any case.
    is_leaving: StoredValue<bool>,
}

fn field(
    editor: Editor,
    (id, label, described_by): (&'static str, &'static str, &'static str),
    keys: Signal<&'static [KnownKey]>,
    disabled: Signal<bool>,
) -> AnyView {
    let this = Field {
        editor,
        find: Find::new(editor),
        complete: Complete::new(editor, id, keys),
        disabled,
        leaves: RwSignal::new(false),
        is_leaving: StoredValue::new(false),
    };
    LEAVES.with(|all| {
        let all = all.clone();
        effect(move || this.leaves.set(all.get()));
    });
    let page = NodeRef::<html::Div>::new();
    let numbers = NodeRef::<html::Div>::new();
    let lines = NodeRef::<html::Div>::new();
    let probe = NodeRef::<html::Span>::new();
    let height = RwSignal::new(0);
    watch_height(page, height);
    effect(move || {
        let (Some(page), Some(numbers), Some(lines), Some(area)) =
            (page.get(), numbers.get(), lines.get(), editor.area.get())
        else {
            return;
        };
        editor.paper.update_value(|paper| {
            paper.begin(page.clone().into(), numbers.into(), lines.into());
        });
        let count = editor.with_text(|text| text.split('\n').take(LINES.1).count());
        let count = count.clamp(LINES.0, LINES.1).to_string();
        set_property(&page, "--lines", &count);
        editor.arrive(&area);
    });
    effect(move || {
        height.track();
        if let (Some(probe), Some(area)) = (probe.get(), editor.area.get()) {
            editor
                .paper
                .update_value(|paper| paper.measure(&probe, &area));
            editor.paint();
        }
    });
    let verdict = editor.verdict();
    let wrong = move || matches!(verdict.get(), Some(Err(_))).then_some("true");
    let notes = [id, "-said ", id, "-help ", described_by].concat();
    let complete = this.complete;
    let completes = move || keys.with(|keys| !keys.is_empty());
    view! {
        <div class="json-editor">
            <div class="json-head">
                <label for=id>{label}</label>
                {part(move || (!disabled.get()).then(|| this.tools()))}
            </div>
            {this.find.view()}
            <div class="json-page" node_ref=page>
                <div class="json-gutter" aria-hidden="true">
                    <span class="json-probe" node_ref=probe>{"0000000000"}</span>
                    <div class="json-numbers" node_ref=numbers></div>
                </div>
                <div class="json-stack">
                    <div class="json-under" aria-hidden="true">
                        <div class="json-lines" node_ref=lines></div>
                    </div>
                    <textarea
                        id=id
                        name=id
                        node_ref=editor.area
                        class="json-area"
                        wrap="off"
                        dir="ltr"
                        spellcheck="false"
                        autocomplete="off"
                        autocapitalize="none"
                        aria-describedby=notes
                        aria-invalid=live(wrong)
                        aria-autocomplete=live(move || completes().then_some("list"))
                        aria-controls=live(move || completes().then(|| complete.list_id()))
                        readonly=live(move || disabled.get())
                        on:input=on(move |_: leptos::ev::Event| this.typed())
                        on:scroll=on(move |_: leptos::ev::Event| this.scrolled())
                        on:keydown=on(move |event: leptos::ev::KeyboardEvent| this.key(&event))
                        on:click=on(move |_: leptos::ev::MouseEvent| complete.close())
                        on:blur=on(move |_: leptos::ev::FocusEvent| {
                            // A field that has the focus loses it while its page goes.
                            if !this.is_leaving.is_disposed() {
                                complete.close();
                                this.is_leaving.set_value(false);
                            }
                        })
                    ></textarea>
                    {complete.view()}
                </div>
            </div>
            {said(editor, id)}
            <p class="hint" id=[id, "-help"].concat()>
                {live(move || this.help())}
            </p>
        </div>
    }
    .into_any()
}

impl Field {
    fn help(self) -> &'static str {
        match (self.disabled.get(), self.leaves.get()) {
            (true, _) => "",
            (_, true) => "Tab moves the focus on. Ctrl+M: Tab writes blanks. Ctrl+F finds.",
            (_, false) => {
                "Tab writes blanks: press Escape, then Tab, to move on; or Ctrl+M, for good. Ctrl+F finds."
            }
        }
    }

    fn tools(self) -> AnyView {
        let tool = |words: &'static str, title: &'static str, deed: Callback<()>| {
            view! {
                <button
                    type="button"
                    class="button small"
                    title=title
                    on:click=on(move |_: leptos::ev::MouseEvent| deed.run(()))
                >
                    {words}
                </button>
            }
        };
        let lay_out = move |how: fn(&str) -> Result<String, Problem>| {
            Callback::new(move |()| self.lay_out(how))
        };
        view! {
            <div class="json-tools" role="group" aria-label="Tools of this text">
                {tool("Format", "One key per line; numbers and keys stay as they are written", lay_out(json::format))}
                {tool("Compact", "Without blanks; numbers and keys stay as they are written", lay_out(json::compact))}
                {tool("Sort keys", "The keys of every object in the order of their characters", lay_out(json::sort_keys))}
                {tool("Find", "Find in this text (Ctrl+F)", Callback::new(move |()| self.find.show()))}
                {press("button small", "Tab moves focus", move || self.leaves.get(), move || self.turn_tab())}
            </div>
        }
        .into_any()
    }

    fn turn_tab(self) {
        let leaves = !self.leaves.get_untracked();
        if leaves {
            // Without the store the choice lasts as long as the page.
            Store::Session.set(TAB_LEAVES, "on");
        } else {
            Store::Session.remove(TAB_LEAVES);
        }
        LEAVES.with(|all| all.set(leaves));
    }

    fn lay_out(self, how: fn(&str) -> Result<String, Problem>) {
        match self.editor.with_text(how) {
            Ok(text) => self.editor.set(&text),
            Err(_) => self.editor.focus_problem(),
        }
    }

    fn typed(self) {
        self.editor.typed();
        let complete = self.complete;
        // What was typed is painted first.
        request_animation_frame(move || {
            set_timeout(
                move || {
                    if !self.is_leaving.is_disposed() {
                        complete.typed();
                    }
                },
                std::time::Duration::ZERO,
            );
        });
    }

    fn scrolled(self) {
        if let Some(area) = self.editor.area.get_untracked() {
            self.editor
                .paper
                .update_value(|paper| paper.scrolled(&area));
            self.editor.paint();
            self.complete.close();
        }
    }

    fn key(self, event: &leptos::ev::KeyboardEvent) {
        // Enter, Tab and the arrows belong to an input method while it composes.
        if event.is_composing() {
            return;
        }
        if !self.disabled.get_untracked() && self.complete.key(event) {
            event.prevent_default();
            event.stop_propagation();
            return;
        }
        let Some(area) = self.editor.area.get_untracked() else {
            return;
        };
        let key = event.key();
        let command = event.ctrl_key() || event.meta_key();
        let was_leaving = self.is_leaving.get_value();
        self.is_leaving
            .set_value(key == "Escape" || (was_leaving && key == "Shift"));
        let writes = !self.disabled.get_untracked();
        let done = match key.as_str() {
            "f" | "F" if command && !event.alt_key() && !event.shift_key() => {
                self.find.show();
                true
            }
            "m" | "M" if event.ctrl_key() && !event.alt_key() => {
                self.turn_tab();
                true
            }
            "z" | "Z" if writes && command && !event.alt_key() => {
                self.editor.leap(!event.shift_key())
            }
            "y" | "Y" if writes && command && !event.alt_key() => self.editor.leap(false),
            "F8" => {
                self.editor.focus_problem();
                true
            }
            "Enter" if writes && !command && !event.alt_key() && !event.shift_key() => {
                self.new_line(&area);
                true
            }
            "Tab"
                if writes
                    && !command
                    && !event.alt_key()
                    && !was_leaving
                    && !self.leaves.get_untracked() =>
            {
                self.tab(&area, event.shift_key());
                true
            }
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    }

    fn new_line(self, area: &HtmlTextAreaElement) {
        let (here, behind) = self.editor.with_text(|text| {
            let part = selected(area, text);
            let both = line_break(text, part.start);
            // What was selected goes, and with it what stood behind.
            if part.is_empty() {
                both
            } else {
                (both.0, String::new())
            }
        });
        insert(area, &[&*here, &*behind].concat());
        if !behind.is_empty() {
            let caret = area.selection_start().ok().flatten().unwrap_or_default();
            let caret = caret.saturating_sub(to_units(&behind, behind.len()));
            drop(area.set_selection_range(caret, caret));
        }
    }

    fn tab(self, area: &HtmlTextAreaElement, back: bool) {
        let change = self.editor.with_text(|text| {
            let part = selected(area, text);
            let is_long = text.get(part.clone()).unwrap_or_default().contains('\n');
            if !is_long && !back {
                return None;
            }
            let (lines, by) = indented(text, &part, !back);
            let units = [to_units(text, lines.start), to_units(text, lines.end)];
            Some((text.get(lines)? != by).then_some((units, by, is_long)))
        });
        match change {
            None => insert(area, "  "),
            Some(Some(([start, end], by, is_long))) => {
                let caret = area.selection_start().ok().flatten().unwrap_or_default();
                drop(area.set_selection_range(start, end));
                insert(area, &by);
                let new_end = start + to_units(&by, by.len());
                let (from, to) = if is_long {
                    (start, new_end)
                } else {
                    let caret = (caret + new_end).saturating_sub(end).max(start);
                    (caret, caret)
                };
                drop(area.set_selection_range(from, to));
            }
            Some(None) => {}
        }
    }
}
