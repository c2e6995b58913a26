//! The question before a change: what exactly, to how many, with which calls, and what is left out. The
//! focus starts on Cancel, and Escape cancels.

use leptos::prelude::*;

use super::sights;
use crate::api::client::Client;
use crate::data::changes::plan::{Caution, Plan, Step};
use crate::data::changes::watch::{Answer, FileKind, Looked, Watch};
use crate::data::changes::{Asked, Changes};
use crate::format::number::count;
use crate::layout::curl::change_as_curl;
use crate::reactive::{live, on, part};
use crate::ui::copy::CopyButton;
use crate::ui::dialog::Dialog;
use crate::ui::download::save_text;
use crate::ui::icon::{Icon, IconView};

/// So many records are named at once; the others can be unfolded.
const NAMED: usize = 10;

/// The question about one plan.
pub fn question(changes: Changes, asked: &Asked) -> AnyView {
    let Asked { client, plan, .. } = asked;
    let destructive = plan.is_destructive();
    let nothing = plan.steps.is_empty();
    let answers = Answers {
        reason: RwSignal::new(String::new()),
        typed: RwSignal::new(String::new()),
        save: RwSignal::new(true),
        kind: RwSignal::new(FileKind::Json),
        more: RwSignal::new(String::new()),
    };
    let watch = StoredValue::new_local(plan.watch.clone());
    let fixed = StoredValue::new(match &plan.caution {
        Caution::Typed(text) if !nothing => Some(text.clone()),
        _ => None,
    });
    // What must be typed: with a watch, that depends on what it has seen.
    let wanted = Signal::derive(move || match watch.get_value() {
        Some(watch) => watch.typed(),
        None => fixed.get_value(),
    });
    let connection = client.connection().clone();
    let (colour, name) = (connection.colour.to_string(), connection.name.clone());
    let read_only = StoredValue::new_local(client.clone());
    // Why it cannot be confirmed yet.
    let missing = move || -> Option<String> {
        if nothing {
            return Some("There is nothing to send.".to_owned());
        }
        if let Some(why) = read_only.with_value(Client::refuses_changes) {
            return Some(why.to_owned());
        }
        if let Some(why) = watch.get_value().and_then(|watch| unseen(&*watch)) {
            return Some(why.to_owned());
        }
        if answers.more().is_none() {
            return Some("“At most” wants a whole number.".to_owned());
        }
        wanted
            .get()
            .filter(|text| answers.typed.get().trim() != text.trim())
            .map(|text| ["Type “", &text, "” to go on."].concat())
    };
    let file = StoredValue::new(plan.file.clone());
    let confirm = move |_| {
        if answers.save.get_untracked()
            && let Some((name, text)) = file.get_value()
        {
            save_text(&(name + ".json"), "application/json", &text);
        }
        let reason = answers.reason.get_untracked().trim().to_owned();
        changes.confirm(reason, untrack(|| answers.answer()));
    };
    let warnings = warnings(plan);
    from_the_top();
    let title = plan.title.clone();
    let what = match &plan.watch {
        Some(watch) => sights::view(watch, plan),
        None => view! { {records(plan)} {calls(plan)} }.into_any(),
    };
    let what = (what, left_out(plan));
    let curl = (!nothing).then(|| curl(client, plan));
    let fields = (!nothing).then(|| fields(plan, answers, wanted));
    let button = button(plan);
    view! {
        <Dialog labelled_by="confirm-title" role="alertdialog" on_cancel=Callback::new(move |()| changes.cancel())>
            <div class="confirm">
                <h2 id="confirm-title">{title}</h2>
                <p class="confirm-where" data-colour=colour>
                    <span class={"swatch"}></span>
                    <span>{name}</span>
                </p>
                {warnings}
                <div class="confirm-what">{what} {curl}</div>
                {fields}
                <div class="confirm-foot">
                <p class="confirm-hint" id="confirm-hint">
                    {part(move || missing().unwrap_or_else(|| "Nothing is sent for 8 seconds: until then you can undo it.".to_owned()))}
                </p>
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| changes.cancel())>
                        "Cancel"
                    </button>
                    <button
                        type="button"
                        class=if destructive { "button danger" } else { "button primary" }
                        aria-describedby="confirm-hint"
                        disabled=live(move || missing().is_some())
                        on:click=on(confirm)
                    >
                        {button}
                    </button>
                </div>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What one must know first.
fn warnings(plan: &Plan) -> AnyView {
    let warnings = plan.warnings.iter().map(|words| {
        let words = words.clone();
        view! {
            <p class="notice">
                <IconView icon=Icon::Warning />
                <span>{words}</span>
            </p>
        }
    });
    warnings.collect_view().into_any()
}

/// What the button says; with a watch, by what it has seen.
fn button(plan: &Plan) -> AnyView {
    let Some(watch) = plan.watch.clone() else {
        return plan.button.clone().into_any();
    };
    let watch = StoredValue::new_local(watch);
    part(move || watch.with_value(|watch| watch.button())).into_any()
}

/// What is ticked and typed in the question.
#[derive(Clone, Copy)]
struct Answers {
    reason: RwSignal<String>,
    typed: RwSignal<String>,
    save: RwSignal<bool>,
    kind: RwSignal<FileKind>,
    more: RwSignal<String>,
}

impl Answers {
    /// How many more may go along; nothing typed is none at all.
    fn more(self) -> Option<usize> {
        self.more.with(|text| match text.trim() {
            "" => Some(0),
            text => text.parse().ok(),
        })
    }

    fn answer(self) -> Answer {
        Answer {
            file: self.save.get().then(|| self.kind.get()),
            more: self.more().unwrap_or_default(),
        }
    }
}

/// Why what was seen cannot be confirmed.
fn unseen(watch: &dyn Watch) -> Option<&'static str> {
    match watch.looked() {
        Looked::Looking(_) => Some("Counting what is there now…"),
        Looked::Failed(_) | Looked::NotSure => {
            Some("It could not be counted, so nothing can be sent.")
        }
        Looked::Seen(sights) if sights.iter().all(|sight| sight.number == 0) => {
            Some("Nothing of it is there any more.")
        }
        Looked::Seen(_) => None,
    }
}

