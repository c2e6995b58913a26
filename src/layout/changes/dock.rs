//! The corner in which changes are held, run and tell how they ended.
//!
//! A held moment is a time limit, so it waits for whoever is at it: while the pointer or the focus is on
//! its card the seconds stand still, and Escape works from anywhere (WCAG 2.2.1, "adjust" and "extend").
//! The seconds are shown, and not said: what is said is said once, when the moment begins.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::{again, focus_main, results};
use crate::api::error::ApiError;
use crate::data::changes::job::{End, HELD_FOR, Job, Stage};
use crate::data::changes::{Changes, summary};
use crate::format::number::count;
use crate::layout::failure::Failure;
use crate::reactive::{effect, live, on, part};
use crate::ui::icon::{Icon, IconView};
use crate::ui::moment::Tick;

/// What a card shows; it is drawn anew only when this changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Held,
    Queued,
    Running,
    Ended,
}

/// All changes that have something to show, oldest first.
#[component]
pub fn Dock() -> impl IntoView {
    let changes = expect_context::<Changes>();
    let open = RwSignal::new(None::<u32>);
    let empty = Memo::new(move |_| changes.jobs().is_empty());
    let shown = Memo::new(move |_| open.get().filter(|id| changes.job(*id).is_some()));
    make_room(changes);
    view! {
        <section class="dock" aria-label="Changes" hidden=live(move || empty.get())>
            {place(changes, 0, open)}
        </section>
        {part(move || {
            let id = shown.get()?;
            Some(results::panel(changes, id, Callback::new(move |()| open.set(None))))
        })}
    }
}

/// Tells the style sheet how much of the page the cards cover. It could ask by itself (`:has()`), and then each
/// change anywhere on any page would cost its share of that.
fn make_room(changes: Changes) {
    let page = || document().document_element();
    let room = Memo::new(move |_| {
        let jobs = changes.jobs();
        if jobs.iter().any(|job| failure(job).is_some()) {
            Some("failed")
        } else {
            jobs.first()
                .map(|_| if jobs.len() > 1 { "many" } else { "one" })
        }
    });
    effect(move || {
        if let Some(page) = page() {
            drop(match room.get() {
                Some(room) => page.set_attribute("data-dock", room),
                None => page.remove_attribute("data-dock"),
            });
        }
    });
    on_cleanup(move || {
        if let Some(page) = page() {
            drop(page.remove_attribute("data-dock"));
        }
    });
}

/// What a card says in full: why the one call of a change failed.
fn failure(job: &Job) -> Option<ApiError> {
    job.with_ends(|ends| match ends {
        [End::Refused(error) | End::Unknown(error)] => Some(error.clone()),
        _ => None,
    })
}

/// The card of one change, and behind it the places of those that come later. A card that comes or goes
/// leaves the others as they are, with the focus that is on them; a keyed list does the same for kilobytes more
/// of the first visit.
fn place(changes: Changes, id: u32, open: RwSignal<Option<u32>>) -> AnyView {
    let more = Memo::new(move |_| changes.last() > id);
    view! {
        {card(changes, id, open)}
        {part(move || more.get().then(|| place(changes, id + 1, open)))}
    }
    .into_any()
}

fn card(changes: Changes, id: u32, open: RwSignal<Option<u32>>) -> AnyView {
    let face = Memo::new(move |_| {
        changes.job(id).map(|job| match job.stage() {
            Stage::Held(_) => Face::Held,
            Stage::Queued => Face::Queued,
            Stage::Running => Face::Running,
            Stage::Ended(_) => Face::Ended,
        })
    });
    (move || {
        let face = face.get()?;
        let job = untrack(|| changes.job(id))?;
        Some(match face {
            Face::Held => held(changes, &job),
            Face::Queued => queued(changes, &job),
            Face::Running => running(changes, &job),
            Face::Ended => ended(changes, &job, open),
        })
    })
    .into_any()
}

