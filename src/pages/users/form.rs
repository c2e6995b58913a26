//! The fields of a user on screen: shared by creating and editing.

use leptos::prelude::*;

use crate::analysis::email;
use crate::analysis::user_form::{
    ACTIVE, EMAIL, FIELDS, FIRST_NAME, KNOWN_PERMISSIONS, LAST_NAME, OWNER, PERMISSIONS, Values,
    field_named, field_of_sentence,
};
use crate::api::call::{About, Call};
use crate::api::client::Reply;
use crate::api::error::ApiError;
use crate::data::tenant::Tenant;
use crate::layout::form::Placing;
use crate::reactive::{live, on};
use crate::routes::{Page, Route};
use crate::ui::form::Fields;
use crate::ui::form::field::{Control, field_view};
use crate::ui::form::names::names_view;

/// How a server's words find their field.
pub const PLACING: Placing = Placing {
    by_name: field_named,
    by_sentence: field_of_sentence,
};

/// Fields that hold what a user has; what the tenant does not say is empty, and not shown.
pub fn fields_of(values: &Values) -> Fields {
    let texts = texts_of(values);
    Fields::new(
        FIELDS
            .iter()
            .zip(texts)
            .map(|(field, text)| (field.name, field.label, text)),
    )
}

/// What a user has, as texts.
pub fn texts_of(values: &Values) -> Vec<String> {
    values
        .iter()
        .map(|value| value.clone().unwrap_or_default())
        .collect()
}

/// What stands in the fields; `None` where `known` has none. Blanks around a text are nobody's wish.
pub fn values_in(fields: Fields, known: &Values) -> Values {
    let mut texts = fields.values().into_iter();
    known.each_ref().map(|known| {
        let text = texts.next().unwrap_or_default();
        known.as_ref().map(|_| text.trim().to_owned())
    })
}

/// Whether what stands in the fields can be sent; if not, it is said at the fields. `own`: whose form it
/// is. An address that was not changed is not judged.
pub fn check(fields: Fields, tenant: &Tenant, own: Option<i64>, before: &Values) -> bool {
    fields.clear_errors();
    let email = fields.at(EMAIL);
    let address = email.value.get_untracked();
    let address = address.trim();
    if before[EMAIL].as_deref() != Some(address) {
        let fault = email::fault(address).map(str::to_owned).or_else(|| {
            let (_, name) = untrack(|| holder(tenant, address, own))?;
            Some(format!("{name} has this address already."))
        });
        email.error.set(fault);
    }
    !fields.has_errors()
}

/// Who in the list has an address: id and name. Tracks the list.
fn holder(tenant: &Tenant, address: &str, own: Option<i64>) -> Option<(i64, String)> {
    if address.is_empty() {
        return None;
    }
    let key = email::same_key(address);
    tenant.users.collection.with(|users, _| {
        users
            .iter()
            .find(|user| {
                Some(user.id) != own
                    && user.email.len() == key.len()
                    && email::same_key(&user.email) == key
            })
            .map(|user| (user.id, user.full_name()))
    })
}

