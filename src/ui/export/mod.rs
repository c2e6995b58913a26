//! Taking a list home: which rows, as what, and the first of them before it is saved.
//!
//! It knows columns, rows and JSON texts, and no kind of record ([`ExportSource`]).

mod run;
mod source;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dialog::Dialog;
use super::download::name_now;
use crate::format::export::{Format, Options};
use crate::format::file_name::size;
use crate::format::number::{count, counted};
use crate::state::storage::{self, Store};
use crate::state::toasts::Toasts;
use run::Outcome;
pub use source::{ExportSource, Picked, Which};

/// What is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Form {
    options: Options,
    which: Which,
}

/// One thing that can be chosen: alone in its group it is a box to tick.
struct Choice {
    words: &'static str,
    is: fn(&Form) -> bool,
    choose: fn(&mut Form),
}

const FORMATS: &[Choice] = &[
    Choice {
        words: "CSV, for spreadsheets",
        is: |form| form.options.format == Format::Csv,
        choose: |form| form.options.format = Format::Csv,
    },
    Choice {
        words: "JSON",
        is: |form| form.options.format == Format::Json,
        choose: |form| form.options.format = Format::Json,
    },
    Choice {
        words: "NDJSON, one object a line",
        is: |form| form.options.format == Format::Ndjson,
        choose: |form| form.options.format = Format::Ndjson,
    },
];

const DELIMITERS: &[Choice] = &[
    Choice {
        words: "Comma",
        is: |form| form.options.delimiter == 0,
        choose: |form| form.options.delimiter = 0,
    },
    Choice {
        words: "Semicolon",
        is: |form| form.options.delimiter == 1,
        choose: |form| form.options.delimiter = 1,
    },
    Choice {
        words: "Tab",
        is: |form| form.options.delimiter == 2,
        choose: |form| form.options.delimiter = 2,
    },
];

const BOM: &[Choice] = &[Choice {
    words: "Mark as UTF-8, so that Excel shows accents (byte order mark)",
    is: |form| form.options.bom,
    choose: |form| form.options.bom = !form.options.bom,
}];

const DEFUSE: &[Choice] = &[Choice {
    words: "Put an apostrophe before cells that a spreadsheet would run as a formula",
    is: |form| !form.options.exact,
    choose: |form| form.options.exact = !form.options.exact,
}];

const CONTENTS: &[Choice] = &[
    Choice {
        words: "The columns shown",
        is: |form| !form.options.whole,
        choose: |form| form.options.whole = false,
    },
    Choice {
        words: "Whole records as they came, secrets masked",
        is: |form| form.options.whole,
        choose: |form| form.options.whole = true,
    },
];

/// The export dialog, open for as long as it is in the document. How it was set is remembered.
#[component]
pub fn Export(
    /// What can be exported.
    source: ExportSource,
    /// It was called off, or the file was saved.
    on_close: Callback<()>,
) -> impl IntoView {
    dialog(source, on_close)
}

