//! The templates of a file, each with what is there already and what shall become of it.

use leptos::prelude::*;

use super::CHOICES;
use super::state::{Choice, Import, Line};
use crate::analysis::template_bundle::Standing;
use crate::format::number::{count, counted};
use crate::reactive::{effect, live, on, part};
use crate::ui::cell_view::cell_view;
use crate::ui::dialog::Dialog;
use crate::ui::json::diff::DiffView;
use crate::ui::table::cell::{Cell, Tone};

/// So many more are shown each time.
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

/// Which of them are shown: all, or those that stand so. Worth a choice where they stand in several ways.
fn which(import: Import, wanted: RwSignal<Option<usize>>) -> AnyView {
    let kinds = Memo::new(move |_| import.standings());
    let button = move |at: Option<usize>| {
        let (number, name) = match at {
            None => (import.len(), "all"),
            Some(at) => (kinds.get()[at], Standing::NAMES[at]),
        };
        (number > 0).then(|| {
            let words = [&count(number), " ", name].concat();
            view! {
                <button
                    type="button"
                    class="button small"
                    aria-pressed=live(move || (wanted.get() == at).to_string())
                    on:click=on(move |_| wanted.set(at))
                >
                    {words}
                </button>
            }
        })
    };
    let several = move || kinds.get().into_iter().filter(|number| *number > 0).count() > 1;
    view! {
        <div class="templates-for-all" role="group" aria-label="Which to show" hidden=live(move || !several() || !import.is_judged())>
            <span>{"Show:"}</span>
            {part(move || [None, Some(0), Some(1), Some(2), Some(3), Some(4)].map(button).collect_view())}
        </div>
    }
    .into_any()
}

/// All of them: what is new or equal in short, with the choice at each.
pub fn table(import: Import) -> AnyView {
    let wanted = RwSignal::new(None);
    let compared = RwSignal::new(None);
    let most = RwSignal::new(MOST);
    let places = Memo::new(move |_| import.places(wanted.get()));
    let mark = Memo::new(move |_| import.mark());
    effect(move || {
        mark.track();
        wanted.set(None);
    });
    effect(move || {
        wanted.track();
        most.set(MOST);
    });
    let rows = move || {
        // Another file of as many is another file.
        mark.track();
        places.with(|places| {
            let shown = places.iter().take(most.get());
            shown
                .map(|place| row(import, *place, compared))
                .collect_view()
        })
    };
    let hidden = Memo::new(move |_| places.with(Vec::len).saturating_sub(most.get()));
    let more = move || {
        (hidden.get() > 0).then(|| {
            let next = count(hidden.get().min(MOST));
            let words = ["Show ", &next, " more of ", &count(hidden.get())].concat();
            view! {
                <button type="button" class="button small" on:click=on(move |_| most.update(|most| *most += MOST))>
                    {words}
                </button>
            }
        })
    };
    view! {
        {which(import, wanted)}
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
        {part(move || compared.get().and_then(|place| comparison(import, place, compared)))}
    }
    .into_any()
}

/// What an update would change.
fn comparison(import: Import, place: usize, compared: RwSignal<Option<usize>>) -> Option<AnyView> {
    let (before, after) = import.both(place)?;
    let called = untrack(|| import.with_line(place, Line::called)).unwrap_or_default();
    let close = Callback::new(move |()| compared.set(None));
    Some(
        view! {
            <Dialog labelled_by="compare-title" on_cancel=close>
                <div class="review templates-review">
                    <h2 id="compare-title">{["What an update changes: ", &called].concat()}</h2>
                    <DiffView
                        before
                        after
                        before_name="In this tenant".to_owned()
                        after_name="After an update".to_owned()
                    />
                    <div class="dialog-actions">
                        <button type="button" class="button" autofocus on:click=on(move |_| close.run(()))>
                            {"Close"}
                        </button>
                    </div>
                </div>
            </Dialog>
        }
        .into_any(),
    )
}

fn row(import: Import, place: usize, compared: RwSignal<Option<usize>>) -> AnyView {
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
    let differs = move || {
        let is = import.with_line(place, |line| matches!(line.standing, Standing::Changed(..)));
        (is == Some(true)).then(|| {
            let called = untrack(|| import.with_line(place, Line::called)).unwrap_or_default();
            view! {
                <button
                    type="button"
                    class="button small"
                    aria-label=["Compare ", &called].concat()
                    on:click=on(move |_| compared.set(Some(place)))
                >
                    {"Compare"}
                </button>
            }
        })
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
                {part(differs)}
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
