//! What stands in the way of deleting exactly what was chosen.

use leptos::prelude::*;

use super::order::{Group, Refused};
use super::words;
use crate::format::number::count;
use crate::layout::changes::{from_the_top, unfold};
use crate::reactive::on;
use crate::ui::dialog::Dialog;
use crate::ui::table::selection::Selection;

/// So many groups stand there in full; the others can be unfolded.
const IN_FULL: usize = 6;
/// So many numbers of a group are named; the others are counted.
const NAMED: usize = 20;

/// Says why, and offers the nearest selection that can be deleted.
pub fn view(refused: &Refused, selection: Option<Selection>, close: Callback<()>) -> AnyView {
    let unfit = refused.unfit.clone();
    let fit = unfit.is_none();
    let mended = StoredValue::new(refused.mended.clone());
    let number = refused.mended.len();
    let mend = selection.filter(|_| number > 0).map(|selection| {
        let words = ["Select the ", &count(number), " that can be deleted"].concat();
        let choose = move |_| {
            selection.set(mended.get_value());
            close.run(());
        };
        view! {
            <button type="button" class="button" on:click=on(choose)>
                {words}
            </button>
        }
    });
    from_the_top();
    let in_the_way = (
        groups("Would be deleted although not selected", &refused.would_go),
        groups("Would stay although selected", &refused.would_stay),
    );
    view! {
        <Dialog labelled_by="refused-title" on_cancel=close>
            <div class="confirm">
                <h2 id="refused-title">{"These jobs cannot be deleted exactly"}</h2>
                {unfit.map(|words| view! { <p>{words}</p> })}
                {fit.then(|| view! { <p>{RULE}</p> })}
                {in_the_way}
                <div class="confirm-foot">
                    <div class="dialog-actions">
                        {mend}
                        <button type="button" class="button" autofocus on:click=on(move |_| close.run(()))>
                            "Close"
                        </button>
                    </div>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

const RULE: &str = "The API can delete all jobs of a queue, or all jobs of one Action in a queue, and nothing smaller. No set of such calls takes exactly what you chose, so nothing is sent.";

fn groups(title: &'static str, groups: &[Group]) -> Option<AnyView> {
    if groups.is_empty() {
        return None;
    }
    let all: usize = groups.iter().map(|group| group.ids.len()).sum();
    let mut groups: Vec<&Group> = groups.iter().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.ids.len()));
    let line = |group: &&Group| {
        let words = [&words::of_queue(group.ids.len(), group.queue), &*group.of].concat();
        (words, numbers(&group.ids))
    };
    let others: Vec<String> = groups
        .iter()
        .skip(IN_FULL)
        .map(|group| line(group).0)
        .collect();
    let others = (!others.is_empty()).then(|| {
        let words = ["and ", &count(others.len()), " more Actions or queues"].concat();
        unfold(words, "The others", &others.join("\n"))
    });
    let lines = groups
        .iter()
        .take(IN_FULL)
        .map(|group| {
            let (words, numbers) = line(group);
            let why = group.why;
            view! {
                <li>
                    <p class="sight-head"><strong>{words}</strong></p>
                    <p>{why} "."</p>
                    <p class="muted figures">{numbers}</p>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="refused">
                <h3>{title} " (" {count(all)} ")"</h3>
                <ul class="sights">{lines}</ul>
                {others}
            </section>
        }
        .into_any(),
    )
}

/// `Numbers 12, 13, 14 and 7 more`.
fn numbers(ids: &[i64]) -> String {
    let named: Vec<String> = ids.iter().take(NAMED).map(ToString::to_string).collect();
    let mut words = ["Numbers ", &named.join(", ")].concat();
    if ids.len() > NAMED {
        words.extend([" and ", &count(ids.len() - NAMED), " more"]);
    }
    words
}
