//! What people changed: the audit log beside the sign-ins.

use rusqlite::{Transaction, params};
use serde_json::{Value, json};

use super::chance::{DAY, HOUR, MINUTE, between, index, is_weekend, number, percent, stream};
use super::people::Person;
use crate::clock::Millis;
use crate::random::Random;

/// How far back the entries go.
const KEPT: i64 = 90;

/// Stores so many entries, oldest first, by people who were there at the time.
pub(super) fn store(
    tx: &Transaction<'_>,
    people: &[Person],
    count: usize,
    now: Millis,
) -> rusqlite::Result<()> {
    let random = &mut stream("audit", 0);
    let actors: Vec<usize> = (0..people.len())
        .filter(|&index| {
            people[index].habits.is_some() && people[index].created_at < now - 100 * DAY
        })
        .collect();
    if actors.is_empty() {
        return Ok(());
    }
    // A few people do most of the work.
    let busy = &actors[..actors.len().min(25)];
    let mut entries: Vec<(Millis, usize)> = (0..count)
        .map(|_| {
            let some = if percent(random, 75) { busy } else { &actors };
            let actor = some[index(random, some.len())];
            (moment(random, &people[actor], now), actor)
        })
        .collect();
    entries.sort_unstable();
    let mut insert = tx.prepare(
        "INSERT INTO audit_entries (created_at, operation_name, user_id, user_email, user_name,
                                    request_ip, request_user_agent, inputs)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (at, actor) in entries {
        let person = &people[actor];
        let Some(habits) = &person.habits else {
            continue;
        };
        let (operation, inputs) = operation(random, people, person.owner);
        let name =
            [&person.first_name, &person.last_name].map(|name| name.as_deref().unwrap_or_default());
        insert.execute(params![
            at,
            operation,
            number(actor + 1),
            person.email,
            name.join(" "),
            habits.office.unwrap_or(&habits.home),
            habits.desk,
            inputs.map(|inputs| inputs.to_string()),
        ])?;
    }
    Ok(())
}

/// Some time in the working hours of a working day where the person is.
fn moment(random: &mut Random, person: &Person, now: Millis) -> Millis {
    let Some(habits) = &person.habits else {
        return now;
    };
    let mut day = habits.place.day_at(now) - 1 - between(random, 0, KEPT);
    while is_weekend(day) {
        day -= 1;
    }
    habits
        .place
        .moment(day, habits.starts + between(random, 10, 8 * 60) * MINUTE)
        - HOUR / 2
}

/// What was done, by its name in the vendor's list of logged operations, and with what.
fn operation(random: &mut Random, people: &[Person], owner: bool) -> (&'static str, Option<Value>) {
    let id = between(random, 24_000, 29_000);
    let story = json!({ "storyId": between(random, 300, 900) });
    let other = &people[index(random, people.len())];
    match random.below(if owner { 24 } else { 15 }) {
        0..=2 => (
            "ActionsOptionsChange",
            Some(
                json!({ "actionIds": [id], "options": { "url": "https://api.example.com/v2/alerts" } }),
            ),
        ),
        3 => (
            "ActionsNameChange",
            Some(json!({ "actionIds": [id], "name": "Look up the sender’s domain" })),
        ),
        4 => (
            "ActionsDisabledChange",
            Some(json!({ "actionIds": [id, id + 3], "disabled": percent(random, 50) })),
        ),
        5 => (
            "ActionsScheduleChange",
            Some(
                json!({ "actionIds": [id], "schedules": [{ "cron": "*/15 * * * *", "timezone": "Europe/Dublin" }] }),
            ),
        ),
        6 | 7 => ("StoryItemsCreation", Some(story)),
        8 => ("StoryItemsMovement", Some(story)),
        9 => ("StoryVersionCreate", Some(story)),
        10 => ("AnnotationContentChange", None),
        11 => (
            "CredentialSave",
            Some(json!({ "name": "virustotal", "mode": "TEXT", "value": "[FILTERED]" })),
        ),
        12 => ("ActionMemoryClearance", Some(json!({ "actionId": id }))),
        13 => (
            "GlobalResourceEdit",
            Some(json!({ "resourceId": between(random, 10, 90) })),
        ),
        14 => (
            "TemplateUpdate",
            Some(json!({ "templateId": "472463921472463921" })),
        ),
        15 | 16 => (
            "UsersInvitation",
            Some(json!({ "emails": [other.email], "teamId": null })),
        ),
        17 => ("UserReinvitation", Some(json!({ "email": other.email }))),
        18 => (
            "UserEdit",
            Some(json!({ "email": other.email, "admin": other.owner, "isActive": other.active })),
        ),
        19 => (
            "TeamMembersAddition",
            Some(json!({ "teamId": between(random, 1, 11), "role": "EDITOR" })),
        ),
        20 => (
            "AuthenticationTokenCreation",
            Some(json!({ "name": "drain to SIEM", "isServiceToken": true })),
        ),
        21 => (
            "TenantFeatureFlagToggle",
            Some(json!({ "key": "workbench", "enabled": true })),
        ),
        22 => ("JobsRetryingDeletion", None),
        _ => (
            "SsoConfigurationSamlSet",
            Some(
                json!({ "entityId": "https://sso.example.org/saml", "certificate": "[FILTERED]" }),
            ),
        ),
    }
}
