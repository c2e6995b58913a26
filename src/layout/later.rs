//! Code that is fetched when it is first needed: one file beside the main one, fetched once and whole.
//!
//! [`Parts`] lists what lies in it; `src/parts.rs` says which component each of them is. Without the
//! feature `split` all of it is in the main file and simply there.

use std::rc::Rc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::announcer::arrive;
use super::keys_help::KeysHelp;
use super::list::ListView;
use super::list_filter::ListFilter;
use super::palette::Palette;
use crate::data::tenant::Tenant;
use crate::reactive::{effect, on, part};
use crate::routes::Page;
use crate::ui::dialog::Dialog;

/// What comes later.
pub struct Parts {
    /// The open command palette.
    pub palette: fn(Palette) -> AnyView,
    /// The keys and what they do.
    pub keys_help: fn(KeysHelp) -> AnyView,
    /// The question before a changed form is left.
    pub leave_question: fn() -> AnyView,
    /// The question before a change.
    pub changes: fn() -> AnyView,
    /// The changes that are held, under way and done.
    pub dock: fn() -> AnyView,
    /// What stands below "View" above a list.
    pub list_look: fn(ListView) -> AnyView,
    /// What stands below "Export": whether that is open, and whether the dialog is.
    pub list_take: fn(ListView, RwSignal<bool>, RwSignal<bool>) -> AnyView,
    /// The dialog that saves a list as a file, and what closes it.
    pub export: fn(ListView, Callback<()>) -> AnyView,
    /// The views of a list; from here on its filter box completes.
    pub filter_tools: fn(ListFilter) -> AnyView,
    /// How to filter a list, and what closes it.
    pub filter_help: fn(ListFilter, Callback<()>) -> AnyView,
    /// The facets of a list on a narrow screen: how many rows match, and what closes it.
    pub filter_drawer: fn(ListFilter, Signal<usize>, Callback<()>) -> AnyView,
    /// A page that is neither the overview of a Tines tenant nor the list of users: the page itself, or what stands below it.
    pub page: fn(&Tenant, Page, Option<&str>) -> AnyView,
    /// What to try first on the demo tenant, and what hides it.
    pub hints: fn(&Tenant, RwSignal<bool>) -> AnyView,
    /// Whether the app is hosted as it should be.
    pub checks: fn() -> AnyView,
    /// What can be done with the selected users.
    pub selected_users: fn(Tenant, ListView) -> AnyView,
}

/// Fetches the parts, or gives them at once where they are there; `None` if they did not arrive.
pub type Fetch = fn() -> LocalBoxFuture<'static, Option<&'static Parts>>;

/// What stands around a part that is missing.
#[derive(Clone, Copy, Debug)]
pub enum Frame {
    /// Nothing: it is a part of a page.
    Inside,
    /// A heading: it is the page.
    Page,
    /// A dialog, which this closes.
    Dialog(Callback<()>),
}

/// Where the parts are.
#[derive(Clone, Copy)]
enum Code {
    Unasked,
    OnItsWay,
    Here(&'static Parts),
    Missing,
}

/// The parts, for everything below.
#[derive(Clone, Copy)]
pub struct Later {
    fetch: Fetch,
    code: RwSignal<Code>,
    /// Whether a place is empty without them.
    missed: StoredValue<bool>,
}

impl Later {
    /// Provides the parts to everything below; nothing is fetched yet.
    pub fn provide(fetch: Fetch) {
        let code = RwSignal::new(Code::Unasked);
        let missed = StoredValue::new(false);
        provide_context(Self {
            fetch,
            code,
            missed,
        });
    }

    /// The parts of the page that is being made.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// Fetches them, unless they are there or on their way. If they do not arrive, their places say so.
    pub fn want(self) {
        self.missed.set_value(true);
        if matches!(self.code.get_untracked(), Code::Unasked | Code::Missing) {
            self.ask();
        }
    }

