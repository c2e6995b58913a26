//! Where the sign-ins are read from, what each source can and cannot know, and how far the reading is.

use leptos::prelude::*;

use super::audit::Audit;
use super::lens::{Asked, KEPT, Lens};
use crate::data::capabilities::{Feature, Offer};
use crate::data::sign_in_log::{Extent, Scope, SignInLog, Source};
use crate::data::sync::{Phase, Sync};
use crate::format::number::{counted, figure};
use crate::layout::sync_status::{SyncFailure, sync_status};
use crate::reactive::{effect, live, on, part};
use crate::state::clock::now;
use crate::ui::icon::{Icon, IconView};
use crate::ui::moment::Tick;
use crate::ui::popover::Popover;
use crate::wire::time::Timestamp;

/// A source, its name in the URL, and what it knows and what not.
const SOURCES: [(Source, &str, &str); 2] = [
    (
        Source::AuditLog,
        "audit-log",
        "Reads the whole tenant in few calls, people deleted since included. Knows successful sign-ins only: no failed attempts, no places. Needs an owner’s key or the permission AUDIT_LOG_READ.",
    ),
    (
        Source::People,
        "people",
        "One call or more for each person seen in the span, so it is slower. Misses people who were deleted. Knows failed attempts and places only on tenants of 2019 to 2021. A tenant keeps 30 days.",
    ),
];

/// What a source is called.
const fn title(source: Source) -> &'static str {
    match source {
        Source::AuditLog => "Audit log",
        Source::People => "Person by person",
    }
}

/// The source in use, as the note above the page has it; tracks it.
pub fn name(audit: Audit) -> &'static str {
    audit
        .log()
        .scope()
        .map_or("Finding the source", |scope| title(scope.source))
}

/// Asks for the sign-ins that the lens needs, from the source that was chosen or that there is.
pub fn follow(audit: Audit) {
    let tenant = audit.tenant();
    let log = audit.log();
    effect(move || {
        let offer = tenant.capabilities.offer(Feature::AuditLogs);
        let Some(source) = choose(audit.lens(), &offer) else {
            return;
        };
        let needed = audit.lens().needed_since();
        let Asked {
            people, everybody, ..
        } = audit.lens().asked.get();
        // A few pages more bring what a mark is held against: all that a tenant keeps.
        let since = match source {
            Source::AuditLog => needed.min(Timestamp(now().0 - KEPT)),
            Source::People => needed,
        };
        untrack(|| {
            log.want(Scope {
                source,
                since,
                people,
                everybody,
            });
        });
    });
}

/// The source to use; `None` while it is not known whether there is an audit log.
fn choose(lens: Lens, offer: &Offer) -> Option<Source> {
    lens.asked.with(|asked| asked.source).or(match offer {
        Offer::Asking => None,
        // What could not be found out is no "no": the log is tried, and its failure says how to go on.
        Offer::Yes { .. } | Offer::Unknown(_) => Some(Source::AuditLog),
        Offer::No(_) => Some(Source::People),
    })
}

/// The button and the choice of the source.
pub fn choice(audit: Audit) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Popover label="Source" icon=Icon::SignIns open>
            {choices(audit)}
        </Popover>
    }
    .into_any()
}

fn choices(audit: Audit) -> AnyView {
    let lens = audit.lens();
    let sources = SOURCES
        .map(|(source, value, knows)| {
            let in_use = move || audit.log().scope().map(|scope| scope.source) == Some(source);
            view! {
                <label class="audit-source">
                    <input
                        type="radio"
                        name="audit-source"
                        prop:checked=live(in_use)
                        on:change=on(move |_: leptos::ev::Event| lens.set("source", value))
                    />
                    <span>
                        <strong>{title(source)}</strong>
                        <span class="muted">{knows}</span>
                    </span>
                </label>
            }
            .into_any()
        })
        .into_iter()
        .collect_view();
    let everybody = move || {
        let by_people = audit.log().scope()?.source == Source::People;
        by_people.then(|| {
            view! {
                <label class="audit-source">
                    <input
                        type="checkbox"
                        prop:checked=live(move || lens.asked.with(|asked| asked.everybody))
                        on:change=on(move |_: leptos::ev::Event| {
                            let is_on = lens.asked.with_untracked(|asked| asked.everybody);
                            lens.set("everybody", if is_on { "" } else { "1" });
                        })
                    />
                    <span>
                        <strong>{"Ask everybody"}</strong>
                        <span class="muted">
                            {"Also those who were not seen in this span. They cannot have signed in, but on a tenant of 2019 to 2021 somebody may have tried."}
                        </span>
                    </span>
                </label>
            }
        })
    };
    view! {
        <div class="audit-sources" role="group" aria-label="Source of the sign-ins">
            {sources}
            {part(everybody)}
        </div>
    }
    .into_any()
}

