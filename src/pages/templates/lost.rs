//! What a server did not keep of what was sent: told, for its answer had said that all is well.

use leptos::prelude::*;

use super::saving::Saved;
use crate::analysis::template_record::Lost;
use crate::format::number::count;
use crate::layout::failure::Failure;

/// So many are told one by one.
const MOST: usize = 20;

/// What there is to say of something that was saved; nothing when all was kept.
pub fn told(saved: &Saved) -> AnyView {
    let lost = not_kept_view(&saved.lost);
    let unread = saved.unread.clone().map(|error| {
        let words = if saved.now.is_some() {
            "It was saved, but could not be read again: what stands here is what the answer said."
        } else {
            "It was saved, but could not be read again: what the server kept of it is not known."
        };
        view! {
            <div class="notice" role="alert">{words}</div>
            <Failure error />
        }
    });
    view! {
        {lost}
        {unread}
    }
    .into_any()
}

/// The places, what was sent and what is there instead.
fn not_kept_view(lost: &[Lost]) -> AnyView {
    if lost.is_empty() {
        return ().into_any();
    }
    let lines = lost
        .iter()
        .take(MOST)
        .map(|lost| {
            let path = lost.path.clone();
            let sent = match &lost.sent {
                Some(sent) => ["sent ", sent].concat(),
                None => "not sent".to_owned(),
            };
            let kept = match &lost.kept {
                Some(kept) => ["it is ", kept, " now"].concat(),
                None => "it is not there".to_owned(),
            };
            view! {
                <li>
                    <code>{path}</code>
                    ": "
                    {sent}
                    ", "
                    {kept}
                    "."
                </li>
            }
        })
        .collect_view();
    let more = lost.len().saturating_sub(MOST);
    let more = (more > 0).then(|| view! { <li>{["And ", &count(more), " more."].concat()}</li> });
    view! {
        <div class="notice" role="alert">
            <div>
                <p>{"It was saved, but the server did not keep all that was sent:"}</p>
                <ul class="templates-lost">{lines} {more}</ul>
            </div>
        </div>
    }
    .into_any()
}
