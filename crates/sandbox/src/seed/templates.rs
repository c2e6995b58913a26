//! Private templates of every kind of Action.

use rusqlite::{Transaction, params};
use serde_json::json;

use super::chance::{DAY, between, one_of, percent, stream};
use super::template_options::{self, Kind};
use crate::clock::Millis;
use crate::random::Random;

use Kind::{Email, Http, Imap, Llm, SendToStory, Transform, Trigger, Webhook};

/// Kind, name, vendor, product.
const TEMPLATES: [(Kind, &str, &str, &str); 60] = [
    (Http, "Get alert", "CrowdStrike", "Falcon"),
    (Http, "Contain host", "CrowdStrike", "Falcon"),
    (Http, "Lift containment of a host", "CrowdStrike", "Falcon"),
    (
        Http,
        "Search detections by hash (SHA-256)",
        "CrowdStrike",
        "Falcon",
    ),
    (Http, "Create incident", "ServiceNow", "ITSM"),
    (Http, "Update incident’s state", "ServiceNow", "ITSM"),
    (Http, "Look up configuration item", "ServiceNow", "CMDB"),
    (
        Transform,
        "Country and network of an address",
        "Kittiwake",
        "Reference data",
    ),
    (Http, "Suspend user", "Okta", "Workforce Identity"),
    (Http, "List factors of a user", "Okta", "Workforce Identity"),
    (Http, "Clear sessions", "Okta", "Workforce Identity"),
    (
        Transform,
        "Decision tree: who is paged",
        "Kittiwake",
        "On-call",
    ),
    (Http, "Get file report", "VirusTotal", "Enterprise"),
    (Http, "Get domain report", "VirusTotal", "Enterprise"),
    (Http, "Submit URL", "VirusTotal", "Enterprise"),
    (Http, "Post message", "Slack", "Web API"),
    (Http, "Upload a file", "Slack", "Web API"),
    (
        Http,
        "Nachricht an den Bereitschaftskanal senden",
        "Slack",
        "Web API",
    ),
    (Http, "Create issue", "Atlassian", "Jira"),
    (Http, "Add comment", "Atlassian", "Jira"),
    (Http, "Search pages", "Atlassian", "Confluence"),
    (Http, "Search (SPL)", "Splunk", "Enterprise Security"),
    (Http, "Find user by mail address", "Microsoft", "Graph"),
    (Http, "Revoke sign-in sessions", "Microsoft", "Graph"),
    (
        Http,
        "Risky users, risk level ≥ medium",
        "Microsoft",
        "Entra ID",
    ),
    (Http, "Delete message from mailboxes", "Google", "Workspace"),
    (Http, "Block a sender", "Proofpoint", "TAP"),
    (
        Http,
        "検体をサンドボックスへ送信",
        "Joe Security",
        "Joe Sandbox",
    ),
    (Transform, "Explode the observables", "", ""),
    (Transform, "Deduplicate by hash", "", ""),
    (Transform, "Normalise timestamps → UTC", "", ""),
    (Transform, "Delay until office hours", "", ""),
    (Transform, "Throttle per user", "", ""),
    (Transform, "Extract IPs, domains and URLs", "", ""),
    (Transform, "Severity thresholds", "Kittiwake", "Scoring"),
    (Email, "Notify the user: unusual sign-in", "", ""),
    (Email, "Hand over to the next shift", "", ""),
    (Email, "Weekly digest", "", ""),
    (Email, "Demander une confirmation à l’utilisateur", "", ""),
    (Imap, "Read phishing@", "", ""),
    (Imap, "Read abuse@", "", ""),
    (Imap, "Read the vendor’s advisories", "", ""),
    (Llm, "Summarise an alert", "", ""),
    (Llm, "Classify a reported message", "", ""),
    (Llm, "Draft the answer to an auditor", "", ""),
    (Llm, "Explain this PowerShell", "", ""),
    (Trigger, "Only high and critical", "", ""),
    (Trigger, "Sender is outside", "", ""),
    (Trigger, "Outside office hours", "", ""),
    (Trigger, "Is it one of ours? (IPv4, IPv6)", "", ""),
    (Trigger, "Known false positive", "", ""),
    (Webhook, "Receive EDR alerts", "", ""),
    (Webhook, "Receive GitHub events", "GitHub", "Webhooks"),
    (Webhook, "Receive form", "", ""),
    (Webhook, "Receive Slack commands", "Slack", "Slash commands"),
    (SendToStory, "Enrich an indicator", "", ""),
    (SendToStory, "Isolate a host, after a question", "", ""),
    (SendToStory, "Open a case", "", ""),
    (SendToStory, "Leaver: remove every account", "", ""),
    (SendToStory, "Send to Story", "", ""),
];