/// Whose sign-ins are looked at, where that is not everybody.
pub fn chosen(audit: Audit) -> AnyView {
    let words = move || {
        let people = audit.lens().asked.with(|asked| asked.people.len());
        (people > 0).then(|| {
            let words = counted(people, "chosen person", "chosen people");
            view! {
                <p class="audit-limits">
                    {["Only the sign-ins of ", &words, " are read. "].concat()}
                    <button
                        type="button"
                        class="button small"
                        on:click=on(move |_| audit.lens().set("people", ""))
                    >
                        {"Everybody"}
                    </button>
                </p>
            }
        })
    };
    part(words).into_any()
}

/// Why the source is not the better one, in a sentence; nothing where it is.
pub fn fallback(audit: Audit) -> AnyView {
    let words = move || {
        let scope = audit.log().scope()?;
        if scope.source == Source::AuditLog
            || audit.lens().asked.with(|asked| asked.source.is_some())
        {
            return None;
        }
        let tenant = audit.tenant();
        match tenant.capabilities.offer(Feature::AuditLogs) {
            Offer::No(error) => Some(if error.status == Some(403) {
                "This key may not read the audit log (403), so each person is asked instead. That is slower, and misses people who were deleted."
            } else {
                "This tenant has no audit log for this key, so each person is asked instead. That is slower, and misses people who were deleted."
            }),
            _ => None,
        }
    };
    part(move || words().map(|words| view! { <p class="audit-limits" role="note">{words}</p> }))
        .into_any()
}

/// How far the reading is, what can be told to it, and why it failed if it did.
///
/// `cancelled`: the rest is given up, so that nothing of it stands in the way; [`extent`] says what is missing.
pub fn progress(audit: Audit, cancelled: RwSignal<bool>) -> AnyView {
    let log = StoredValue::new_local(audit.log());
    let phase = Memo::new(move |_| log.with_value(SignInLog::sync).progress().phase);
    let running = Memo::new(move |_| phase.get() == Phase::Syncing);
    let tell = move |what: fn(&Sync)| log.with_value(|log| what(&log.sync()));
    let bar = move || {
        let extent = move || log.with_value(SignInLog::extent);
        running.get().then(|| {
            view! {
                <div class="audit-progress" role="group" aria-label="Reading the sign-ins">
                    <progress
                        class="sync-bar"
                        aria-label="Calls answered"
                        max=live(move || extent().due.max(1).to_string())
                        value=live(move || (extent().due > 0).then(|| extent().done.to_string()))
                    ></progress>
                    <span class="sync-words">{part(move || reading(audit, &log.get_value()))}</span>
                    <button type="button" class="button small" on:click=on(move |_| tell(Sync::cancel))>
                        {"Pause"}
                    </button>
                    <button
                        type="button"
                        class="button small bare-words"
                        on:click=on(move |_| {
                            cancelled.set(true);
                            tell(Sync::cancel);
                        })
                    >
                        {"Cancel"}
                    </button>
                </div>
            }
        })
    };
    let stopped = move || {
        (phase.get() == Phase::Cancelled && !cancelled.get()).then(|| {
            view! {
                <div class="audit-progress" role="group" aria-label="Reading the sign-ins">
                    <span class="sync-words partial">
                        <IconView icon=Icon::Warning />
                        {part(move || so_far("Paused", &log.get_value()))}
                    </span>
                    <button type="button" class="button small" on:click=on(move |_| tell(Sync::resume))>
                        {"Go on"}
                    </button>
                    <button
                        type="button"
                        class="button small bare-words"
                        on:click=on(move |_| cancelled.set(true))
                    >
                        {"Cancel"}
                    </button>
                </div>
            }
        })
    };
    let sync = audit.log().sync();
    view! {
        {part(bar)}
        {part(stopped)}
        <SyncFailure sync />
        {part(move || {
            // Neither stands in the way of the other source.
            let failed = matches!(phase.get(), Phase::Failed(_));
            let by_log = log.with_value(SignInLog::scope).is_some_and(|scope| scope.source == Source::AuditLog);
            (failed && by_log)
                .then(|| {
                    view! {
                        <p class="audit-limits">
                            {"The audit log could not be read to its end. "}
                            <button
                                type="button"
                                class="button small"
                                on:click=on(move |_| audit.lens().set("source", "people"))
                            >
                                {"Ask person by person"}
                            </button>
                        </p>
                    }
                })
        })}
    }
    .into_any()
}

