//! What a server did not keep of what was sent: told, for its answer had said that all is well.

use leptos::prelude::*;

use crate::analysis::overlay::Change;
use crate::analysis::raw_form::in_words;
use crate::wire::fields::Fields;
use crate::wire::json::{Value, quote};
use crate::wire::secret;

/// A field's JSON in words; of a secret, the mask.
pub fn shown(name: &str, json: Option<&str>) -> String {
    let Some(json) = json else {
        return in_words(None);
    };
    let masked = secret::mask(&["{", &quote(name), ":", json, "}"].concat());
    let fields = Value::parse(&masked).ok().and_then(Fields::of);
    in_words(
        fields
            .map(|fields| fields.get(name).raw().to_owned())
            .as_deref(),
    )
}

/// The fields: what was sent, and what is there instead; nothing when all was kept.
pub fn not_kept_view(lost: Vec<Change>) -> AnyView {
    if lost.is_empty() {
        return ().into_any();
    }
    let lines = lost
        .into_iter()
        .map(|one| {
            let sent = shown(&one.name, one.before.as_deref());
            let kept = shown(&one.name, one.after.as_deref());
            view! { <li><code>{one.name}</code> ": sent was “" {sent} "”, it is “" {kept} "” now."</li> }
        })
        .collect_view();
    view! {
        <div class="notice" role="alert">
            <div>
                <p>{"The server did not keep all that was sent:"}</p>
                <ul>{lines}</ul>
            </div>
        </div>
    }
    .into_any()
}