/// The position of the template with about 100 kB of options.
pub const LARGE: usize = 7;
/// The position of the template whose options are nested sixty levels deep.
pub const DEEP: usize = 11;
/// The position of the template whose numbers are spelled as no machine would.
pub const ODD_NUMBERS: usize = 34;

/// The smallest id: all are above 2^53, which no JavaScript number holds exactly.
const FIRST_ID: i64 = 472_463_921_472_463_921;

pub(super) fn store(tx: &Transaction<'_>, count: usize, now: Millis) -> rusqlite::Result<()> {
    let mut insert = tx.prepare(
        "INSERT INTO templates (id, name, description, vendor, product, agent_type, agent_options, team_id,
                                folder_id, read_access, shared_team_slugs, action_inputs, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    let ids = &mut stream("template ids", 0);
    let mut id = FIRST_ID;
    for number in 0..count {
        let random = &mut stream("templates", number as u64);
        let (kind, name, vendor, product) = TEMPLATES[number % TEMPLATES.len()];
        let copy = number / TEMPLATES.len();
        let name = if copy == 0 {
            name.to_owned()
        } else {
            format!("{name} v{}", copy + 1)
        };
        let (team, folder, access, slugs) = sharing(random);
        let created_at = now - between(random, 3 * DAY, 900 * DAY);
        insert.execute(params![
            id,
            name,
            description(random, &name, vendor),
            vendor,
            product,
            kind.agent_type(),
            options(random, number, kind, &name, vendor),
            team,
            folder,
            access,
            slugs,
            inputs(random, kind),
            created_at,
            created_at + between(random, 0, now - created_at),
        ])?;
        id += between(ids, 1, 9_000_000_000_000);
    }
    Ok(())
}

fn options(random: &mut Random, number: usize, kind: Kind, name: &str, vendor: &str) -> String {
    match number {
        LARGE => template_options::large(random).to_string(),
        DEEP => template_options::deep(60).to_string(),
        ODD_NUMBERS => template_options::ODD_NUMBERS.to_owned(),
        _ => template_options::of(random, kind, name, vendor).to_string(),
    }
}

fn description(random: &mut Random, name: &str, vendor: &str) -> String {
    match random.below(6) {
        0 => String::new(),
        1 => format!("{name}."),
        2 => format!(
            "## {name}\n\nNeeds a credential named `{}`.\n\n| field | meaning |\n|---|---|\n| `id` | the record |\n| `since` | ISO 8601, **UTC** |\n\n> Ask the platform team before changing the retries.",
            if vendor.is_empty() { "default" } else { vendor }
        ),
        3 => format!(
            "Use *this*, not the old one.\n\n1. Fill in the inputs\n2. Test with a **harmless** record\n3. See [the runbook](https://wiki.example.org/runbooks/{})\n\n```json\n{{ \"id\": 1 }}\n```",
            name.len()
        ),
        4 => format!(
            "{name} – für die Bereitschaft; 当番向け. <script>alert(1)</script> is shown as text."
        ),
        _ => format!(
            "{name}. {}",
            "Written for the night shift, kept short on purpose. "
                .repeat(9)
                .trim_end()
        ),
    }
}

/// Team, folder, who may read it, and with which teams it is shared.
fn sharing(random: &mut Random) -> (Option<i64>, Option<i64>, &'static str, &'static str) {
    let team = (!percent(random, 15)).then(|| between(random, 1, 9));
    let folder = percent(random, 40).then(|| between(random, 100, 130));
    match random.below(10) {
        0..=2 => (team, folder, "GLOBAL", "[]"),
        3 => (
            team,
            folder,
            "SPECIFIC_TEAMS",
            r#"["fraud","it-service-desk"]"#,
        ),
        _ => (team, folder, "TEAM", "[]"),
    }
}

/// The inputs that whoever uses the template is asked for, of every type.
fn inputs(random: &mut Random, kind: Kind) -> String {
    if !matches!(kind, Http | SendToStory) || percent(random, 40) {
        return "[]".to_owned();
    }
    let input = |name: &str, kind: &str, required: bool, default: serde_json::Value| json!({ "name": name, "type": kind, "required": required, "description": "", "default_value": default, "data": null });
    let more = one_of(
        random,
        &[
            ("severity", "OPTION"),
            ("since", "DATE"),
            ("limit", "NUMBER"),
            ("dry_run", "BOOLEAN"),
            ("filter", "CODE"),
            ("fields", "OBJECT"),
        ],
    );
    let default = match more.1 {
        "NUMBER" => json!(50),
        "BOOLEAN" => json!(true),
        "OBJECT" => json!({ "expand": ["owner", "assets"] }),
        _ => json!(null),
    };
    json!([
        input("id", "TEXT", true, json!(null)),
        input("credential", "CREDENTIAL", true, json!(null)),
        input(more.0, more.1, false, default),
    ])
    .to_string()
}
