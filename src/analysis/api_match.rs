//! Which API of an organisation a search has found: a row must say why it is there.

use super::filter::syntax::parse;
use crate::format::fold::fold;
use crate::wire::tyk::{ApiLink, Organisation};

/// The texts that an API can be found by, folded: the plain words of a filter, and what stands behind `api:`.
pub fn wanted(filter: &str) -> Vec<String> {
    parse(filter)
        .into_iter()
        .map(|placed| placed.term)
        .filter(|term| !term.not && matches!(term.name.as_deref(), None | Some("api")))
        .flat_map(|term| term.values)
        .map(|value| fold(value.text.trim()))
        .filter(|text| !text.is_empty())
        .collect()
}

/// The first API that has something that was looked for and that its organisation does not say by itself, and
/// how many of them have.
pub fn found<'a>(one: &'a Organisation, wanted: &[String]) -> Option<(&'a ApiLink, usize)> {
    if wanted.is_empty() {
        return None;
    }
    let own = [
        &one.owner_name,
        &one.id,
        one.owner_slug.as_deref().unwrap_or_default(),
        one.cname.as_deref().unwrap_or_default(),
    ]
    .map(|text: &str| fold(text));
    let missing: Vec<&String> = wanted
        .iter()
        .filter(|text| !own.iter().any(|own| own.contains(text.as_str())))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let has = |api: &&ApiLink| {
        let (name, id) = (fold(&api.api_human_name), fold(&api.api_id));
        let has = |text: &&String| name.contains(text.as_str()) || id.contains(text.as_str());
        missing.iter().any(has)
    };
    let mut matching = one.apis.iter().flatten().filter(has);
    let first = matching.next()?;
    Some((first, 1 + matching.count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::decode;

    #[test]
    fn the_api_is_named_that_was_looked_for() {
        let one: Organisation = decode(
            r#"{"id":"o1","owner_name":"Kittiwake","apis":[{"api_human_name":"Payments v1","api_id":"a1"},
                {"api_human_name":"payments-v2","api_id":"a2"},{"api_human_name":"Ördnung","api_id":"a3"}]}"#,
        )
        .expect("an organisation");
        for (filter, expected) in [
            ("payments-v2", Some(("a2", 1))),
            ("PAYMENTS", Some(("a1", 2))),
            ("kittiwake payments", Some(("a1", 2))),
            ("api:ordnung", Some(("a3", 1))),
            ("a2", Some(("a2", 1))),
            ("kittiwake", None),
            ("-payments", None),
            ("name:payments", None),
            ("", None),
        ] {
            let found = found(&one, &wanted(filter)).map(|(api, all)| (api.api_id.as_str(), all));
            assert_eq!(found, expected, "{filter}");
        }
    }
}