    /// Fetches them for who can do without: if they do not arrive, nothing was asked.
    pub fn welcome(self) {
        if matches!(self.code.get_untracked(), Code::Unasked) {
            self.ask();
        }
    }

    /// The same a moment after something has come true: not in the way of what is more urgent.
    pub fn welcome_after(self, ready: Signal<bool>) {
        // Once, not with every change of what it is worked out from.
        let ready = Memo::new(move |_| ready.get());
        effect(move || {
            if ready.get() {
                set_timeout(move || self.welcome(), A_MOMENT);
            }
        });
    }

    fn ask(self) {
        let arrived = move |parts: Option<&'static Parts>| {
            let otherwise = if self.missed.get_value() {
                Code::Missing
            } else {
                Code::Unasked
            };
            self.code.set(parts.map_or(otherwise, Code::Here));
        };
        let mut fetching = (self.fetch)();
        // What is there already is shown in this very moment: nothing flickers.
        if let Some(parts) = (&mut fetching).now_or_never() {
            arrived(parts);
        } else {
            self.code.set(Code::OnItsWay);
            spawn_local(async move { arrived(fetching.await) });
        }
    }
}

/// Shows a part: `later(Frame::Inside, |parts| (parts.dock)())`.
///
/// Its place is empty until it arrives. If it does not, words and a way to try again stand there.
pub fn later(frame: Frame, build: impl Fn(&'static Parts) -> AnyView + 'static) -> AnyView {
    Later::from_context().want();
    shown(frame, Rc::new(|| ().into_any()), Rc::new(build))
}

/// Shows a part once it has arrived for whoever wanted it ([`Later::want`]), and something else until it arrives.
pub fn later_or(
    meanwhile: impl Fn() -> AnyView + 'static,
    build: impl Fn(&'static Parts) -> AnyView + 'static,
) -> AnyView {
    shown(Frame::Inside, Rc::new(meanwhile), Rc::new(build))
}

fn shown(
    frame: Frame,
    meanwhile: Rc<dyn Fn() -> AnyView>,
    build: Rc<dyn Fn(&'static Parts) -> AnyView>,
) -> AnyView {
    let later = Later::from_context();
    let views = StoredValue::new_local((meanwhile, build));
    part(move || match later.code.get() {
        Code::Here(parts) => views.with_value(|(_, build)| build(parts)),
        Code::Missing => missing(frame, later),
        Code::Unasked | Code::OnItsWay => views.with_value(|(meanwhile, _)| meanwhile()),
    })
    .into_any()
}

fn missing(frame: Frame, later: Later) -> AnyView {
    let words = view! {
        <div class="failure" role="alert">
            <div class="failure-words">
                <p class="failure-title">{WORDS}</p>
                <p>{"Check the connection and try again. If Gatehouse was updated meanwhile, load the page again."}</p>
            </div>
            <button type="button" class="button" on:click=on(move |_| later.want())>
                "Try again"
            </button>
            // `boot.js` hears the click.
            <button type="button" class="button" data-reload={""}>
                "Load the page again"
            </button>
        </div>
    }
    .into_any();
    match frame {
        Frame::Inside => words,
        Frame::Page => {
            arrive(WORDS);
            view! {
                <div class="page">
                    <h1 class="unseen" tabindex="-1">{WORDS}</h1>
                    {words}
                </div>
            }
            .into_any()
        }
        Frame::Dialog(close) => view! {
            <Dialog labelled_by="missing" on_cancel=close>
                <h2 id="missing" class="unseen">{WORDS}</h2>
                {words}
                <div class="dialog-actions">
                    <button type="button" class="button" on:click=on(move |_| close.run(()))>
                        "Close"
                    </button>
                </div>
            </Dialog>
        }
        .into_any(),
    }
}

/// How long the browser has to itself before the parts are fetched unasked.
const A_MOMENT: Duration = Duration::from_millis(300);
const WORDS: &str = "This part of Gatehouse did not arrive";
