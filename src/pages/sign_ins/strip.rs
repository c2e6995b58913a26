//! The figures of the span, with their change where two spans are compared.

use leptos::prelude::*;

use super::audit::Audit;
use super::odd::Shown;
use crate::analysis::audit::figures::Figures;
use crate::format::number::{count, counted, figure};
use crate::reactive::part;

/// One figure.
struct Tile {
    label: &'static str,
    value: fn(&Figures) -> u32,
}

const TILES: [Tile; 4] = [
    Tile {
        label: "Sign-ins",
        value: |figures| figures.sign_ins,
    },
    Tile {
        label: "People",
        value: |figures| figures.people,
    },
    Tile {
        label: "Addresses",
        value: |figures| figures.addresses,
    },
    Tile {
        label: "Clients",
        value: |figures| figures.clients,
    },
];

/// The figures.
pub fn strip(audit: Audit, odd: Shown) -> AnyView {
    let before = Memo::new(move |_| {
        let span = audit.lens().before.get()?;
        // Beyond what is kept, nothing is not none.
        if span.0 < audit.known_since() {
            return None;
        }
        Some(audit.count_of(span).figures)
    });
    let tiles = TILES
        .map(|one| {
            let value = Memo::new(move |_| audit.count.with(|count| (one.value)(&count.figures)));
            let note = move || {
                if let Some(change) =
                    before.with(|before| Some(change(value.get(), (one.value)(before.as_ref()?))))
                {
                    return change;
                }
                match one.label {
                    "People" => of_accounts(audit),
                    "Addresses" => new_ones(audit),
                    _ => String::new(),
                }
            };
            tile(one.label, value.into(), Signal::derive(note))
        })
        .into_iter()
        .collect_view();
    let failed = Memo::new(move |_| audit.count.with(|count| count.figures.failed));
    let failures = move || {
        audit.is_old.get().then(|| {
            let note = move || {
                let change =
                    before.with(|before| Some(change(failed.get(), before.as_ref()?.failed)));
                change.unwrap_or_else(|| "failed attempts".to_owned())
            };
            tile("Failures", failed.into(), Signal::derive(note))
        })
    };
    let odd_note = move || match odd.open.get() {
        0 => "nothing open".to_owned(),
        open => count(open) + " open",
    };
    let number = move || u32::try_from(odd.places.with(Vec::len)).unwrap_or(u32::MAX);
    let number = Signal::derive(number);
    view! {
        <dl class="audit-strip" aria-label="Figures">
            {tiles}
            {part(failures)}
            {tile("Looks odd", number, Signal::derive(odd_note))}
            {part(move || silent(audit))}
        </dl>
    }
    .into_any()
}

fn tile(label: &'static str, value: Signal<u32>, note: Signal<String>) -> AnyView {
    let words = move || figure(value.get());
    view! {
        <div>
            <dt>{label}</dt>
            <dd>
                <span class="audit-figure">{part(words)}</span>
                " "
                <span class="muted">{part(move || note.get())}</span>
            </dd>
        </div>
    }
    .into_any()
}

/// `+4 % on before`, `no change`.
fn change(now: u32, before: u32) -> String {
    match (now, before) {
        (now, before) if now == before => "no change".to_owned(),
        (now, 0) => ["+", &figure(now), " on none before"].concat(),
        (now, before) => {
            let (now, before) = (i64::from(now), i64::from(before));
            // To the nearest whole: half a per cent of one sign-in says nothing.
            let change = ((now - before) * 200 + before * (now - before).signum()) / (before * 2);
            let sign = if change > 0 { "+" } else { "" };
            let before = count(usize::try_from(before).unwrap_or_default());
            [sign, &change.to_string(), " % on ", &before, " before"].concat()
        }
    }
}

/// `of 243 accounts`.
fn of_accounts(audit: Audit) -> String {
    let accounts = audit.tenant().users.collection.with(|users, _| users.len());
    if accounts == 0 {
        return String::new();
    }
    ["of ", &counted(accounts, "account", "accounts")].concat()
}

/// How many addresses nobody had been seen at before the span.
fn new_ones(audit: Audit) -> String {
    let (from, _) = audit.lens().span.get();
    match audit.count.with(|count| count.new_addresses) {
        Some(new) if audit.known_since() < from => figure(new) + " new",
        _ => String::new(),
    }
}

/// How many accounts did not sign in, of all people: only where everybody is looked at.
fn silent(audit: Audit) -> Option<AnyView> {
    // Whoever is still to be asked is not silent. A refresh, and one that fails, leaves the whole list standing.
    audit.log().sync().progress().as_of?;
    let filter = audit.lens().state.get().search;
    let whole =
        filter.trim().is_empty() && audit.lens().asked.with(|asked| asked.people.is_empty());
    if !whole {
        return None;
    }
    // Those who are listed, and among them those who are switched on, less those who signed in.
    let (all, enabled) = audit.tenant().users.collection.with(|users, _| {
        let enabled = users.iter().filter(|user| user.is_active != Some(false));
        (users.len(), enabled.count())
    });
    let people = audit.count.get();
    let (seen, seen_enabled) = audit.with(|entries| {
        let people = people.people.iter();
        let entries = people.filter_map(|cut| entries.get(usize::try_from(cut.row).ok()?));
        let accounts = entries.filter_map(|entry| entry.person.account);
        accounts.fold((0, 0), |(seen, enabled), account| {
            (seen + 1, enabled + usize::from(account.is_active))
        })
    });
    let silent = u32::try_from(all.saturating_sub(seen)).unwrap_or(u32::MAX);
    let enabled = enabled.saturating_sub(seen_enabled);
    let note = count(enabled) + " still enabled";
    Some(tile(
        "No sign-in",
        Signal::stored(silent),
        Signal::stored(note),
    ))
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn a_change_in_words() {
        for (now, before, words) in [
            (5, 5, "no change"),
            (3, 0, "+3 on none before"),
            (104, 100, "+4 % on 100 before"),
            (50, 100, "-50 % on 100 before"),
            (1_006, 1_000, "+1 % on 1,000 before"),
            (0, 7, "-100 % on 7 before"),
        ] {
            assert_eq!(change(now, before), words);
        }
    }
}
