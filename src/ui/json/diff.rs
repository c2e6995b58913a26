//! What differs between two texts: by path where both are JSON, line by line otherwise. Signs and words say
//! what a colour shows.

use leptos::{html, prelude::*};
use web_sys::Element;

use super::tree::visible_lines;
use crate::analysis::json::{Change, ChangeKind, Doc, LineKind, diff, format, line_diff, visible};
use crate::format::number::count;
use crate::reactive::{effect, on, part};
use crate::ui::dom::{add, set};
use crate::ui::press::press;

/// How many differences are shown before one asks for more.
const FEW: usize = 100;
/// How many lines that are the same stand around those that differ.
const AROUND: usize = 3;

/// What differs between two texts.
#[component]
pub fn DiffView(
    /// The old text.
    before: String,
    /// The new text.
    after: String,
    /// What the old one is called.
    before_name: String,
    /// What the new one is called.
    after_name: String,
    /// What each path begins with.
    #[prop(optional)]
    root: &'static str,
) -> impl IntoView {
    view_of(before, after, [before_name, after_name], root)
}

fn view_of(before: String, after: String, names: [String; 2], root: &'static str) -> AnyView {
    let changes = match (Doc::read(&before), Doc::read(&after)) {
        (Ok(before), Ok(after)) => Some(diff(&before, &after).changes().to_vec()),
        _ => None,
    };
    if changes.as_ref().map_or(before == after, Vec::is_empty) {
        return view! { <p class="json-diff muted">{"Nothing differs."}</p> }.into_any();
    }
    let is_json = changes.is_some();
    let by_line = RwSignal::new(!is_json);
    let [before_name, after_name] = names;
    let said = changes.as_ref().map_or_else(
        || "One of both is no JSON: compared line by line.".to_owned(),
        |changes| summed(changes),
    );
    let changes = StoredValue::new(changes.unwrap_or_default());
    let texts = StoredValue::new([before, after]);
    let body = move || {
        if by_line.get() {
            texts.with_value(|[before, after]| {
                // Blanks are no difference of JSON.
                let laid_out = |text: &String| {
                    if is_json { format(text).ok() } else { None }.unwrap_or_else(|| text.clone())
                };
                lines_view(&laid_out(before), &laid_out(after))
            })
        } else {
            changes_view(changes, root)
        }
    };
    view! {
        <div class="json-diff">
            <div class="json-diff-head">
                <p>
                    <span class="json-was">{["− ", &before_name].concat()}</span>
                    <span class="json-is">{["+ ", &after_name].concat()}</span>
                    <span>{said}</span>
                </p>
                {is_json
                    .then(|| {
                        view! {
                            <div class="json-tools" role="group" aria-label="How to compare">
                                {press("button small", "By key", move || !by_line.get(), move || by_line.set(false))}
                                {press("button small", "Line by line", move || by_line.get(), move || by_line.set(true))}
                            </div>
                        }
                    })}
            </div>
            {part(body)}
        </div>
    }
    .into_any()
}

fn summed(changes: &[Change]) -> String {
    let of = |kind: ChangeKind| changes.iter().filter(|change| change.kind == kind).count();
    let kinds = [
        (ChangeKind::Changed, " changed"),
        (ChangeKind::Added, " added"),
        (ChangeKind::Removed, " removed"),
        (ChangeKind::Moved, " moved"),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .map(|(kind, words)| (of(kind), words))
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| [&*count(number), words].concat())
        .collect();
    parts.join(", ")
}

/// A list whose items are made by hand, so many at first.
fn listed(
    class: &'static str,
    number: usize,
    first: usize,
    fill: impl Fn(&Element, usize) + 'static,
) -> AnyView {
    let shown = RwSignal::new(first.min(number));
    let list = NodeRef::<html::Ul>::new();
    let drawn = StoredValue::new(0);
    effect(move || {
        let Some(list) = list.get() else { return };
        for at in drawn.get_value()..shown.get() {
            fill(&list, at);
        }
        drawn.set_value(shown.get_untracked());
    });
    let more = move || {
        let left = number - shown.get();
        (left > 0).then(|| {
            let words = ["Show ", &*count(left.min(10 * FEW)), " more of ", &*count(left)].concat();
            view! {
                <button type="button" class="button small" on:click=on(move |_: leptos::ev::MouseEvent| shown.update(|shown| *shown = (*shown + 10 * FEW).min(number)))>
                    {words}
                </button>
            }
        })
    };
    view! {
        <ul class=class node_ref=list></ul>
        {part(more)}
    }
    .into_any()
}

