//! The templates of a file, each with what is there already and what shall become of it.

use leptos::prelude::*;

use super::CHOICES;
use super::state::{Choice, Import, Line};
use crate::analysis::template_bundle::Standing;
use crate::format::number::{count, counted};
use crate::reactive::{live, on, part};
use crate::ui::cell_view::cell_view;
use crate::ui::table::cell::{Cell, Tone};

/// So many are shown one by one; all of them are imported as they stand.
const MOST: usize = 500;

/// One choice for all that are there in another form; nothing where there are none.
pub fn for_all(import: Import) -> AnyView {
    let conflicts = Memo::new(move |_| {
        let [_, changed, _, several, _] = import.standings();
        changed + several
    });
    let words = move || {
        [
            &counted(conflicts.get(), "is", "are"),
            " there already with the same name and kind, and not the same. For all of them:",
        ]
        .concat()
    };
    let buttons = CHOICES
        .map(|(choice, words)| {
            view! {
                <button type="button" class="button small" on:click=on(move |_| import.choose_for_all(choice))>
                    {words}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="templates-for-all" role="group" aria-label="For all conflicts" hidden=live(move || conflicts.get() == 0)>
            <span>{part(words)}</span>
            {buttons}
        </div>
    }
    .into_any()
}

/// All of them: what is new or equal in short, with the choice at each.
pub fn table(import: Import) -> AnyView {
    let shown = Memo::new(move |_| import.len().min(MOST));
    let rows = move || {
        (0..shown.get())
            .map(|place| row(import, place))
            .collect_view()
    };
    let more = move || {
        let hidden = import.len() - shown.get();
        (hidden > 0).then(|| {
            let words = [
                "And ",
                &count(hidden),
                " more, which are treated as they stand: new ones are added, others skipped.",
            ]
            .concat();
            view! { <p class="muted">{words}</p> }
        })
    };
    view! {
        <div class="templates-import-table" tabindex="0" role="region" aria-label="Templates in the file">
            <table class="short-table" role="table">
                <caption class="unseen">{"Templates in the file"}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{"Name"}</th>
                        <th role="columnheader" scope="col">{"In this tenant"}</th>
                        <th role="columnheader" scope="col">{"What to do"}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{part(rows)}</tbody>
            </table>
        </div>
        {part(more)}
    }
    .into_any()
}

fn row(import: Import, place: usize) -> AnyView {
    let called = untrack(|| import.with_line(place, Line::called)).unwrap_or_default();
    let standing = move || {
        if !import.is_judged() {
            return Cell::Nothing("not known yet");
        }
        import
            .with_line(place, |line| stands(&line.standing))
            .unwrap_or(Cell::Nothing(""))
    };
    let detail = move || {
        import
            .with_line(place, |line| match &line.standing {
                Standing::Changed(_, fields) => Some(["Other: ", &fields.join(", ")].concat()),
                Standing::Several(number) => Some(
                    [
                        &count(*number),
                        " have this name and kind: which one is meant, nobody can say.",
                    ]
                    .concat(),
                ),
                _ => None,
            })
            .flatten()
            .map(|words| view! { <span class="hint">{words}</span> })
    };
    let label = ["What to do with ", &called].concat();
    let choices = CHOICES
        .map(|(choice, words)| {
            let allowed = move || import.with_line(place, |line| line.allows(choice)) == Some(true);
            let chosen = move || import.with_line(place, |line| line.choice) == Some(choice);
            view! {
                <option value=letter(choice) disabled=live(move || !allowed()) selected=live(chosen)>
                    {words}
                </option>
            }
        })
        .collect_view();
    view! {
        <tr role="row">
            <td role="cell" data-label="Name">{called}</td>
            <td role="cell" data-label="In this tenant">
                {cell_view(std::rc::Rc::new(standing))}
                {part(detail)}
            </td>
            <td role="cell" data-label="What to do">
                <select
                    aria-label=label
                    prop:value=live(move || import.with_line(place, |line| letter(line.choice)).unwrap_or("s"))
                    on:change=on(move |event| {
                        let choice = match event_target_value(&event).as_str() {
                            "u" => Choice::Update,
                            "a" => Choice::Add,
                            _ => Choice::Skip,
                        };
                        import.choose(place, choice);
                    })
                >
                    {choices}
                </select>
            </td>
        </tr>
    }
    .into_any()
}

const fn letter(choice: Choice) -> &'static str {
    match choice {
        Choice::Skip => "s",
        Choice::Update => "u",
        Choice::Add => "a",
    }
}

/// How it stands to the tenant's, as a mark.
fn stands(standing: &Standing) -> Cell {
    let (tone, words) = match standing {
        Standing::New => (Tone::Good, "New"),
        Standing::Changed(..) => (Tone::Warning, "Changed"),
        Standing::Equal => (Tone::Off, "Equal"),
        Standing::Several(_) => (Tone::Warning, "Unclear"),
        Standing::Bad(why) => (Tone::Warning, *why),
    };
    Cell::Badges(vec![(tone, words.to_owned())])
}
