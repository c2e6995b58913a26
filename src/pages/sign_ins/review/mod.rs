//! The access review: which accounts nobody uses, the evidence for each, a report of it, and switching them
//! off. What is dormant is said by `analysis::access_review`; here it is shown.

mod act;
mod evidence;
mod extent;
mod figures;
mod files;
mod report;
mod table;
mod threshold;
mod words;

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::analysis::access_review::{Finding, Review, review};
use crate::data::tenant::{KeptUser, Tenant};
use crate::format::number::{count, counted};
use crate::layout::announcer::{Announcer, arrive};
use crate::layout::sync_status::{SyncFailure, SyncStatus};
use crate::reactive::{effect_with_last, live, on, part};
use crate::routes::{Page, Route, with_pair};
use crate::state::clock::now;
use crate::ui::copy::CopyLink;
use crate::ui::export::{ExportButton, ExportSource};
use crate::ui::table::selection::Selection;
use extent::Extent;

/// A pair of the query to be set, or taken out.
type Pair = (&'static str, Option<String>);

/// All that the parts of the page share. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    held: StoredValue<Tenant, LocalStorage>,
    /// The page's path.
    path: StoredValue<String>,
    /// The page's query.
    query: Memo<String>,
    /// Days after which an account is dormant.
    days: Memo<i64>,
    /// What the review was made from.
    extent: Memo<Extent>,
    review: Memo<Arc<Review>>,
    /// The column sorted by, and whether the largest stands first.
    sort: Memo<(&'static str, bool)>,
    /// The findings in the order of the screen, as places among them.
    order: Memo<Arc<Vec<u32>>>,
    selection: Selection,
    /// Who makes the report, as they say. Kept on this page alone.
    made_by: RwSignal<String>,
    /// Goes to this page with another query; back undoes it.
    go: Callback<Pair>,
}

impl Desk {
    fn new(tenant: &Tenant) -> Self {
        let held = StoredValue::new_local(tenant.clone());
        let search = use_location().search;
        let query = Memo::new(move |_| search.get());
        let days = Memo::new(move |_| threshold::days_in(&query.get()));
        let extent = Memo::new(move |_| held.with_value(Extent::of));
        let review = Memo::new(move |_| {
            // What was read is true of the moment in which it was.
            let at = extent.with(|extent| extent.read).unwrap_or_else(now);
            let days = days.get();
            held.with_value(|tenant| {
                let log = evidence::Log::of(tenant);
                let latest = |user| log.latest(tenant, user);
                tenant.users.collection.with(|users, _| {
                    let mut users = users.iter().map(|user| &user.value);
                    Arc::new(review(&mut users, days, at, &latest))
                })
            })
        });
        let sort = Memo::new(move |_| table::sort_in(&query.get()));
        let order = Memo::new(move |_| {
            let (column, descending) = sort.get();
            held.with_value(|tenant| {
                tenant.users.collection.with(|users, _| {
                    let users: Vec<_> = users.iter().map(|user| &user.value).collect();
                    Arc::new(review.with(|review| review.sorted(&users, column, descending)))
                })
            })
        });
        let path = Route::item(&tenant.client.connection().id, Page::SignIns, "review").path();
        let path = StoredValue::new(path);
        let navigate = use_navigate();
        let go = Callback::new(move |(name, value): Pair| {
            let query = with_pair(&query.get_untracked(), name, value.as_deref());
            let options = NavigateOptions {
                resolve: false,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&(path.get_value() + &query), options);
        });
        Self {
            held,
            path,
            query,
            days,
            extent,
            review,
            sort,
            order,
            selection: Selection::new(),
            made_by: RwSignal::new(String::new()),
            go,
        }
    }

    /// The account of a finding; tracks the list.
    fn user(self, of: &Finding) -> Option<KeptUser> {
        self.held.with_value(|tenant| {
            tenant.users.collection.with(|users, _| {
                let at = usize::try_from(of.place).ok()?;
                users.get(at).cloned()
            })
        })
    }

    /// What tells the account of a finding apart in the table.
    fn key_of(self, of: &Finding) -> Option<String> {
        self.held.with_value(|tenant| {
            tenant.users.collection.with(|users, _| {
                let user = users.get(usize::try_from(of.place).ok()?)?;
                Some(user.id.to_string())
            })
        })
    }

    /// The same, by the finding's place.
    fn key(self, index: u32) -> Option<String> {
        self.review.with(|review| {
            let of = review.findings.get(usize::try_from(index).ok()?)?;
            self.key_of(of)
        })
    }

    /// The findings in the order of the screen.
    fn findings(self) -> Vec<Finding> {
        self.review.with(|review| {
            self.order.with(|order| {
                let at = |index: &u32| usize::try_from(*index).ok();
                let found = order.iter();
                found
                    .filter_map(|index| review.findings.get(at(index)?).copied())
                    .collect()
            })
        })
    }

    /// The selected accounts, in the order of the screen.
    fn selected(self) -> Vec<KeptUser> {
        untrack(|| {
            let mut users: Vec<KeptUser> = self
                .findings()
                .iter()
                .filter_map(|of| self.user(of))
                .collect();
            users.retain(|user| self.selection.has(&user.id.to_string()));
            users
        })
    }
}

/// The page.
pub fn page(tenant: Tenant) -> AnyView {
    arrive(&format!(
        "Access review – {}",
        tenant.client.connection().name
    ));
    tenant.users.collection.ensure();
    let desk = Desk::new(&tenant);
    act::select_found(desk);
    announce(desk);
    let report = report::report(desk);
    let source: Rc<dyn Fn() -> ExportSource> = Rc::new(move || files::source(desk));
    view! {
        <div class="page page-list access-review">
            <header class="page-head">
                <h1 tabindex="-1">{"Access review"}</h1>
                <p class="page-note">{part(move || found(desk))}</p>
                <div class="page-actions">
                    <label class="review-by">
                        <span>{"Made by"}</span>
                        <input
                            type="text"
                            autocomplete="name"
                            maxlength="200"
                            placeholder="for the report"
                            prop:value=desk.made_by
                            on:input=on(move |event| desk.made_by.set(event_target_value(&event)))
                        />
                    </label>
                    <button type="button" class="button" on:click=on(move |_| drop(window().print()))>
                        "Print report"
                    </button>
                    <ExportButton source />
                    <CopyLink />
                </div>
            </header>
            <p class="review-source" class:partial=live(move || !desk.extent.with(Extent::is_complete))>
                {"Accounts that nobody uses, by the list of users, "}
                {part(move || desk.extent.with(Extent::words))}
                {". Disable them, or say why not (CIS Controls v8, 5.3)."}
            </p>
            {part(move || gaps(desk))}
            {part(move || unsaid(desk))}
            <div class="review-line">
                {threshold::choice(desk)}
                <SyncStatus collection=tenant.users.collection.clone() client=tenant.client.clone() />
            </div>
            {part(move || desk.review.with(|review| figures::figures(review)))}
            <div class="list-panel">
                <SyncFailure sync=tenant.users.collection.sync() />
                {table::table(desk)}
                {part(move || empty(desk))}
                {act::bar(desk)}
            </div>
            {report}
        </div>
    }
    .into_any()
}

/// `42 of 240 accounts found, 30 still enabled`.
fn found(desk: Desk) -> String {
    desk.review.with(|review| {
        let (all, found) = (review.all(), review.found());
        if all.all == 0 {
            return String::new();
        }
        let all = counted(all.all, "account", "accounts");
        if found.all == 0 {
            return ["None of ", &all, " found"].concat();
        }
        let enabled = count(found.enabled());
        [
            &count(found.all),
            " of ",
            &all,
            " found, ",
            &enabled,
            " still enabled",
        ]
        .concat()
    })
}

/// What the list lacks, said loudly. While it is on its way the line above says it: a warning that comes
/// and goes in a moment makes the page jump.
fn gaps(desk: Desk) -> AnyView {
    let extent = desk.extent.get();
    let is_coming = extent.read.is_none() && extent.is_loading;
    let gaps = extent.gaps().into_iter().skip(usize::from(is_coming));
    gaps.map(|words| view! { <p class="notice review-gap">{words}</p> }.into_any())
        .collect_view()
        .into_any()
}

/// What a tenant does not say.
fn unsaid(desk: Desk) -> Option<AnyView> {
    let unsaid = desk.review.with(|review| review.all().unsaid);
    (unsaid > 0).then(|| view! { <p class="notice">{files::unsaid(unsaid)}</p> }.into_any())
}

/// What stands where no row does.
fn empty(desk: Desk) -> Option<AnyView> {
    let extent = desk.extent.get();
    if extent.loaded == 0 && extent.is_loading {
        return Some(view! { <div class="skeleton" aria-hidden="true"></div> }.into_any());
    }
    let words = if extent.loaded == 0 && extent.read.is_none() {
        Some("Nothing was loaded yet.".to_owned())
    } else {
        let is_whole = extent.read.is_some();
        desk.review
            .with(|review| words::nothing_found(review, is_whole))
    };
    words.map(|words| view! { <div class="empty"><p>{words}</p></div> }.into_any())
}

/// Another threshold is heard, too.
fn announce(desk: Desk) {
    let announcer = use_context::<Announcer>();
    effect_with_last(move |before: Option<i64>| {
        let days = desk.days.get();
        if before.is_some_and(|before| before != days)
            && let Some(announcer) = announcer
        {
            announcer.say(untrack(|| found(desk)));
        }
        days
    });
}