fn changes_view(changes: StoredValue<Vec<Change>>, root: &'static str) -> AnyView {
    let number = changes.with_value(Vec::len);
    listed("json-changes", number, FEW, move |list, at| {
        changes.with_value(|changes| {
            if let Some(change) = changes.get(at) {
                change_row(list, change, root);
            }
        });
    })
}

/// One difference: what happened, where, and both values.
fn change_row(list: &Element, change: &Change, root: &'static str) {
    let (class, words) = match change.kind {
        ChangeKind::Added => ("json-change added", "+ Added"),
        ChangeKind::Removed => ("json-change removed", "− Removed"),
        ChangeKind::Changed if change.only_spelling => {
            ("json-change changed", "~ Written differently")
        }
        ChangeKind::Changed => ("json-change changed", "~ Changed"),
        ChangeKind::Moved => ("json-change moved", "↕ Moved"),
    };
    let item = add(list, "li", class, "");
    let head = add(&item, "p", "", "");
    add(&head, "span", "json-what", words);
    add(&head, "span", "", " ");
    let path = change.path.under(root);
    let path = if path.is_empty() {
        "the whole value".to_owned()
    } else {
        path
    };
    add(&head, "code", "", &visible(&path));
    if change.kind == ChangeKind::Moved {
        let from = change
            .from
            .as_ref()
            .map(|from| [" from ", &from.under(root)].concat());
        add(
            &head,
            "span",
            "muted",
            from.as_deref()
                .unwrap_or(" to another place among its neighbours"),
        );
        return;
    }
    let values = add(&item, "div", "json-values", "");
    for (value, class, sign, name) in [
        (&change.before, "json-was", "− ", "Before: "),
        (&change.after, "json-is", "+ ", "After: "),
    ] {
        if let Some(value) = value {
            value_block(&values, value, class, sign, name);
        }
    }
}

/// A value as it is written, laid out, with its sign.
pub(super) fn value_block(parent: &Element, value: &str, class: &str, sign: &str, name: &str) {
    let block = add(parent, "pre", class, "");
    set(&block, "tabindex", "0");
    set(&block, "role", "region");
    set(&block, "aria-label", name.trim_end_matches([':', ' ']));
    let mark = add(&block, "span", "json-mark", sign);
    set(&mark, "aria-hidden", "true");
    add(&block, "span", "unseen", name);
    let laid_out = format(value).unwrap_or_else(|_| value.to_owned());
    add(&block, "bdi", "", &visible_lines(&laid_out));
}

/// What stands in one row of the lines.
#[derive(Clone, Copy)]
enum Row {
    Line(usize),
    /// Lines that are the same in both and not shown.
    Gap(usize, usize),
}

fn lines_view(before: &str, after: &str) -> AnyView {
    let lines = line_diff(before, after);
    let mut is_near = vec![false; lines.len()];
    for at in (0..lines.len()).filter(|at| lines[*at].kind != LineKind::Same) {
        let near = at.saturating_sub(AROUND)..(at + AROUND + 1).min(lines.len());
        is_near[near].fill(true);
    }
    let mut rows = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if is_near[at] {
            rows.push(Row::Line(at));
            at += 1;
        } else {
            let end = (at..lines.len())
                .find(|at| is_near[*at])
                .unwrap_or(lines.len());
            rows.push(Row::Gap(at, end));
            at = end;
        }
    }
    let number = rows.len();
    let view = listed(
        "json-lines-diff",
        number,
        4 * FEW,
        move |list, at| match rows.get(at) {
            Some(Row::Gap(from, to)) => {
                let words = ["⋯ ", &*count(to - from), " lines that are the same"].concat();
                add(list, "li", "json-gap muted", &words);
            }
            Some(Row::Line(at)) => {
                let line = &lines[*at];
                let (class, sign, name) = match line.kind {
                    LineKind::Same => ("json-same", "  ", ""),
                    LineKind::Removed => ("json-was", "− ", "Removed: "),
                    LineKind::Added => ("json-is", "+ ", "Added: "),
                };
                let item = add(list, "li", class, "");
                let number = line.after.or(line.before).map(|number| number.to_string());
                let number = add(
                    &item,
                    "span",
                    "json-line-number",
                    &number.unwrap_or_default(),
                );
                set(&number, "aria-hidden", "true");
                let mark = add(&item, "span", "json-mark", sign);
                set(&mark, "aria-hidden", "true");
                if !name.is_empty() {
                    add(&item, "span", "unseen", name);
                }
                add(&item, "bdi", "", &visible_lines(&line.text));
            }
            None => {}
        },
    );
    view! { <div class="json-scroll" tabindex="0" role="region" aria-label="Lines that differ">{view}</div> }.into_any()
}
