//! Taking a list home: which rows, as what, and the first of them before it is saved.
//!
//! It knows columns, rows and JSON texts, and no kind of record ([`ExportSource`]).

mod button;
mod run;
mod source;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dialog::Dialog;
use super::download::name_now;
use crate::format::export::{Format, Options};
use crate::format::file_name::size;
use crate::format::number::{count, counted};
use crate::reactive::{live, on, part};
use crate::state::storage::{self, Store};
use crate::state::toasts::Toasts;
pub use button::ExportButton;
use run::Outcome;
pub use source::{ExportSource, Head, Picked, Which};

/// What is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Form {
    options: Options,
    which: Which,
}

/// One thing that can be chosen.
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

const SPREADSHEETS: &[Choice] = &[
    Choice {
        words: "Mark as UTF-8, so that Excel shows accents (byte order mark)",
        is: |form| form.options.bom,
        choose: |form| form.options.bom = !form.options.bom,
    },
    Choice {
        words: "Put an apostrophe before cells that a spreadsheet would run as a formula",
        is: |form| !form.options.exact,
        choose: |form| form.options.exact = !form.options.exact,
    },
];

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

const EXACT: &str = "Cells are written exactly. Opened in a spreadsheet, a name such as =HYPERLINK(…) runs as a formula: open this file only with programs that do not.";
const RESTLESS: &str = "The list was read anew while the file was written, and nothing was saved. Save it again when the list is complete.";

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
    let (one, many) = source.nouns;
    let (matching, selected) = (source.matching, source.selected);
    // Behind a dialog nothing can be selected.
    let chosen = selected.get_untracked();
    let keeps_records = untrack(|| (source.take)(Which::Matching).record.is_some());
    let mut options = Options::parse(&remembered);
    options.whole &= keeps_records;
    let form = RwSignal::new(Form {
        options,
        which: if chosen > 0 {
            Which::Selected
        } else {
            Which::Matching
        },
    });
    let toasts = use_context::<Toasts>();
    let percent = RwSignal::new(None::<usize>);
    let restless = RwSignal::new(false);
    let format = Memo::new(move |_| form.get().options.format);
    let source = StoredValue::new_local(source);
    let all = Signal::derive(move || match matching.get() {
        1 => format!("The 1 {one} that matches"),
        all => format!("All {} that match", counted(all, one, many)),
    });
    let these = Signal::derive(move || format!("The {} selected", count(chosen)));
    view! {
        <Dialog labelled_by="export-title" on_cancel=on_close>
            <form
                class="export"
                on:submit=on(move |event: leptos::ev::SubmitEvent| {
                    event.prevent_default();
                    // One file at a time.
                    if percent.get_untracked().is_none() {
                        percent.set(Some(0));
                        restless.set(false);
                        start(source.get_value(), form.get_untracked(), percent, restless, on_close, toasts);
                    }
                })
            >
                <h2 id="export-title">{format!("Save {many} as a file")}</h2>
                <fieldset>
                    <legend>{"Rows"}</legend>
                    {(chosen > 0)
                        .then(|| {
                            option(
                                "rows",
                                form,
                                |form| form.which == Which::Selected,
                                |form| form.which = Which::Selected,
                                these,
                            )
                        })}
                    {option(
                        "rows",
                        form,
                        |form| form.which == Which::Matching,
                        |form| form.which = Which::Matching,
                        all,
                    )}
                </fieldset>
                {group("Format", "format", form, FORMATS)}
                {part(move || {
                    let groups = match format.get() {
                        Format::Csv => vec![
                            group("Between cells", "delimiter", form, DELIMITERS),
                            group("For spreadsheets", "", form, SPREADSHEETS),
                        ],
                        _ if keeps_records => vec![group("Content", "content", form, CONTENTS)],
                        _ => Vec::new(),
                    };
                    groups.collect_view()
                })}
                {part(move || source.with_value(|source| outlook(source, form.get(), restless.get())))}
                <div class="dialog-actions">
                    {part(move || percent.get().map(progress))}
                    <button type="button" class="button" on:click=on(move |_| on_close.run(()))>
                        "Cancel"
                    </button>
                    <button type="submit" class="button primary">
                        {"Save file"}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

fn progress(percent: usize) -> AnyView {
    view! { <progress class="sync-bar" aria-label="Writing the file" max="100" value=percent.to_string()></progress> }
        .into_any()
}

/// Writes and saves the file, and closes the dialog.
fn start(
    source: ExportSource,
    form: Form,
    percent: RwSignal<Option<usize>>,
    restless: RwSignal<bool>,
    on_close: Callback<()>,
    toasts: Option<Toasts>,
) {
    let Form { options, which } = form;
    // A browser that refuses the store only forgets it.
    Store::Local.set(storage::EXPORT, &options.to_text());
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

/// What is to be known before it is saved: what the file will lack or hold, its first rows, and about
/// how big it will be.
fn outlook(source: &ExportSource, form: Form, restless: bool) -> AnyView {
    /// A whole record may be long.
    const LONGEST: usize = 3_000;
    let mut notices = Vec::new();
    if let Some((loaded, expected)) = (source.partial)()
        && form.which == Which::Matching
    {
        let mut so_far = count(loaded);
        if let Some(expected) = expected {
            so_far.extend([" of ", &count(expected)]);
        }
        notices.push(format!(
            "{so_far} {} loaded. The rest will not be in the file, and its name says so. For all of them, wait until the list is complete.",
            source.nouns.1
        ));
    }
    if form.options.exact && form.options.format == Format::Csv {
        notices.push(EXACT.to_owned());
    }
    if restless {
        notices.push(RESTLESS.to_owned());
    }
    let notices = notices
        .into_iter()
        .map(|words| view! { <p class="notice" role="alert">{words}</p> })
        .collect_view();
    let (mut text, bytes) = run::sample(source, form.which, form.options);
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push('…');
    }
    view! {
        {notices}
        <div class="export-preview">
            <p id="export-preview">{"The first rows"}</p>
            <p class="muted">{["About ", &size(bytes)].concat()}</p>
            <pre role="region" tabindex="0" aria-labelledby="export-preview">{text}</pre>
        </div>
    }
    .into_any()
}

/// A group of choices: one of them holds if it has a name, each by itself if not.
fn group(
    legend: &'static str,
    name: &'static str,
    form: RwSignal<Form>,
    choices: &'static [Choice],
) -> AnyView {
    let options = choices
        .iter()
        .map(|Choice { words, is, choose }| {
            let words = Signal::derive(move || (*words).to_owned());
            option(name, form, *is, *choose, words)
        })
        .collect_view();
    view! { <fieldset><legend>{legend}</legend>{options}</fieldset> }.into_any()
}

/// One choice: of a named group only one holds, without a name it holds by itself.
fn option(
    name: &'static str,
    form: RwSignal<Form>,
    is: fn(&Form) -> bool,
    choose: fn(&mut Form),
    words: Signal<String>,
) -> AnyView {
    let kind = if name.is_empty() { "checkbox" } else { "radio" };
    view! {
        <label class="option">
            <input
                type=kind
                name=name
                prop:checked=live(move || is(&form.get()))
                on:change=on(move |_| form.update(choose))
            />
            <span>{words}</span>
        </label>
    }
    .into_any()
}
