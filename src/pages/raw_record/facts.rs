//! Every field of a record, known or not: the known ones in words and in groups, the others as they came.

use std::rc::Rc;

use leptos::prelude::*;

use crate::format::number::count;
use crate::pages::users::words::exact_moment;
use crate::ui::cell_view::{Make, cell_view};
use crate::ui::table::cell::{Cell, Tone};
use crate::wire::fields::Fields;
use crate::wire::json::Value;
use crate::wire::pretty::pretty;
use crate::wire::secret;

/// How a field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Words, or JSON where it is none.
    Plain,
    /// Yes or no.
    Flag,
    /// A moment; Go's zero time means never.
    Moment,
}

/// A field that is known.
pub struct Known {
    /// Its name in the record.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// How it is read.
    pub reads: As,
    /// What it means; empty where it speaks for itself.
    pub hint: &'static str,
}

/// A known field.
pub const fn known(
    name: &'static str,
    label: &'static str,
    reads: As,
    hint: &'static str,
) -> Known {
    Known {
        name,
        label,
        reads,
        hint,
    }
}

/// The known fields under their headings.
pub type Groups = &'static [(&'static str, &'static [Known])];

/// The panels. `elsewhere` are names of fields that are shown by themselves. Secrets are masked.
pub fn facts(groups: Groups, raw: &str, elsewhere: &[&str]) -> AnyView {
    let masked = secret::mask(raw);
    let fields = Value::parse(&masked).ok().and_then(Fields::of);
    let fields = fields.unwrap_or_default();
    let panels = groups
        .iter()
        .filter_map(|(heading, all)| {
            let rows: Vec<AnyView> = all
                .iter()
                .filter(|known| !fields.get(known.name).is_missing())
                .map(|known| {
                    let value = said(known.reads, fields.get(known.name));
                    fact(known.label.into_any(), value, known.hint)
                })
                .collect();
            (!rows.is_empty()).then(|| panel(heading, rows))
        })
        .collect_view();
    let is_known = |name: &str| {
        let mut all = groups.iter().flat_map(|(_, all)| all.iter());
        elsewhere.contains(&name) || all.any(|known| known.name == name)
    };
    let others: Vec<AnyView> = fields
        .all()
        .filter(|(name, _)| !is_known(name))
        .map(|(name, value)| {
            let name = name.into_owned();
            fact(
                view! { <code>{name}</code> }.into_any(),
                said(As::Plain, value),
                "",
            )
        })
        .collect();
    let others = (!others.is_empty()).then(|| panel("Further fields", others));
    view! {
        {panels}
        {others}
    }
    .into_any()
}

fn panel(heading: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! {
        <section class="panel">
            <h2>{heading}</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .into_any()
}

fn fact(label: AnyView, value: AnyView, hint: &'static str) -> AnyView {
    let hint = (!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> });
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{value} {hint}</dd>
        </div>
    }
    .into_any()
}

/// So many characters stand in a line of the facts; more in a box that scrolls.
const LONG: usize = 400;
/// So many are shown at most: the whole is in the record's JSON.
const MOST: usize = 20_000;

/// A long text, or JSON, in a box of its own.
fn boxed(mut text: String) -> AnyView {
    let all = text.chars().count();
    let note = (all > MOST).then(|| {
        let end = text.char_indices().nth(MOST).map(|(end, _)| end);
        text.truncate(end.unwrap_or(text.len()));
        let words = [
            "The first ",
            &count(MOST),
            " of ",
            &count(all),
            " characters; all of it stands below, in the JSON.",
        ];
        view! { <p class="hint">{words.concat()}</p> }
    });
    view! {
        <pre class="fact-json" tabindex="0">{text}</pre>
        {note}
    }
    .into_any()
}

/// What a field says.
fn said(reads: As, value: Value<'_>) -> AnyView {
    let is_nested = value.is_object() || value.is_list();
    if is_nested && !matches!(value.raw(), "{}" | "[]") {
        return boxed(pretty(value.raw()));
    }
    let moment = value.timestamp();
    let cell = match reads {
        As::Moment if value.is_text() || value.is_null() => {
            let make: Make = Rc::new(move || exact_moment(moment, "never"));
            return cell_view(make);
        }
        As::Flag if value.is_null() => Cell::Nothing("not set"),
        As::Flag => match value.flag() {
            Some(true) => Cell::Badges(vec![(Tone::Good, "Yes".to_owned())]),
            Some(false) => Cell::Badges(vec![(Tone::Off, "No".to_owned())]),
            None => Cell::Text(value.raw().to_owned()),
        },
        _ if is_nested => Cell::Nothing("empty"),
        _ if value.is_null() => Cell::Nothing("null"),
        _ => match value.filled_words() {
            Some(words) if words.len() > LONG => return boxed(words.into_owned()),
            Some(words) => Cell::Text(words.into_owned()),
            None => Cell::Nothing("empty"),
        },
    };
    cell_view(Rc::new(move || cell.clone()))
}
