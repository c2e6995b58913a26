//! An access key: masked, copied without being shown, and shown only on a deliberate click, which the journal
//! records. It is in the document only while it is shown, and goes with the page.

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use crate::reactive::{live, on, part};
use crate::state::journal::{Entry, Journal, Outcome};
use crate::ui::copy::CopyButton;
use crate::wire::secret::{MASK, Secret};
use crate::wire::time::Timestamp;

/// A key and what can be done with it. `whose` is for the journal: `Ann Lee (ann@example.com)`; `path` is the
/// call that answers with it.
pub fn key_view(tenant: &Tenant, secret: Secret, whose: String, path: &str) -> AnyView {
    let journal = tenant.client.journal();
    let connection = tenant.client.connection();
    let held = StoredValue::new((
        secret,
        whose,
        connection.id.clone(),
        [&connection.base, path].concat(),
    ));
    let shown = RwSignal::new(false);
    let copy = Callback::new(move |()| held.with_value(|(secret, ..)| secret.reveal().to_owned()));
    let turn = move |_| {
        let reveals = !shown.get_untracked();
        if reveals {
            held.with_value(|(_, whose, connection, path)| note(journal, whose, connection, path));
        }
        shown.set(reveals);
    };
    // Not left in the document for as long as it is being taken down.
    on_cleanup(move || {
        shown.try_set(false);
    });
    view! {
        <div class="access-key">
            <code>
                {part(move || {
                    if shown.get() {
                        held.with_value(|(secret, ..)| secret.reveal().to_owned())
                    } else {
                        [MASK, MASK, MASK, MASK].concat()
                    }
                })}
            </code>
            <CopyButton label="Copy access key" class="button" text=copy />
            <button
                type="button"
                class="button"
                aria-pressed=live(move || shown.get().to_string())
                on:click=on(turn)
            >
                {part(move || if shown.get() { "Hide" } else { "Show access key" })}
            </button>
        </div>
    }
    .into_any()
}

/// Enters that a key was shown.
fn note(journal: Journal, whose: &str, connection: &str, path: &str) {
    let number = journal.enter(Entry {
        number: 0,
        at: Timestamp(0),
        connection: connection.to_owned(),
        what: ["Show the access key of ", whose].concat(),
        method: "GET",
        path: path.to_owned(),
        body: None,
        reason: String::new(),
        tries: 0,
        outcome: Outcome::Sent,
    });
    journal.complete(
        number,
        Outcome::Done(200, "Shown on this screen".to_owned()),
    );
}
