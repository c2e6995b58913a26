//! What lies over the JSON of an organisation before it is sent: what would change, and what somebody else did.

use leptos::prelude::*;

use crate::analysis::overlay::Change;
use crate::reactive::on;
use crate::ui::dialog::Dialog;
use crate::ui::json::diff::DiffView;

/// What would change. `texts`: as it is on the server, and as it would be.
pub fn review_dialog(
    found: &[Change],
    texts: [String; 2],
    on_yes: Callback<()>,
    on_cancel: Callback<()>,
) -> AnyView {
    let (title, body) = if found.is_empty() {
        let words = "The text means the same as what is there.";
        ("Nothing would change", view! { <p>{words}</p> }.into_any())
    } else {
        let [before, after] = texts;
        let body = view! {
            <p>{"The whole object is replaced. This would be other than it is:"}</p>
            {wiped_note(found)}
            <DiffView
                before
                after
                before_name="On the server".to_owned()
                after_name="To be saved".to_owned()
            />
        };
        ("Save these changes?", body.into_any())
    };
    let none = found.is_empty();
    view! {
        <Dialog labelled_by="raw-review" on_cancel>
            <div class="merge templates-review raw-review">
                <h2 id="raw-review">{title}</h2>
                {body}
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| on_cancel.run(()))>
                        {"Back to the text"}
                    </button>
                    <button type="button" class="button primary" hidden=none on:click=on(move |_| on_yes.run(()))>
                        {"Save"}
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What somebody else changed, before anything is chosen.
pub fn theirs_view(before: String, after: String) -> AnyView {
    view! {
        <p>{"This is what they changed:"}</p>
        <DiffView
            before
            after
            before_name="When you opened it".to_owned()
            after_name="On the server now".to_owned()
        />
    }
    .into_any()
}

/// Which fields are left out, and so would be wiped.
fn wiped_note(found: &[Change]) -> Option<AnyView> {
    let names: Vec<AnyView> = found
        .iter()
        .filter(|one| one.after.is_none())
        .map(|one| view! { <li><code>{one.name.clone()}</code></li> }.into_any())
        .collect();
    (!names.is_empty()).then(|| {
        view! {
            <div class="notice">
                <div>
                    <p>{"Left out of the text, and so wiped:"}</p>
                    <ul>{names}</ul>
                </div>
            </div>
        }
        .into_any()
    })
}
