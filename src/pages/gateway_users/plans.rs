//! What can be done to a gateway user beside the form, as plans.

use std::rc::Rc;

use crate::analysis::json::visible;
use crate::api::call::Call;
use crate::api::tyk::users;
use crate::data::changes::plan::{Caution, OnReply, Plan, Step, Verdict};
use crate::data::tenant::{KeptGatewayUser, Tenant};
use crate::wire::secret::mask;

/// A user: name and address, or the address alone. In a sentence, so nothing in them may turn the direction of what
/// follows.
pub fn who(user: &KeptGatewayUser) -> String {
    let name = user.full_name();
    if name == user.email_address {
        visible(&name).into_owned()
    } else {
        [&*visible(&name), " (", &*visible(&user.email_address), ")"].concat()
    }
}

fn step(user: &KeptGatewayUser, call: Call) -> Vec<Step> {
    vec![Step {
        key: user.value.id.clone(),
        label: who(user),
        call,
    }]
}

/// Lets the user reset passwords, or no longer.
pub fn allow_reset(tenant: &Tenant, user: &KeptGatewayUser, allowed: bool) -> Plan {
    let (button, done) = if allowed {
        ("Allow password reset", "May reset passwords")
    } else {
        ("Disallow password reset", "May reset passwords no longer")
    };
    let held = tenant.clone();
    let on_reply: OnReply = Rc::new(move |_, reply| {
        if let Some(user) = users::changed(reply) {
            held.gateway_users().put(user);
        }
        Verdict::Done(done)
    });
    Plan {
        title: [button, "?"].concat(),
        button: button.to_owned(),
        deed: button,
        caution: Caution::Held,
        warnings: Vec::new(),
        steps: step(user, users::allow_reset(&user.value.id, allowed)),
        skipped: Vec::new(),
        file: None,
        on_reply,
        watch: None,
    }
}

/// Deletes a user.
pub fn delete(tenant: &Tenant, user: &KeptGatewayUser) -> Plan {
    let held = tenant.clone();
    let id = user.value.id.clone();
    Plan {
        title: ["Delete ", &*visible(&user.full_name()), "?"].concat(),
        button: "Delete user".to_owned(),
        deed: "Delete user",
        caution: Caution::Typed(user.email_address.clone()),
        warnings: vec![
            "This cannot be undone. They lose access at once, and their access key opens nothing any more.".to_owned(),
            "Not every version can delete users. One that cannot answers with 404, 405 or a web page, and nothing happens: make the user inactive instead.".to_owned(),
        ],
        steps: step(user, users::delete(&user.value.id)),
        skipped: Vec::new(),
        file: Some(("deleted-gateway-user".to_owned(), mask(user.raw.get()) + "\n")),
        on_reply: Rc::new(move |_, _| {
            held.gateway_users().remove(&id);
            Verdict::Done("Deleted")
        }),
        watch: None,
    }
}