/// What it is, where, and who is left out of it: on every face of a card.
fn head(job: &Job, icon: Option<Icon>) -> AnyView {
    let place = job.client.connection().name.clone();
    let colour = job.client.connection().colour.to_string();
    let words = job.plan.button.clone();
    let left_out = job.plan.left_out().into_iter();
    let left_out = left_out
        .map(|(words, _)| view! { <p class="card-left-out">{words}</p> })
        .collect_view();
    view! {
        <p class="card-title" data-colour=colour>
            {icon.map(|icon| view! { <IconView icon /> })}
            <strong>{words}</strong>
            <span class="journal-place">
                <span class={"swatch"}></span>
                {place}
            </span>
        </p>
        {left_out}
    }
    .into_any()
}

fn undo_button(changes: Changes, id: u32, words: &'static str) -> AnyView {
    let undo = move |_| {
        changes.undo(id);
        focus_main();
    };
    view! {
        <button type="button" class="button" aria-keyshortcuts="Escape" on:click=undo>
            {words}
            <kbd aria-hidden="true">{"Esc"}</kbd>
        </button>
    }
    .into_any()
}

fn held(changes: Changes, job: &Rc<Job>) -> AnyView {
    let id = job.id;
    let left = move || match changes.job(id).map(|job| job.stage()) {
        Some(Stage::Held(seconds)) => seconds,
        _ => 0,
    };
    let is_paused = RwSignal::new(false);
    let (over, inside) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let job_held = Rc::clone(job);
    let is_here = move |which: u8, here: bool| {
        if which == 0 { &over } else { &inside }.set(here);
        let paused = over.get() || inside.get();
        job_held.paused.set(paused);
        is_paused.set(paused);
    };
    let is_here = Rc::new(is_here);
    let heard = |which: u8, here: bool| {
        let is_here = Rc::clone(&is_here);
        move || is_here(which, here)
    };
    let (enter, leave, focus, blur) = (
        heard(0, true),
        heard(0, false),
        heard(1, true),
        heard(1, false),
    );
    let words = move || {
        if is_paused.get() {
            "Not sent yet. Waits while you are here".to_owned()
        } else {
            ["Not sent yet. Sent in ", &left().to_string(), " s"].concat()
        }
    };
    view! {
        <div
            class="dock-card held"
            on:pointerenter=on(move |_| enter())
            on:pointerleave=on(move |_| leave())
            on:focusin=on(move |_| focus())
            on:focusout=on(move |_| blur())
        >
            <div class="dock-words">
                {head(job, None)}
                <p class="figures muted">{words}</p>
            </div>
            <div class="dock-actions">
                {undo_button(changes, id, "Undo")}
                <button
                    type="button"
                    class="button"
                    on:click=on(move |_| {
                        changes.send_now(id);
                        focus_main();
                    })
                >
                    "Send now"
                </button>
            </div>
            <progress class="sync-bar" aria-hidden="true" max=HELD_FOR value=left></progress>
        </div>
    }
    .into_any()
}

fn queued(changes: Changes, job: &Job) -> AnyView {
    let id = job.id;
    let button = if job.is_untouched() {
        undo_button(changes, id, "Do not send")
    } else {
        stop_button(changes, id)
    };
    view! {
        <div class="dock-card">
            <div class="dock-words">
                {head(job, None)}
                <p class="muted">{"Waits for the change before it"}</p>
            </div>
            <div class="dock-actions">{button}</div>
        </div>
    }
    .into_any()
}

fn stop_button(changes: Changes, id: u32) -> AnyView {
    let stopping = move || changes.job(id).is_some_and(|job| job.is_stopping());
    view! {
        <button type="button" class="button" disabled=stopping on:click=on(move |_| changes.stop(id))>
            {part(move || if stopping() { "Stopping…" } else { "Stop" })}
        </button>
    }
    .into_any()
}

