//! What a template was before, as far as this tab has seen it: compared, and brought back.

use leptos::prelude::*;

use super::list::nothing_may_change;
use super::lost::told;
use super::plans::called_so;
use super::review::review_dialog;
use super::saving::{Next, Review, Saved, Wish, attempt};
use crate::analysis::json;
use crate::analysis::template_bundle::different_fields;
use crate::data::mutation::Mutation;
use crate::data::templates::{KeptTemplate, MOST_BYTES, Origin, Version};
use crate::data::tenant::Tenant;
use crate::format::file_name::size;
use crate::format::number::counted;
use crate::format::time::{date, hour_and_minute};
use crate::layout::failure::Failure;
use crate::reactive::{live, on, part};
use crate::state::clock::now;
use crate::state::toasts::Toasts;
use crate::ui::dialog::Dialog;
use crate::ui::json::diff::DiffView;
use crate::wire::time::Timestamp;

/// What lies over the page.
#[derive(Clone, Default)]
enum Over {
    #[default]
    Nothing,
    Compare(Version),
    Review(Version, Review),
}

/// What the panel holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Panel {
    tenant: StoredValue<Tenant, LocalStorage>,
    id: StoredValue<String>,
    known: RwSignal<Option<KeptTemplate>, LocalStorage>,
    over: RwSignal<Over, LocalStorage>,
    mutation: Mutation,
    saved: RwSignal<Option<Saved>, LocalStorage>,
    toasts: Toasts,
}

/// The versions of a template, where there is more than the one on screen.
pub fn panel(
    tenant: &Tenant,
    id: &str,
    known: RwSignal<Option<KeptTemplate>, LocalStorage>,
) -> AnyView {
    let panel = Panel {
        tenant: StoredValue::new_local(tenant.clone()),
        id: StoredValue::new(id.to_owned()),
        known,
        over: RwSignal::new_local(Over::Nothing),
        mutation: Mutation::new(),
        saved: RwSignal::new_local(None),
        toasts: expect_context(),
    };
    let off = nothing_may_change(tenant);
    let all = move || {
        let id = panel.id.get_value();
        panel
            .tenant
            .with_value(|tenant| tenant.templates().versions.of(&id))
    };
    let gone = move || {
        let gone = panel
            .tenant
            .with_value(|tenant| tenant.templates().versions.gone());
        (gone > 0)
            .then(|| counted(gone, " older version has", " older versions have") + " gone already.")
    };
    let note = [
        "What this tab has seen or saved of it, in memory only: it goes with a reload, with the lock, and beyond ",
        &size(MOST_BYTES as u64),
        " of all versions together, the oldest first. ",
    ]
    .concat();
    view! {
        <section class="panel templates-versions" aria-labelledby="versions-title">
            <h2 id="versions-title">{"Versions in this tab"}</h2>
            <p class="hint">{note} {part(gone)}</p>
            {part(move || panel.mutation.error().map(|error| view! { <Failure error /> }))}
            {part(move || panel.saved.get().map(|saved| told(&saved)))}
            <ul>
                {part(move || {
                    let all = all();
                    let older = all.iter().skip(1).map(Some).chain([None]);
                    all.iter().zip(older).map(|(version, older)| line(panel, version, older, off)).collect_view()
                })}
            </ul>
        </section>
        {part(move || panel.over_view())}
    }
    .into_any()
}

/// `14:02:31`, and before it the day, where it is not today's.
fn moment(at: Timestamp) -> String {
    // A zone is some minutes ahead, and no seconds.
    let seconds = (at.0 / 1000).rem_euclid(60).to_string();
    let zero = if seconds.len() < 2 { "0" } else { "" };
    let time = [&hour_and_minute(at), ":", zero, &seconds].concat();
    let day = date(at);
    if day == date(now()) {
        time
    } else {
        [&day, ", ", &time].concat()
    }
}

/// What changed from the version before, by field.
fn changed(version: &Version, older: Option<&Version>) -> Option<String> {
    let (now, before) = (version.record.raw.get(), older?.record.raw.get());
    let mut fields = different_fields(now, before);
    for gone in different_fields(before, now) {
        if !fields.contains(&gone) {
            fields.push(gone);
        }
    }
    (!fields.is_empty()).then(|| ["changed: ", &fields.join(", ")].concat())
}