/// The fields, and beside the address who has it already. `knows`: whether the tenant says who is active
/// and who has which permission.
pub fn fields_view(
    fields: Fields,
    tenant: &Tenant,
    own: Option<i64>,
    knows: [Signal<bool>; 2],
) -> AnyView {
    tenant.users.collection.ensure();
    let [knows_active, knows_permissions] = knows;
    let held = StoredValue::new_local(tenant.clone());
    let address = fields.at(EMAIL).value;
    let taken =
        Memo::new(move |_| held.with_value(|tenant| holder(tenant, address.get().trim(), own)));
    let taken_note = move || {
        taken.get().map(|(id, name)| {
            let path = held.with_value(|tenant| user_path(tenant, id));
            view! {
                <p class="notice" role="status">
                    <span>"Somebody has this address already: " <a href=path>{name}</a></span>
                </p>
            }
        })
    };
    let permissions = Signal::derive(move || {
        let mut names: Vec<String> = KNOWN_PERMISSIONS.map(str::to_owned).to_vec();
        held.with_value(|tenant| {
            tenant.users.collection.with(|users, _| {
                for name in users
                    .iter()
                    .flat_map(|user| user.tenant_permissions.iter().flatten())
                {
                    if !names.contains(name) {
                        names.push(name.clone());
                    }
                }
            });
        });
        names
    });
    let active_hint = if own.is_some() {
        "Who is not active cannot sign in. The account stays."
    } else {
        "Who is not active cannot sign in, invitation or not."
    };
    view! {
        {field_view(fields.at(EMAIL), Control::Email, "Unique in the tenant. Invitations go there.")}
        {taken_note}
        <div class="field-pair">
            {field_view(fields.at(FIRST_NAME), Control::Text, "")}
            {field_view(fields.at(LAST_NAME), Control::Text, "")}
        </div>
        {field_view(
            fields.at(OWNER),
            Control::Tick,
            "An owner may do everything in this tenant: manage all people, owners included, and make API keys such as the one in use.",
        )}
        <div hidden=live(move || !knows_active.get())>
            {field_view(fields.at(ACTIVE), Control::Tick, active_hint)}
        </div>
        <div hidden=live(move || !knows_permissions.get())>
            {names_view(
                fields.at(PERMISSIONS),
                permissions,
                "Another permission",
                "What this person may do beyond their teams. Owners may do all of it anyway.",
            )}
        </div>
    }
    .into_any()
}

/// Whether the tenant says who is active, and who has which permission: by the list.
pub fn known_fields(tenant: &Tenant) -> [Signal<bool>; 2] {
    let held = StoredValue::new_local(tenant.clone());
    let knows = move |which: usize| {
        let known = Memo::new(move |_| {
            held.with_value(|tenant| {
                tenant.users.collection.with(|users, _| {
                    users.iter().any(|user| match which {
                        ACTIVE => user.is_active.is_some(),
                        _ => user.tenant_permissions.is_some(),
                    })
                })
            })
        });
        Signal::from(known)
    };
    [knows(ACTIVE), knows(PERMISSIONS)]
}

/// Where a user's page is.
pub fn user_path(tenant: &Tenant, id: i64) -> String {
    Route::item(&tenant.client.connection().id, Page::Users, &id.to_string()).path()
}

/// Sends a change of a user's fields, once. Where it worked, a directory is no obstacle.
pub async fn send(tenant: &Tenant, call: Call, what: String) -> Result<Reply, ApiError> {
    let reply = tenant.client.write(&call, &About::new(what)).await?;
    tenant.try_anyway.set(true);
    Ok(reply)
}

/// Why users are probably not changed through the API here, and a way to do it all the same: the
/// guess goes by ids of a directory. What it covers stays in the document, so that nothing typed is lost.
pub fn directory_gate(tenant: &Tenant, from_directory: bool, covered: AnyView) -> AnyView {
    let anyway = tenant.try_anyway.clone();
    let known = tenant.capabilities.clone();
    tenant.ensure_capabilities();
    let closed = {
        let anyway = anyway.clone();
        Memo::new(move |_| !anyway.get() && (from_directory || known.scim() == Some(true)))
    };
    let (title, why) = if from_directory {
        (
            "This person comes from a directory",
            "They carry an id of a directory (SCIM). With SCIM switched on, users cannot be changed through the API, and what was changed elsewhere may be undone by the directory: change them there.",
        )
    } else {
        (
            "A directory seems to keep the users of this tenant",
            "Some people here carry an id of a directory (SCIM). With SCIM switched on, users cannot be created or changed through the API: add and change them in the directory, for example in Okta or Microsoft Entra ID.",
        )
    };
    view! {
        <div class="notice gate" role="note" hidden=live(move || !closed.get())>
            <div>
                <p class="gate-title">{title}</p>
                <p>{why}</p>
                <p>{"No call says whether SCIM is switched on. If you know better, go on: the tenant refuses what it does not allow, and nothing is lost."}</p>
                <button type="button" class="button" on:click=on(move |_| anyway.set(true))>
                    {"Try anyway"}
                </button>
            </div>
        </div>
        <div hidden=closed>{covered}</div>
    }
    .into_any()
}
