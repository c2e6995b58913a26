//! The frame of a record's page: its name, what can be done with it, and all that is said of it.

use leptos::prelude::*;

use super::open::{Held, Kind};
use super::place::{Mode, item_path, query, way_back};
use crate::data::changes::Changes;
use crate::data::changes::plan::Plan;
use crate::data::collection::Record;
use crate::data::query::Query;
use crate::layout::announcer::{arrive, entitle};
use crate::layout::failure::Failure;
use crate::layout::record_tools::record_tools;
use crate::reactive::{effect, live, on, part};
use crate::routes::Page;
use crate::ui::icon::Icon;
use crate::ui::popover::{Popover, close_popover};

/// What a page shows of its record.
pub struct Shown {
    /// The path of the call that reads it.
    pub path: fn(&str) -> String,
    /// What stands beside its name.
    pub beside: AnyView,
    /// What else can be done with it, once it is there.
    pub deeds: Callback<(), AnyView>,
    /// All that is said of it; `None`: it is not there.
    pub known: Callback<(), Option<AnyView>>,
    /// What stands below that and stays while the record is read anew.
    pub below: AnyView,
    /// Its JSON.
    pub raw: Callback<(), Option<AnyView>>,
}

/// The page of a record. `one` is the record, `asked` its reading ([`Kind::shown`], [`Kind::asked`]).
pub fn record_page<T: Record<Id = String> + Send + Sync>(
    kind: &'static Kind<T>,
    held: Held,
    one: Memo<Option<T>>,
    asked: Query<()>,
    shown: Shown,
) -> AnyView {
    let name = Memo::new(move |_| {
        let name = one.with(|one| one.as_ref().map(kind.name));
        name.unwrap_or_else(|| held.with_value(|(_, id)| id.clone()))
    });
    let frame = Frame {
        page: kind.page,
        noun: kind.noun,
        plural: kind.plural,
        held,
        name,
        is_here: Memo::new(move |_| one.with(Option::is_some)),
        asked,
    };
    frame.view(shown)
}

/// What of it is the same for any kind. Cheap to copy.
#[derive(Clone, Copy)]
struct Frame {
    page: Page,
    noun: &'static str,
    plural: &'static str,
    held: Held,
    name: Memo<String>,
    is_here: Memo<bool>,
    asked: Query<()>,
}

impl Frame {
    fn view(self, shown: Shown) -> AnyView {
        let Self {
            held,
            name,
            is_here,
            asked,
            ..
        } = self;
        let connection = held.with_value(|(tenant, _)| tenant.client.connection().name.clone());
        let title = [" – ", self.plural, " – ", &connection].concat();
        arrive(&(name.get_untracked() + &title));
        effect(move || entitle(&(name.get() + &title)));
        let was_here = RwSignal::new(false);
        effect(move || {
            if is_here.get() {
                was_here.set(true);
            }
        });
        let retry = Callback::new(move |()| asked.reload());
        let (known, raw) = (shown.known, shown.raw);
        let gone = move || {
            let words = ["This ", self.noun, " is no longer there."].concat();
            view! { <p class="notice" role="status">{words}</p> }.into_any()
        };
        view! {
            <div class="page person organisation">
                {held.with_value(|(tenant, _)| way_back(tenant, self.page, self.plural))}
                <header class="page-head person-head">
                    <h1 tabindex="-1">{part(move || name.get())}</h1>
                    {shown.beside}
                    <div class="page-actions">{self.actions(shown.path, shown.deeds)}</div>
                </header>
                {part(move || asked.get().error.map(|error| view! { <Failure error retry /> }))}
                {part(move || match known.run(()) {
                    Some(known) => known,
                    None if was_here.get() => gone(),
                    None if asked.get().loading => {
                        view! { <div class="panel skeleton" aria-hidden="true"></div> }.into_any()
                    }
                    None => ().into_any(),
                })}
                {shown.below}
                {part(move || raw.run(()))}
            </div>
        }
        .into_any()
    }

