//! What stands where no row does: rows to come, nothing at all, or nothing that matches.

use leptos::prelude::*;

use super::ListView;
use crate::data::sync::Phase;
use crate::ui::filter_box::focus_filter;

/// `None` while there are rows.
pub fn view(list: ListView) -> Option<AnyView> {
    if list.matching().get() > 0 {
        return None;
    }
    let (one, many) = list.nouns;
    if list.all.get() > 0 {
        let clear = move |_| {
            list.state.search(String::new());
            focus_filter();
        };
        return Some(
            view! {
                <div class="empty">
                    <p>"No " {one} " matches “" {list.state.get().search} "”."</p>
                    <button type="button" class="button" on:click=clear>
                        "Clear the filter"
                    </button>
                </div>
            }
            .into_any(),
        );
    }
    let words = match list.phase() {
        Phase::Idle | Phase::Syncing => {
            return Some(view! { <div class="skeleton" aria-hidden="true"></div> }.into_any());
        }
        Phase::Complete => ["There are no ", many, " that the key may see."].concat(),
        Phase::Cancelled | Phase::Failed(_) => "Nothing was loaded yet.".to_owned(),
    };
    Some(view! { <div class="empty"><p>{words}</p></div> }.into_any())
}
