//! What a server did not keep of what was sent: told, for its answer had said that all is well.

use leptos::prelude::*;

use crate::analysis::user_form::{FIELDS, in_words};

/// The fields, what was sent and what is there instead; nothing when all was kept.
pub fn not_kept_view(lost: Vec<(usize, String, Option<String>)>) -> AnyView {
    if lost.is_empty() {
        return ().into_any();
    }
    let lines = lost
        .into_iter()
        .map(|(field, sent, kept)| {
            let label = FIELDS[field].label;
            let sent = in_words(field, &sent);
            let kept = match kept {
                Some(kept) => ["it is “", &in_words(field, &kept), "” now."].concat(),
                None => "its answer does not say what it is now.".to_owned(),
            };
            view! { <li>{label} ": sent was “" {sent} "”, " {kept}</li> }
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