    /// The buttons beside the name.
    fn actions(self, path: fn(&str) -> String, deeds: Callback<(), AnyView>) -> AnyView {
        let Self { held, is_here, .. } = self;
        let query = query();
        let edit = Signal::derive(move || {
            held.with_value(|(tenant, id)| {
                item_path(tenant, self.page, id, Mode::Edit, &query.get())
            })
        });
        let path = Callback::new(move |()| held.with_value(|(_, id)| path(id)));
        let id = Callback::new(move |()| held.with_value(|(_, id)| id.clone()));
        let copied = ("Copy id", id);
        let tools = held.with_value(|(tenant, _)| record_tools(tenant, self.asked, copied, path));
        view! {
            {tools}
            {part(move || is_here.get().then(|| deeds.run(())))}
            {part(move || is_here.get().then(|| view! { <a class="button primary" href=edit>{"Edit"}</a> }))}
        }
        .into_any()
    }
}

/// Something that can be done with a record.
#[derive(Clone, Copy)]
pub struct Deed {
    /// What the button says.
    pub words: Signal<&'static str>,
    /// Whether it cannot be undone.
    pub is_dangerous: bool,
    /// Does it.
    pub run: Callback<()>,
    /// Why it cannot be done here.
    pub why_not: Signal<Option<&'static str>>,
}

impl Deed {
    /// One that can always be done.
    pub fn new(words: impl Into<Signal<&'static str>>, run: Callback<()>) -> Self {
        Self {
            words: words.into(),
            is_dangerous: false,
            run,
            why_not: Signal::derive(|| None),
        }
    }

    /// One that cannot be undone.
    pub fn dangerous(words: &'static str, run: Callback<()>) -> Self {
        Self {
            is_dangerous: true,
            ..Self::new(words, run)
        }
    }
}

/// The deeds, behind one button; none can be done where nothing may be changed.
pub fn deeds_view(held: Held, icon: Icon, deeds: Vec<Deed>) -> AnyView {
    let open = RwSignal::new(false);
    let off =
        Signal::derive(move || held.with_value(|(tenant, _)| tenant.client.refuses_changes()));
    let deeds = StoredValue::new(deeds);
    let button = move |deed: Deed| {
        view! {
            <button
                type="button"
                class="button bare-words"
                class:danger=deed.is_dangerous
                disabled=live(move || off.get().is_some() || deed.why_not.get().is_some())
                on:click=on(move |event: leptos::ev::MouseEvent| {
                    close_popover(open, &event);
                    deed.run.run(());
                })
            >
                {part(move || deed.words.get())}
            </button>
            {part(move || deed.why_not.get().map(|why| view! { <p class="muted">{why}</p> }))}
        }
        .into_any()
    };
    view! {
        <Popover label="Actions" icon open>
            {part(move || off.get().map(|why| view! { <p class="muted">{why}</p> }))}
            {deeds.get_value().into_iter().map(button).collect_view()}
        </Popover>
    }
    .into_any()
}

/// Proposes a plan that is made of the tenant.
pub fn propose(held: Held, changes: Changes, plan: Plan) {
    held.with_value(|(tenant, _)| changes.propose(&tenant.client, plan));
}

/// A section of the page, with a note beside its heading.
pub fn section(heading: &'static str, note: Option<String>, body: AnyView) -> AnyView {
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2>{heading}</h2>
                {note.map(|note| view! { <p class="hint">{note}</p> })}
            </div>
            {body}
        </section>
    }
    .into_any()
}

/// The whole record as JSON, secrets masked. `more` stands below it.
pub fn raw_json(summary: &'static str, raw: &str, more: AnyView) -> AnyView {
    let laid_out = crate::wire::pretty::pretty(&crate::wire::secret::mask(raw));
    view! {
        <details class="panel raw-json">
            <summary>{summary}</summary>
            <pre tabindex="0">{laid_out}</pre>
            {more}
        </details>
    }
    .into_any()
}