fn line(panel: Panel, version: &Version, older: Option<&Version>, off: Signal<bool>) -> AnyView {
    let changed = changed(version, older);
    let version = version.clone();
    let raw = version.record.raw.get().to_owned();
    let is_now = Memo::new(move |_| {
        panel.known.with(|known| {
            known
                .as_ref()
                .is_some_and(|known| json::same(known.raw.get(), &raw))
        })
    });
    let origin = match version.origin {
        Origin::Seen => "read",
        Origin::Saved => "saved here",
        Origin::Restored => "restored here",
    };
    let at = moment(version.at);
    let bytes = size(version.record.raw.get().len() as u64);
    let restore = ["Restore version of ", &at, "…"].concat();
    let compare = ["Compare the version of ", &at].concat();
    let held = StoredValue::new_local(version);
    view! {
        <li>
            <span class="templates-version-at">{at}</span>
            <span class="muted">{origin} ", " {bytes}</span>
            {changed.map(|changed| view! { <span>{changed}</span> })}
            {part(move || is_now.get().then(|| view! { <span class="badge good">{"As it is now"}</span> }))}
            <span class="templates-version-deeds" hidden=live(move || is_now.get())>
                <button
                    type="button"
                    class="button small"
                    aria-label=compare
                    on:click=on(move |_| panel.over.set(Over::Compare(held.get_value())))
                >
                    {"Compare"}
                </button>
                <button
                    type="button"
                    class="button small"
                    disabled=off
                    on:click=on(move |_| panel.restore(held.get_value(), None))
                >
                    {restore}
                </button>
            </span>
        </li>
    }
    .into_any()
}

impl Panel {
    /// Saves a version once more: it is read again first, and what would change is shown.
    fn restore(self, version: Version, seen: Option<Review>) {
        self.over.set(Over::Nothing);
        self.saved.set(None);
        let at = moment(version.at);
        let wish = Wish {
            id: self.id.get_value(),
            opened: None,
            wanted: version.record.raw.get().to_owned(),
            what: [
                "Restore version of ",
                &at,
                " of template ",
                &called_so(&version.record),
            ]
            .concat(),
            origin: Origin::Restored,
        };
        let tenant = self.tenant.get_value();
        let trying = async move { attempt(&tenant, wish, seen).await };
        self.mutation.send(trying, move |next| match next {
            Next::Review(review) => {
                self.over.try_set(Over::Review(version, review));
            }
            Next::Same(_) => self.toasts.show("It is just so already: nothing was sent."),
            Next::Done(saved) => {
                self.toasts
                    .show(["Version of ", &at, " restored."].concat());
                self.saved.try_set(Some(saved));
            }
            // Whatever is there now is what it is compared with.
            Next::Merge(..) => {}
        });
    }

    fn over_view(self) -> AnyView {
        let close = Callback::new(move |()| self.over.set(Over::Nothing));
        match self.over.get() {
            Over::Nothing => ().into_any(),
            Over::Compare(version) => self.compare(&version, close),
            Over::Review(version, review) => {
                let words = ["Restore version of ", &moment(version.at)].concat();
                let held = StoredValue::new_local(version);
                let agreed = Callback::new(move |review| {
                    self.restore(held.get_value(), Some(review));
                });
                review_dialog(&review, (words.clone() + "?", words), agreed, close)
            }
        }
    }

    /// A version beside any other one.
    fn compare(self, version: &Version, close: Callback<()>) -> AnyView {
        let id = self.id.get_value();
        let all = untrack(|| {
            self.tenant
                .with_value(|tenant| tenant.templates().versions.of(&id))
        });
        let others: Vec<Version> = all
            .into_iter()
            .filter(|one| one.number != version.number)
            .collect();
        let options = others
            .iter()
            .map(|one| {
                let words = [
                    &moment(one.at),
                    ", ",
                    &size(one.record.raw.get().len() as u64),
                ]
                .concat();
                view! { <option value=one.number.to_string()>{words}</option> }
            })
            .collect_view();
        let chosen = RwSignal::new(others.first().map_or(0, |one| one.number));
        let before = version.record.raw.get().to_owned();
        let before_name = ["Version of ", &moment(version.at)].concat();
        let title = before_name.clone();
        let others = StoredValue::new_local(others);
        let diff = move || {
            let number = chosen.get();
            let other = others.with_value(|others| {
                let other = others.iter().find(|one| one.number == number)?;
                Some((other.record.raw.get().to_owned(), moment(other.at)))
            });
            other.map(|(after, at)| {
                let (before, before_name) = (before.clone(), before_name.clone());
                let after_name = ["Version of ", &at].concat();
                view! { <DiffView before after before_name after_name /> }
            })
        };
        view! {
            <Dialog labelled_by="compare-title" on_cancel=close>
                <div class="review templates-review">
                    <h2 id="compare-title">{title}</h2>
                    <p class="templates-compare">
                        <label for="compare-with">{"Compared with the version of"}</label>
                        <select
                            id="compare-with"
                            on:change=on(move |event| {
                                chosen.set(event_target_value(&event).parse().unwrap_or_default());
                            })
                        >
                            {options}
                        </select>
                    </p>
                    {part(diff)}
                    <div class="dialog-actions">
                        <button type="button" class="button" autofocus on:click=on(move |_| close.run(()))>
                            {"Close"}
                        </button>
                    </div>
                </div>
            </Dialog>
        }
        .into_any()
    }
}