fn running(changes: Changes, job: &Rc<Job>) -> AnyView {
    let id = job.id;
    let progress = move || changes.job(id).map_or((0, 1), |job| job.progress());
    let words = move || {
        let Some(job) = changes.job(id) else {
            return String::new();
        };
        progress_words(&job)
    };
    view! {
        <div class="dock-card">
            <div class="dock-words">
                {head(job, None)}
                <p class="figures muted">{words}</p>
            </div>
            <div class="dock-actions">{stop_button(changes, id)}</div>
            <progress
                class="sync-bar"
                aria-label="Sent so far"
                max=live(move || progress().1)
                value=live(move || progress().0)
            ></progress>
        </div>
    }
    .into_any()
}

/// `12 of 250 · about 2 min left`, or why nothing moves.
fn progress_words(job: &Job) -> String {
    let (over, all) = job.progress();
    if job.is_looking() {
        // What follows a step that was answered is a look at what it has done.
        let words = "Counting what is there…".to_owned();
        return match all {
            1 => words,
            _ => [&count(over), " of ", &count(all), " · ", &words].concat(),
        };
    }
    let mut words = if all == 1 {
        "Sending…".to_owned()
    } else {
        [&count(over), " of ", &count(all)].concat()
    };
    if let Some(until) = job.client.waiting() {
        let seconds = ((until - Tick::now().0) / 1000).max(1);
        words.extend([
            ", waiting up to ",
            &seconds.to_string(),
            " s for the tenant",
        ]);
        return words;
    }
    if let Some(seconds) = job.seconds_left() {
        let minutes = (seconds + 30) / 60;
        match minutes {
            0 => words.push_str(" · less than a minute left"),
            _ => words.extend([" · about ", &minutes.to_string(), " min left"]),
        }
    }
    words
}

fn ended(changes: Changes, job: &Rc<Job>, open: RwSignal<Option<u32>>) -> AnyView {
    let id = job.id;
    let single = job.plan.steps.len() == 1;
    let failure = failure(job);
    let is_failed = failure.is_some();
    let [done, unneeded, ..] = job.counts();
    let icon = if done + unneeded == job.plan.steps.len() {
        Icon::Check
    } else {
        Icon::Warning
    };
    let halt = match job.stage() {
        Stage::Ended(Some(halt)) => Some(halt.words()),
        _ => None,
    };
    let counts = (!single).then(|| summary(job));
    let what = job
        .plan
        .steps
        .first()
        .filter(|_| single)
        .map(|step| step.label.clone());
    let more = (!single).then(|| {
        view! {
            <button type="button" class="button" aria-haspopup="dialog" on:click=on(move |_| open.set(Some(id)))>
                "Results"
            </button>
        }
    });
    let dismiss = move |_| {
        changes.dismiss(id);
        focus_main();
    };
    view! {
        <div class="dock-card ended" class:failed=is_failed>
            <div class="dock-words">
                {head(job, Some(icon))} {what.map(|what| view! { <p>{what}</p> })}
                {notes(changes, id)}
                {counts.map(|words| view! { <p class="figures">{words}</p> })}
                {halt.map(|words| view! { <p>{words}</p> })}
                {failure.map(|error| view! { <Failure error /> })}
            </div>
            <div class="dock-actions">
                {if single { again(changes, job) } else { ().into_any() }} {more}
                <button type="button" class="button" on:click=dismiss>
                    "Dismiss"
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// So many notes stand on a card; the results have all of them.
const NOTES: usize = 4;

/// What the looks found out about the steps; a later look may say more.
fn notes(changes: Changes, id: u32) -> AnyView {
    part(move || {
        let job = changes.job(id)?;
        let steps = job.plan.steps.iter().enumerate();
        let all: Vec<String> = steps
            .map(|(at, step)| (job.note(at), &step.label))
            .filter(|(note, _)| !note.is_empty())
            .map(|(note, label)| match job.plan.steps.len() {
                1 => note,
                _ => [label, ": ", &note].concat(),
            })
            .collect();
        let more = all.len().saturating_sub(NOTES);
        let more = (more > 0).then(|| ["and ", &count(more), " more in the results"].concat());
        let lines = all.into_iter().take(NOTES).chain(more);
        let lines = lines.map(|words| view! { <p class="figures card-note">{words}</p> });
        Some(lines.collect_view())
    })
    .into_any()
}
