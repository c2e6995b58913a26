//! The records of the span, as a list.

use leptos::prelude::*;

use super::audit::Audit;
use super::columns::{COLUMNS, COLUMNS_OLD, row};
use super::ranged::Ranged;
use crate::analysis::audit::entry::Entry;
use crate::api::tines::audit_logs::sign_ins_path;
use crate::api::tines::sign_ins::list_path;
use crate::data::sign_in_log::Source;
use crate::data::tenant::Tenant;
use crate::layout::list::{ListView, Look};
use crate::pages::users::for_people;
use crate::reactive::part;
use crate::routes::Page;
use crate::ui::selection_bar::SelectionBar;

/// The panel. The columns are those that the tenant's replies fill, so it is made anew when that turns out.
pub fn records(audit: Audit) -> AnyView {
    // By a key: a table that is only written over keeps the rows of its old columns.
    view! {
        <For each=move || [audit.is_old.get()] key=|is_old| *is_old let:is_old>
            {panel(audit, is_old)}
        </For>
    }
    .into_any()
}

fn panel(audit: Audit, is_old: bool) -> AnyView {
    let tenant = audit.tenant();
    let (from, to) = audit.lens().span.get_untracked();
    let first_page = match untrack(|| audit.log().scope()).map(|scope| scope.source) {
        Some(Source::People) => {
            let first = audit
                .lens()
                .asked
                .with_untracked(|asked| asked.people.first().copied());
            list_path(first.unwrap_or(1), from, 1)
        }
        _ => sign_ins_path(from, to, 1),
    };
    let look = Look {
        page: Page::SignIns,
        caption: "Sign-ins",
        nouns: ("sign-in", "sign-ins"),
        columns: if is_old { COLUMNS_OLD } else { COLUMNS },
        row: |entry: &Entry| row(entry),
        raw: None,
        first_page,
        opens: true,
    };
    let ranged = Ranged::new(audit);
    let list = ListView::over(&tenant.client, ranged, &look, audit.lens().state);
    list.announce();
    let listed = Memo::new(move |_| list.selected().len());
    let on_narrow = Callback::new(move |()| list.keep_listed());
    let count = move || {
        let (shown, all) = (audit.rows.with(|rows| rows.len()), audit.total.get());
        let counted = crate::format::number::counted;
        if shown == all {
            counted(all, "sign-in", "sign-ins")
        } else {
            [
                &crate::format::number::count(shown),
                " of ",
                &counted(all, "sign-in", "sign-ins"),
            ]
            .concat()
        }
    };
    let held = StoredValue::new_local(tenant);
    let people = Memo::new(move |_| {
        let rows = list.selected();
        audit.with(|entries| super::sources::people(entries, &rows))
    });
    view! {
        <section class="panel list-panel audit-records" class:old=is_old aria-labelledby="records-title">
            <div class="panel-head">
                <h2 id="records-title">{"Records"}</h2>
                <p class="hint">{part(count)}</p>
                <div class="panel-actions toolbar">{list.tools_without_status()}</div>
            </div>
            {list.table()}
            <SelectionBar selection=list.selection listed on_narrow>
                {selected(people, held)}
            </SelectionBar>
        </section>
    }
    .into_any()
}

/// What can be done with the people of the selected records.
fn selected(people: Memo<Vec<i64>>, tenant: StoredValue<Tenant, LocalStorage>) -> AnyView {
    part(move || {
        let people = people.get();
        let words = crate::format::number::counted(people.len(), "person", "people");
        view! {
            <span class="muted">{words}</span>
            {tenant.with_value(|tenant| for_people(tenant, people))}
        }
    })
    .into_any()
}
