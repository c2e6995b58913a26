//! What is done to several templates at once, as plans: deleting them, and what an import sends.

use std::rc::Rc;

use crate::analysis::json::{shortened, visible};
use crate::analysis::template_bundle;
use crate::api::call::Verb;
use crate::api::tines::templates;
use crate::data::changes::plan::{Caution, NOT_LISTED, Plan, Step, Verdict};
use crate::data::templates::{KeptTemplate, Origin};
use crate::data::tenant::Tenant;
use crate::format::number::counted;

/// Which templates somebody chose.
#[derive(Default)]
pub struct Chosen {
    /// Those in sight.
    pub templates: Vec<KeptTemplate>,
    /// Those that are selected as well, but not in the list as it is filtered: they are left out.
    pub elsewhere: Vec<KeptTemplate>,
}

/// The most characters of a name that stand in a sentence.
const MOST: usize = 80;

/// A template in words: of a long name the beginning, and nothing in it that would not be seen.
pub fn called(name: &str, kind: &str) -> String {
    let name = if name.trim().is_empty() {
        "(no name)"
    } else {
        name
    };
    let short = |text: &str| {
        let (text, is_cut) = shortened(text, MOST);
        visible(text).into_owned() + if is_cut { "…" } else { "" }
    };
    match kind {
        "" => short(name),
        kind => [short(name).as_str(), " (", &short(kind), ")"].concat(),
    }
}

/// One template in words.
pub fn called_so(template: &KeptTemplate) -> String {
    called(&template.name, template.kind())
}

/// Deletes templates: as a bundle, what goes can be brought back by an import, under new ids.
pub fn delete(tenant: &Tenant, chosen: &Chosen) -> Plan {
    let count = chosen.templates.len();
    let what = match chosen.templates.as_slice() {
        [one] => ["Delete ", &called_so(one)].concat(),
        _ => ["Delete ", &counted(count, "template", "templates")].concat(),
    };
    let mut warnings = Vec::new();
    if count == 0 {
        warnings.push("There is nothing left to delete: nothing will be sent.".to_owned());
    } else {
        warnings.push(
            "This cannot be undone. Stories that were built with a template keep their Actions."
                .to_owned(),
        );
        warnings.push(
            "The file saved before is a bundle: importing it makes new templates with new ids."
                .to_owned(),
        );
    }
    let raws = chosen.templates.iter().map(|one| one.raw.get());
    let tenant = tenant.templates();
    Plan {
        title: what.clone() + "?",
        button: what,
        deed: "Delete template",
        caution: if count > 1 {
            Caution::Typed(count.to_string())
        } else {
            Caution::Asked
        },
        warnings,
        file: (count > 0).then(|| ("deleted-templates".to_owned(), template_bundle::write(raws))),
        steps: chosen
            .templates
            .iter()
            .map(|one| Step {
                key: one.id.clone(),
                label: called_so(one),
                call: templates::delete(&one.id),
            })
            .collect(),
        skipped: chosen
            .elsewhere
            .iter()
            .map(|one| (called_so(one), NOT_LISTED))
            .collect(),
        on_reply: Rc::new(move |step, _| {
            tenant.list.collection.remove(&step.key);
            Verdict::Done("Deleted")
        }),
        watch: None,
    }
}

/// Sends what an import adds and updates, each of them one step, and what is left out, with the reason.
pub fn import(tenant: &Tenant, steps: Vec<Step>, skipped: Vec<(String, &'static str)>) -> Plan {
    let updated = steps
        .iter()
        .filter(|step| step.call.verb == Verb::Put)
        .count();
    let added = steps.len() - updated;
    let mut what = String::new();
    if added > 0 {
        what = ["Add ", &counted(added, "template", "templates")].concat();
    }
    if updated > 0 {
        what += if what.is_empty() {
            "Update "
        } else {
            ", update "
        };
        what += &match added {
            0 => counted(updated, "template", "templates"),
            _ => updated.to_string(),
        };
    }
    let mut warnings = Vec::new();
    if updated > 0 {
        warnings.push(
            "What is updated is written over, but for its id, team and folder; what it was before stays in this tab’s versions."
                .to_owned(),
        );
    }
    let of_tenant = tenant.templates();
    Plan {
        title: what.clone() + "?",
        button: what,
        deed: "Import template",
        caution: Caution::Asked,
        warnings,
        steps,
        skipped,
        file: None,
        on_reply: Rc::new(move |step, reply| {
            let is_update = step.call.verb == Verb::Put;
            match templates::changed(reply) {
                Some(now) => {
                    of_tenant.list.collection.put(now.clone());
                    of_tenant.versions.note(&now, Origin::Saved);
                }
                // The answer says nothing: the list is read anew, once all is over.
                None => of_tenant.list.collection.refresh(),
            }
            Verdict::Done(if is_update { "Updated" } else { "Added" })
        }),
        watch: None,
    }
}