/// What can be ticked and typed: the file, the reason, and what is wanted as a confirmation.
fn fields(plan: &Plan, answers: Answers, wanted: Signal<Option<String>>) -> AnyView {
    let save = answers.save;
    let file = plan.file.as_ref().map(|(name, _)| {
        let name = name.to_owned() + ".json";
        view! {
            <label class="tick">
                <input type="checkbox" bind:checked=save />
                <span>"Save what will go as a file first: " <code>{name}</code></span>
            </label>
        }
    });
    let watched = plan.watch.as_ref().map(|watch| {
        let held = StoredValue::new_local(std::rc::Rc::clone(watch));
        view! {
            {sights::file(&watch.file_name(), save, answers.kind)}
            {part(move || held.with_value(|watch| watch.grows()).map(|words| sights::growth(words, answers.more)))}
        }
    });
    let wanted = move || {
        let text = wanted.get()?;
        Some(view! {
            <label class="stacked">
                <span>"Type " <strong>{text}</strong> " to confirm"</span>
                <input type="text" autocomplete="off" autocapitalize="off" spellcheck="false" bind:value=answers.typed />
            </label>
        })
    };
    view! {
        {file}
        {watched}
        <label class="stacked">
            <span>"Why? " <span class="muted">{"For the journal; may stay empty."}</span></span>
            <input type="text" maxlength="500" autocomplete="off" bind:value=answers.reason />
        </label>
        {part(wanted)}
    }
    .into_any()
}

/// To whom or what it is done: the first few by name, and all others on demand.
fn records(plan: &Plan) -> AnyView {
    let labels = |from: usize, to: usize| {
        let steps = plan.steps.iter().skip(from).take(to - from);
        steps.map(|step| step.label.as_str()).collect::<Vec<_>>()
    };
    let all = plan.steps.len();
    let first = labels(0, NAMED.min(all))
        .into_iter()
        .map(|label| {
            let label = label.to_owned();
            view! { <li>{label}</li> }
        })
        .collect_view();
    let more = (all > NAMED).then(|| {
        let words = ["and ", &count(all - NAMED), " more"].concat();
        unfold(words, "The other records", &labels(NAMED, all).join("\n"))
    });
    view! {
        <ul class="confirm-records">{first}</ul>
        {more}
    }
    .into_any()
}

/// The calls, those alike together; each can be read in full.
fn calls(plan: &Plan) -> AnyView {
    let mut groups = plan.calls();
    if let [one] = groups.as_mut_slice()
        && let [line] = one.lines.as_mut_slice()
    {
        let line = std::mem::take(line);
        return view! { <p class="confirm-call"><code>{line}</code></p> }.into_any();
    }
    groups
        .into_iter()
        .map(|group| {
            let (method, path) = group.kind;
            let words = [method, " ", &path, " × ", &count(group.lines.len())].concat();
            unfold(words, "The calls", &group.lines.join("\n"))
        })
        .collect_view()
        .into_any()
}

/// The calls as shell commands, one below the other.
fn curl(client: &Client, plan: &Plan) -> AnyView {
    let held = StoredValue::new_local((client.clone(), plan.clone()));
    let text = Callback::new(move |()| {
        held.with_value(|(client, plan)| {
            let command = |step: &Step| change_as_curl(client.connection(), &step.call);
            plan.steps
                .iter()
                .map(command)
                .collect::<Vec<_>>()
                .join("\n")
        })
    });
    view! {
        <p>
            <CopyButton label="Copy as curl" text />
        </p>
    }
    .into_any()
}

/// What was chosen and is not touched, by its reason.
pub(super) fn left_out(plan: &Plan) -> AnyView {
    plan.left_out()
        .into_iter()
        .map(|(words, labels)| unfold(words, "Left out", &labels.join("\n")))
        .collect_view()
        .into_any()
}

/// A question is read from its top, though its focus is at its foot.
pub fn from_the_top() {
    request_animation_frame(|| {
        let dialog = document().query_selector("dialog[open]:has(> .confirm)");
        if let Some(dialog) = dialog.ok().flatten() {
            dialog.set_scroll_top(0);
        }
    });
}

/// Many lines behind one; one text, so that ten thousand cost no more than one.
pub fn unfold(words: String, label: &'static str, lines: &str) -> AnyView {
    let lines = lines.to_owned();
    view! {
        <details class="unfold">
            <summary>{words}</summary>
            <pre tabindex="0" role="region" aria-label=label>
                {lines}
            </pre>
        </details>
    }
    .into_any()
}
