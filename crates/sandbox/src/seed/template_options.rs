//! What stands in a template's `agent_options`, by kind of Action.

use serde_json::{Value, json};

use super::chance::{between, one_of, percent};
use crate::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Email,
    Transform,
    Http,
    Imap,
    Llm,
    Trigger,
    Webhook,
    SendToStory,
}

impl Kind {
    pub(super) fn agent_type(self) -> &'static str {
        match self {
            Self::Email => "Agents::EmailAgent",
            Self::Transform => "Agents::EventTransformationAgent",
            Self::Http => "Agents::HTTPRequestAgent",
            Self::Imap => "Agents::IMAPAgent",
            Self::Llm => "Agents::LLMAgent",
            Self::Trigger => "Agents::TriggerAgent",
            Self::Webhook => "Agents::WebhookAgent",
            Self::SendToStory => "Agents::SendToStoryAgent",
        }
    }
}

/// Numbers in spellings that a parser with doubles would change.
pub(super) const ODD_NUMBERS: &str = r#"{"mode": "message_only", "payload": {"low": 1.0, "medium": 5.50, "high": 1e3, "ceiling": 12345678901234567890, "share": 0.1000, "zero": -0, "id": 472463921472463921}, "loop": false}"#;

pub(super) fn of(random: &mut Random, kind: Kind, name: &str, vendor: &str) -> Value {
    match kind {
        Kind::Email => email(random, name),
        Kind::Transform => transform(random),
        Kind::Http => http(random, name, vendor),
        Kind::Imap => json!({
            "host": "imap.example.org", "ssl": true, "username": "phishing@example.org",
            "password": "<<CREDENTIAL.phishing_mailbox>>", "folders": ["INBOX", "Junk"],
            "conditions": { "is_unread": true, "max_age_days": between(random, 1, 30) }, "mark_as_read": percent(random, 50),
        }),
        Kind::Llm => json!({
            "model": one_of(random, &["fast", "smart"]), "temperature": 0.2, "max_tokens": between(random, 2, 40) * 100,
            "system_instructions": "You are a security analyst. Answer in **three** sentences. Say what you do not know.",
            "prompt": format!("{name}:\n\n<<receive_alert.body | as_json>>\n\nQuote the evidence."),
            "output_schema": { "type": "object", "required": ["verdict"], "properties": {
                "verdict": { "enum": ["benign", "suspicious", "malicious"] }, "why": { "type": "string" } } },
        }),
        Kind::Trigger => json!({
            "must_match": between(random, 1, 3),
            "rules": [
                { "type": "regex", "path": "<<receive_alert.body.severity>>", "value": "^(high|critical)$" },
                { "type": "field!=value", "path": "<<receive_alert.body.sender_domain>>", "value": "example.org" },
                { "type": "in", "path": "<<receive_alert.body.source_ip>>", "value": "<<RESOURCE.our_networks>>" },
            ],
        }),
        Kind::Webhook => json!({
            "path": random.hex(32), "secret": random.hex(32), "verbs": "get,post", "include_headers": percent(random, 30),
            "rules": [], "access_control": "off", "response": { "status": "accepted", "at": "<<META.event.created_at>>" },
        }),
        Kind::SendToStory => json!({
            "story": format!("<<STORY.{}>>", name.to_lowercase().replace([' ', ','], "_")),
            "payload": { "indicator": "<<explode.observable>>", "requested_by": "<<META.user.email>>" },
            "send_payload_as_body": true, "timeout": between(random, 1, 24) * 3600,
        }),
    }
}

fn http(random: &mut Random, name: &str, vendor: &str) -> Value {
    let slug = vendor.to_lowercase().replace(' ', "-");
    let method = one_of(
        random,
        &["get", "get", "post", "post", "put", "patch", "delete"],
    );
    let mut options = json!({
        "url": format!("https://{slug}.example.com/api/v{}/records/<<explode.id>>", between(random, 1, 4)),
        "method": method,
        "content_type": "application_json",
        "headers": { "Authorization": format!("Bearer <<CREDENTIAL.{}>>", slug.replace('-', "_")), "Accept": "application/json" },
        "timeout": between(random, 2, 12) * 5,
        "retry_on_status": ["429", "500-599"],
        "log_error_on_status": [],
    });
    if method != "get" {
        options["payload"] = json!({
            "title": format!("[<<receive_alert.body.severity | upcase>>] {name}"),
            "assignee": { "email": "<<get_owner.body.email | default: 'soc@example.org'>>" },
            "labels": ["automated", "tines"],
            "due": null,
        });
    }
    if percent(random, 25) {
        options["pagination"] = json!({ "next": "<<LOCAL.response.body.next>>", "max_pages": 20 });
    }
    options
}

fn transform(random: &mut Random) -> Value {
    match random.below(6) {
        0 => {
            json!({ "mode": "explode", "path": "<<extract.observables>>", "to": "observable", "limit": between(random, 50, 500) })
        }
        1 => {
            json!({ "mode": "deduplicate", "path": "<<explode.observable.sha256>>", "period": 86_400, "lookback": 100 })
        }
        2 => json!({ "mode": "delay", "seconds": between(random, 1, 60) * 60 }),
        3 => {
            json!({ "mode": "throttle", "period": 3600, "limit": between(random, 1, 9), "key": "<<explode.user.email>>" })
        }
        4 => json!({ "mode": "extract", "matchers": [
            { "path": "<<receive.body>>", "regexp": "\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b", "to": "ips" },
            { "path": "<<receive.body>>", "regexp": "https?://[^\\s\"'<>]+", "to": "urls" } ] }),
        _ => json!({ "mode": "message_only", "loop": false, "payload": {
            "user": "<<receive.body.user | downcase>>", "at": "<<'now' | date: '%Y-%m-%dT%H:%M:%SZ'>>",
            "score": "=IF(receive.body.risk > 70, \"high\", \"low\")" } }),
    }
}

fn email(random: &mut Random, name: &str) -> Value {
    json!({
        "recipients": ["<<get_owner.body.email>>", "soc@example.org"],
        "reply_to": "security@example.org",
        "sender_name": "Kittiwake Security",
        "subject": format!("{name} – <<receive.body.title | truncate: 60>>"),
        "body": "Hello <<get_owner.body.first_name>>,\n\nwe saw a sign-in from **<<receive.body.country>>**. Was it you?\n\n[Yes](<<prompt('yes')>>) · [No](<<prompt('no')>>)",
        "attachments": [],
        "priority": between(random, 1, 5),
    })
}

/// About 100 kB: a table of networks, as people keep them where a resource would do.
pub(super) fn large(random: &mut Random) -> Value {
    let rows: Vec<Value> = (0..940)
        .map(|row| {
            json!({
                "network": format!("2001:db8:{row:x}::/48"),
                "asn": between(random, 64_496, 64_511),
                "country": one_of(random, &["IE", "US", "IN", "PL", "PT", "CA", "BR", "DE"]),
                "owner": format!("Example Network № {row}"),
                "trusted": percent(random, 20),
            })
        })
        .collect();
    json!({ "mode": "message_only", "loop": false, "payload": { "networks": rows, "updated": "2025-11-02" } })
}

/// A decision within a decision, so many levels deep.
pub(super) fn deep(levels: usize) -> Value {
    (0..levels).fold(
        json!({ "page": "secondary@example.org" }),
        |inner, level| json!({ "if": format!("LOAD > {level}"), "then": inner }),
    )
}