/// `120 of 240 people asked, 1,204 sign-ins, about 2 min left`.
fn reading(audit: Audit, log: &SignInLog) -> String {
    let extent = log.extent();
    let mut words = done(log, &extent);
    words.push_str(", ");
    words.push_str(&loaded(log));
    let waiting = audit.tenant().client.waiting();
    if let Some(left) = log.remaining() {
        words.push_str(", about ");
        words.push_str(&span(left));
        words.push_str(" left");
    }
    if let Some(until) = waiting {
        let seconds = ((until - Tick::now().0) / 1_000).max(1);
        words.push_str(", waiting up to ");
        words.push_str(&seconds.to_string());
        words.push_str(" s for the tenant's limit");
    }
    words
}

fn done(log: &SignInLog, extent: &Extent) -> String {
    let by_people = log
        .scope()
        .is_some_and(|scope| scope.source == Source::People);
    if extent.due == 0 {
        // How many there are comes with the first answer.
        let first = if by_people {
            "Reading the list of people"
        } else {
            "Reading the audit log"
        };
        return first.to_owned();
    }
    let of = [&figure(extent.done), " of ", &figure(extent.due)].concat();
    if by_people {
        of + " people asked"
    } else {
        of + " pages read"
    }
}

fn loaded(log: &SignInLog) -> String {
    let loaded = log.list.collection.with(|entries, _| entries.len());
    counted(loaded, "sign-in", "sign-ins")
}

fn so_far(word: &str, log: &SignInLog) -> String {
    let extent = log.extent();
    [word, ", partial: ", &done(log, &extent), ", ", &loaded(log)].concat()
}

/// Whom the reading left out, and why; and when it was.
pub fn extent(audit: Audit, cancelled: RwSignal<bool>) -> AnyView {
    let log = StoredValue::new_local(audit.log());
    let phase = Memo::new(move |_| log.with_value(SignInLog::sync).progress().phase);
    let given_up = move || {
        (phase.get() == Phase::Cancelled && cancelled.get()).then(|| {
            let go_on = move |_| {
                cancelled.set(false);
                log.with_value(|log| log.sync().resume());
            };
            view! {
                <span class="sync-words partial">
                    <IconView icon=Icon::Warning />
                    {part(move || so_far("Cancelled", &log.get_value()))}
                </span>
                <button type="button" class="button small" on:click=on(go_on)>
                    {"Go on"}
                </button>
            }
        })
    };
    let left_out = move || {
        let Extent {
            skipped, gone, cut, ..
        } = log.with_value(SignInLog::extent);
        let people = |number: u32| {
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            counted(number, "person", "people")
        };
        let mut words = Vec::new();
        if skipped > 0 {
            words.push(
                [
                    &people(skipped),
                    " not asked: last seen before the span, or never",
                ]
                .concat(),
            );
        }
        if gone > 0 {
            words.push([&people(gone), " deleted meanwhile"].concat());
        }
        if cut > 0 {
            words.push(
                [
                    &people(cut),
                    " with more than 20,000 sign-ins, of whom the latest are here",
                ]
                .concat(),
            );
        }
        (!words.is_empty()).then(|| words.join("; ") + ".")
    };
    let odd = Signal::derive(move || {
        log.with_value(|log| log.list.collection.with(|_, odd| odd.to_vec()))
    });
    let complete = Memo::new(move |_| phase.get() == Phase::Complete);
    view! {
        <div class="audit-extent">
            {part(move || left_out().map(|words| view! { <span class="muted">{words}</span> }))}
            {part(given_up)}
            {part(move || {
                complete.get().then(|| sync_status(audit.log().sync(), odd, audit.tenant().client))
            })}
        </div>
    }
    .into_any()
}

/// `40 s`, `3 min`, `2 h 10 min`.
fn span(millis: i64) -> String {
    let seconds = millis / 1_000 + 1;
    if seconds < 60 {
        return seconds.to_string() + " s";
    }
    let minutes = (seconds + 30) / 60;
    if minutes < 60 {
        return minutes.to_string() + " min";
    }
    [
        &(minutes / 60).to_string(),
        " h ",
        &(minutes % 60).to_string(),
        " min",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_span_in_words() {
        for (millis, words) in [
            (0, "1 s"),
            (58_999, "59 s"),
            (60_000, "1 min"),
            (89_000, "2 min"),
            (7_800_000, "2 h 10 min"),
        ] {
            assert_eq!(span(millis), words);
        }
    }
}