fn dialog(source: ExportSource, on_close: Callback<()>) -> AnyView {
    let remembered = Store::Local.get(storage::EXPORT).unwrap_or_default();
    let form = RwSignal::new(Form {
        options: Options::parse(&remembered),
        which: if source.selected.get_untracked() > 0 {
            Which::Selected
        } else {
            Which::Matching
        },
    });
    let percent = RwSignal::new(None::<usize>);
    let restless = RwSignal::new(false);
    let (one, many) = source.nouns;
    let (matching, selected) = (source.matching, source.selected);
    let keeps_records = untrack(|| (source.take)(Which::Matching).record.is_some());
    if !keeps_records {
        form.update_untracked(|form| form.options.whole = false);
    }
    let source = StoredValue::new_local(source);
    let is_csv = Memo::new(move |_| form.get().options.format == Format::Csv);
    let save = move || {
        if percent.get_untracked().is_none() {
            percent.set(Some(0));
            restless.set(false);
            start(
                source.get_value(),
                form.get_untracked(),
                percent,
                restless,
                on_close,
            );
        }
    };
    let running = move || {
        percent.get().map(|done| {
            view! { <progress class="sync-bar" aria-label="Writing the file" max="100" value=done.to_string()></progress> }
        })
    };
    view! {
        <Dialog labelled_by="export-title" on_cancel=on_close>
            <form
                class="export"
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <h2 id="export-title">{format!("Save {many} as a file")}</h2>
                {move || source.with_value(incomplete)}
                <fieldset>
                    <legend>{"Rows"}</legend>
                    {option("rows", form, |form| form.which == Which::Matching, |form| form.which = Which::Matching,
                        move || match matching.get() {
                            1 => format!("The 1 {one} that matches"),
                            all => format!("All {} that match", counted(all, one, many)),
                        })}
                    {move || (selected.get() > 0).then(|| option("rows", form, |form| form.which == Which::Selected, |form| form.which = Which::Selected,
                        move || format!("The {} selected", count(selected.get()))))}
                </fieldset>
                {group("Format", "format", form, FORMATS)}
                <div class="export-more" hidden=move || !is_csv.get()>
                    {group("Between cells", "delimiter", form, DELIMITERS)}
                    {group("For spreadsheets", "", form, BOM)}
                    {group("", "", form, DEFUSE)}
                    {move || form.get().options.exact.then(|| view! {
                        <p class="notice">{"Cells are written exactly. Opened in a spreadsheet, a name such as =HYPERLINK(…) runs as a formula: open this file only with programs that do not."}</p>
                    })}
                </div>
                {keeps_records.then(|| view! {
                    <div hidden=is_csv>{group("Content", "content", form, CONTENTS)}</div>
                })}
                {move || source.with_value(|source| preview(source, form.get()))}
                {move || restless.get().then(|| view! {
                    <p class="notice" role="alert">{"The list was read anew while the file was written. Nothing was saved; try again when it is complete."}</p>
                })}
                <div class="dialog-actions">
                    {running}
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        "Cancel"
                    </button>
                    <button type="submit" class="button primary" disabled=move || percent.get().is_some()>
                        {move || if percent.get().is_some() { "Writing…" } else { "Save file" }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Writes and saves the file, and closes the dialog.
fn start(
    source: ExportSource,
    form: Form,
    percent: RwSignal<Option<usize>>,
    restless: RwSignal<bool>,
    on_close: Callback<()>,
) {
    let Form { options, which } = form;
    // A browser that refuses the store only forgets it.
    Store::Local.set(storage::EXPORT, &options.to_text());
    let toasts = use_context::<Toasts>();
    spawn_local(async move {
        match run::write(&source, which, options, percent).await {
            Outcome::Ready(parts, rows) => {
                let name = name_now(&source.stem(which), options.format.ending());
                parts.save(&name, options.format.mime());
                // First, for behind a dialog nobody is told anything.
                on_close.try_run(());
                if let Some(toasts) = toasts {
                    let rows = counted(rows, source.nouns.0, source.nouns.1);
                    toasts.show(format!("Saved {rows} as {name}"));
                }
            }
            Outcome::Stopped => {}
            Outcome::Restless => {
                percent.try_set(None);
                restless.try_set(true);
            }
        }
    });
}

/// That the list is not whole, if it is not.
fn incomplete(source: &ExportSource) -> Option<AnyView> {
    let (loaded, expected) = (source.partial)()?;
    let of = match expected {
        Some(expected) => format!("{} of {}", count(loaded), count(expected)),
        None => count(loaded),
    };
    let words = format!(
        "{of} {} loaded. The rest will not be in the file, and its name says so. Wait for the list, or press Go on beside it.",
        source.nouns.1
    );
    Some(view! { <p class="notice" role="status">{words}</p> }.into_any())
}

/// The first rows as they will be in the file, and about how big it will be.
fn preview(source: &ExportSource, form: Form) -> AnyView {
    /// A whole record may be long.
    const LONGEST: usize = 3_000;
    let (mut text, bytes) = run::sample(source, form.which, form.options);
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push('…');
    }
    let about = format!("About {}", size(bytes));
    view! {
        <div class="export-preview">
            <p id="export-preview">{"The first rows"}</p>
            <p class="muted">{about}</p>
            <pre role="region" tabindex="0" aria-labelledby="export-preview">{text}</pre>
        </div>
    }
    .into_any()
}

/// A group of choices; what is alone in it is a box to tick.
fn group(
    legend: &'static str,
    name: &'static str,
    form: RwSignal<Form>,
    choices: &'static [Choice],
) -> AnyView {
    let options = choices
        .iter()
        .map(|Choice { words, is, choose }| {
            option(name, form, *is, *choose, move || (*words).to_owned())
        })
        .collect_view();
    if legend.is_empty() {
        return options.into_any();
    }
    view! { <fieldset><legend>{legend}</legend>{options}</fieldset> }.into_any()
}

/// One choice: of a named group only one holds, without a name it holds by itself.
fn option(
    name: &'static str,
    form: RwSignal<Form>,
    is: fn(&Form) -> bool,
    choose: fn(&mut Form),
    words: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let kind = if name.is_empty() { "checkbox" } else { "radio" };
    let words: Rc<dyn Fn() -> String> = Rc::new(words);
    let words = StoredValue::new_local(words);
    view! {
        <label class="option">
            <input
                type=kind
                name=name
                prop:checked=move || is(&form.get())
                on:change=move |_| form.update(choose)
            />
            <span>{move || words.with_value(|words| words())}</span>
        </label>
    }
    .into_any()
}
