//! What changes look like, once for the whole app: the question, the held moment, what is under way, and
//! how it ended. `data::changes` decides; this only shows and asks.

mod confirm;
mod dock;
mod results;
mod sights;

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::announcer::Announcer;
use crate::data::changes::Changes;
use crate::data::changes::job::{Again, Job};
use crate::format::number::count;
use crate::reactive::{effect, live, on, part};
pub use confirm::{from_the_top, unfold};
pub use dock::Dock;

/// The question, when there is one; the keys and the words of all changes.
#[component]
pub fn ChangesView() -> impl IntoView {
    let changes = expect_context::<Changes>();
    let announcer = expect_context::<Announcer>();
    effect(move || {
        let news = changes.news();
        if !news.is_empty() {
            announcer.say(news);
        }
    });
    undo_on_escape(changes);
    ask_before_leaving(changes);
    // By its number: everything else that changes must not take away what was typed into it.
    let asked = Memo::new(move |_| changes.asked().map(|asked| asked.number));
    move || {
        asked.get()?;
        let asked = untrack(|| changes.asked())?;
        Some(confirm::question(changes, &asked))
    }
}

/// Escape takes back the newest plan that was not sent yet, unless something nearer wants the key: a
/// dialog, what is open above the page, or a field. Whoever answers Escape elsewhere prevents its default.
fn undo_on_escape(changes: Changes) {
    const NEARER: &str = "dialog[open], :popover-open, .drawer-open, [aria-expanded=true]";
    const FIELDS: &str = "input, textarea, select, [contenteditable], [role=combobox]";
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() != "Escape" || event.default_prevented() {
            return;
        }
        let nearer = document().query_selector(NEARER).ok().flatten().is_some();
        let in_field = document()
            .active_element()
            .is_some_and(|element| element.matches(FIELDS).unwrap_or(false));
        if !nearer && !in_field && changes.undo_newest() {
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
}

/// While something is held or under way, the browser asks before the page goes: what is held would not be
/// sent, and nobody would hear how the rest ended.
fn ask_before_leaving(changes: Changes) {
    let leaves = window_event_listener(leptos::ev::beforeunload, move |event| {
        if changes.is_busy() {
            event.prevent_default();
            // Chromium before 119 asks for this only. Setting a field of an event cannot fail.
            let any = wasm_bindgen::JsValue::TRUE;
            drop(js_sys::Reflect::set(&event, &"returnValue".into(), &any));
        }
    });
    on_cleanup(move || leaves.remove());
}

/// What had the focus is about to go.
fn focus_main() {
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        drop(main.focus());
    }
}

/// Sends again what did not succeed: what is left with one button, what was refused with another. What may
/// have been carried out already is sent again only if a tick says so.
fn again(changes: Changes, job: &Rc<Job>) -> AnyView {
    let (id, job) = (job.id, StoredValue::new_local(Rc::clone(job)));
    let is_handed_on = Memo::new(move |_| changes.job(id).is_none_or(|job| job.is_handed_on()));
    part(move || (!is_handed_on.get()).then(|| job.with_value(|job| choices(changes, job))))
        .into_any()
}

fn choices(changes: Changes, job: &Job) -> AnyView {
    let id = job.id;
    let single = job.plan.steps.len() == 1;
    // What depends on the moment is asked anew, with what is there by then.
    let (now, dots) = match job.plan.watch {
        Some(_) => ("Ask again", "…"),
        None => ("Send it now", ""),
    };
    let check = (!job.to_check().is_empty()).then(|| check_button(changes, id));
    let rest = job.would_send(Again::Rest);
    let refused = job.would_send(Again::Refused);
    let unknown = job.would_send(Again::RefusedAndUnknown) - refused;
    let client = StoredValue::new_local(job.client.clone());
    let forbidden = move || client.with_value(crate::api::client::Client::refuses_changes);
    let sure = RwSignal::new(false);
    let go_on = (rest > 0).then(|| {
        let words = if single {
            now.to_owned()
        } else {
            ["Go on with the ", &count(rest), " left", dots].concat()
        };
        view! {
            <button
                type="button"
                class="button"
                disabled=live(move || forbidden().is_some())
                on:click=on(move |_| changes.again(id, Again::Rest))
            >
                {words}
            </button>
        }
    });
    let tick = (unknown > 0).then(|| {
        let words = if single {
            "Send it again although it may have been carried out already".to_owned()
        } else {
            [
                "Send the ",
                &count(unknown),
                " unknown as well: they may have been carried out already",
            ]
            .concat()
        };
        view! {
            <label class="tick">
                <input type="checkbox" bind:checked=sure />
                <span>{words}</span>
            </label>
        }
    });
    let retry = (refused + unknown > 0).then(|| {
        let words = move || {
            let all = refused + if sure.get() { unknown } else { 0 };
            if single || all == 0 {
                ["Send again", dots].concat()
            } else {
                ["Send the ", &count(all), " failed again", dots].concat()
            }
        };
        let nothing = move || refused == 0 && !sure.get();
        let send = move |_| {
            let what = if sure.get_untracked() {
                Again::RefusedAndUnknown
            } else {
                Again::Refused
            };
            changes.again(id, what);
        };
        view! {
            <button type="button" class="button" disabled=live(move || nothing() || forbidden().is_some()) on:click=send>
                {words}
            </button>
        }
    });
    view! {
        {check}
        {tick}
        {part(move || forbidden().filter(|_| rest + refused + unknown > 0).map(|why| view! { <p class="muted">{why}</p> }))}
        {go_on}
        {retry}
    }
    .into_any()
}

/// Looks what became of what was sent and never clearly answered. Sends nothing.
fn check_button(changes: Changes, id: u32) -> AnyView {
    let looking = move || changes.job(id).is_some_and(|job| job.is_looking());
    view! {
        <button type="button" class="button" disabled=looking on:click=on(move |_| changes.check(id))>
            {part(move || if looking() { "Checking…" } else { "Check what became of it" })}
        </button>
    }
    .into_any()
}
