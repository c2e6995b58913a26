//! What can be done to organisations beside their forms, as plans.

use std::rc::Rc;

use crate::analysis::json::visible;
use crate::analysis::overlay::without;
use crate::api::client::Reply;
use crate::api::tyk::organisations;
use crate::data::changes::plan::{Caution, OnReply, Plan, Step, Verdict};
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::format::number::{count, counted};
use crate::wire::json::quote;
use crate::wire::secret::{MASK, mask};

/// So many are named; the others are counted.
const NAMED: usize = 12;
/// Nobody is asked to type a longer name.
const TYPED: usize = 80;

/// An organisation in words: its name, or its id where it has none.
pub fn called(one: &KeptOrganisation) -> String {
    match one.owner_name.trim() {
        "" => one.value.id.clone(),
        name => name.to_owned(),
    }
}

/// Name and id: names are not unique. In a sentence, so nothing in them may turn the direction of what follows.
pub fn label(one: &KeptOrganisation) -> String {
    match one.owner_name.trim() {
        "" => one.value.id.clone(),
        name => [&*visible(name), " (", &one.value.id, ")"].concat(),
    }
}

/// What is typed to confirm: the name or, where nobody could type that, the id.
fn to_type(one: &KeptOrganisation) -> String {
    let name = called(one);
    if name.chars().count() > TYPED || *visible(&name) != *name {
        one.value.id.clone()
    } else {
        name
    }
}

/// The first few by name, and how many more.
fn some_of(names: &[String]) -> String {
    let mut words = names
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > NAMED {
        words.extend([" and ", &count(names.len() - NAMED), " more"]);
    }
    words
}

/// Deletes one. `people`: who belongs to it; `None` where this server cannot list them.
pub fn delete(
    tenant: &Tenant,
    one: &KeptOrganisation,
    people: Option<Vec<String>>,
    on_gone: Rc<dyn Fn()>,
) -> Plan {
    let apis: Vec<String> = one
        .apis
        .iter()
        .flatten()
        .map(|api| match api.api_human_name.trim() {
            "" => visible(&api.api_id).into_owned(),
            name => visible(name).into_owned(),
        })
        .collect();
    let mut warnings = vec![
        "This cannot be undone. An organisation made anew from the file gets another id."
            .to_owned(),
    ];
    let stay = " Nothing says that they go along: they are likely to stay behind, without an organisation.";
    match (&one.apis, apis.len()) {
        (None, _) => warnings.push(
            "This version does not say which APIs it has. They are likely to stay behind."
                .to_owned(),
        ),
        (Some(_), 0) => warnings.push("It has no API.".to_owned()),
        (Some(_), number) => warnings.push(
            [
                counted(number, "API hangs", "APIs hang").as_str(),
                " on it: ",
                &some_of(&apis),
                ".",
                stay,
            ]
            .concat(),
        ),
    }
    match people {
        None => warnings.push(
            "This server cannot list the people: whoever belongs to it is likely to stay behind."
                .to_owned(),
        ),
        Some(people) if people.is_empty() => warnings.push("Nobody belongs to it.".to_owned()),
        Some(people) => warnings.push(
            [
                counted(people.len(), "person belongs", "people belong").as_str(),
                " to it: ",
                &some_of(&people),
                ".",
                stay,
            ]
            .concat(),
        ),
    }
    let held = tenant.clone();
    let id = one.value.id.clone();
    let name = visible(&called(one)).into_owned();
    let file = [mask(one.raw.get()).as_str(), "\n"].concat();
    let on_reply: OnReply = Rc::new(move |_: &Step, _: &Reply| {
        held.organisations().remove(&id);
        on_gone();
        Verdict::Done("Deleted")
    });
    Plan {
        title: ["Delete ", &name, "?"].concat(),
        button: "Delete organisation".to_owned(),
        deed: "Delete organisation",
        caution: Caution::Typed(to_type(one)),
        warnings,
        steps: vec![Step {
            key: one.value.id.clone(),
            label: label(one),
            call: organisations::delete(&one.value.id),
        }],
        skipped: Vec::new(),
        file: Some(("deleted-organisation".to_owned(), file)),
        on_reply,
        watch: None,
    }
}

/// Has the dashboard read its host names again.
pub fn reload() -> Plan {
    Plan {
        title: "Reload the dashboard’s host names?".to_owned(),
        button: "Reload".to_owned(),
        deed: "Reload",
        caution: Caution::Asked,
        warnings: vec![
            "The CNAME was saved. The dashboard reads its host names when it starts and when it is told to: until then the portal answers at the old one.".to_owned(),
            "The reload is for the whole dashboard, not for this organisation alone. It can also be done later.".to_owned(),
        ],
        steps: vec![Step {
            key: "reload".to_owned(),
            label: "the dashboard’s host names".to_owned(),
            call: organisations::reload(),
        }],
        skipped: Vec::new(),
        file: None,
        on_reply: Rc::new(|_, _| Verdict::Done("Reloaded")),
        watch: None,
    }
}

/// What is sent for an organisation in a file: all of it but the id, which is the server's, and secrets, which
/// the file does not have. `None`: it is no object.
pub fn body_of_file(raw: &str) -> Option<String> {
    let masked = quote(MASK);
    without(raw, &|name, value| name == "id" || value == masked)
}

/// Makes one of a file. `on_made` gets the new id, if the answer tells it.
pub fn recreate(name: &str, body: String, on_made: Rc<dyn Fn(Option<String>)>) -> Plan {
    let name = visible(name).into_owned();
    Plan {
        title: ["Create ", &name, " from the file?"].concat(),
        button: "Create organisation".to_owned(),
        deed: "Create organisation",
        caution: Caution::Asked,
        warnings: vec![
            "It gets a new id. People and APIs that carry the old id do not belong to it by themselves.".to_owned(),
        ],
        steps: vec![Step {
            key: "new".to_owned(),
            label: name,
            call: organisations::create(body),
        }],
        skipped: Vec::new(),
        file: None,
        on_reply: Rc::new(move |_, reply| {
            on_made(organisations::new_id(reply));
            Verdict::Done("Created")
        }),
        watch: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_sent_without_its_id_and_without_masks() {
        let raw = r#"{"id":"a", "owner_name":"x","apis":null,"n":1.50,"access_key":"•••","ui":{"a":[1, 2]}}"#;
        let body = body_of_file(raw);
        let expected = r#"{"owner_name":"x","apis":null,"n":1.50,"ui":{"a":[1, 2]}}"#;
        assert_eq!(body.as_deref(), Some(expected));
        assert_eq!(body_of_file("[]"), None);
    }

    #[test]
    fn what_is_typed_can_be_typed() {
        for (name, expected) in [
            ("Gannet & Söhne", "Gannet & Söhne"),
            (" ", "5e9d"),
            ("\u{202e}gnp.exe", "5e9d"),
            ("W".repeat(300).as_str(), "5e9d"),
        ] {
            let raw = ["{\"id\":\"5e9d\",\"owner_name\":", &quote(name), "}"].concat();
            let one: KeptOrganisation = crate::wire::decode(&raw).expect("an organisation");
            assert_eq!(to_type(&one), expected);
            assert!(!label(&one).contains('\u{202e}'));
        }
    }

    #[test]
    fn many_names_are_counted() {
        let names: Vec<String> = (0..14).map(|number| number.to_string()).collect();
        assert_eq!(
            some_of(&names),
            "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"
        );
        assert_eq!(some_of(&names[..2]), "0, 1");
    }
}
