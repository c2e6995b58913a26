//! Which keys the options of each kind of Action have, as the product's documentation names them ("Actions",
//! "Types"). A hint and no rule: a key that is not here may be newer than this table. Which of them are
//! confirmed, and by what, stands in `docs/templates.md`.

/// A key of an Action's options, and what it is for.
pub type OptionKey = (&'static str, &'static str);

/// What every kind may have.
const RULES: [OptionKey; 2] = [
    (
        "rules",
        "Conditions on the incoming event: type, path, value",
    ),
    ("must_match", "How many of the rules must match"),
];

const HTTP: &[OptionKey] = &[
    ("url", "Where the request goes, with http or https"),
    (
        "method",
        "get, post, put, patch or delete; post if it is missing",
    ),
    ("content_type", "json, xml, form, data, or a content type"),
    ("payload", "What is sent in the body"),
    ("headers", "Headers of the request, by name"),
    ("basic_auth", "\"name:password\", or both as an array"),
    ("user_agent", "What the request says it comes from"),
    ("timeout", "Seconds until the request is given up"),
    ("retry_on_status", "Statuses after which it is sent again"),
    ("log_error_on_status", "Statuses that count as an error"),
    ("log_error_if", "A condition that counts as an error"),
    ("emit_failure_event", "Whether a failure gives an event"),
    (
        "disable_redirect_follow",
        "Whether redirects are not followed",
    ),
    (
        "disable_ssl_verification",
        "Whether certificates are not checked",
    ),
    (
        "disable_url_encoding",
        "Whether the address is sent as it is",
    ),
    (
        "custom_certificate_authority_name",
        "Which own certificate authority to use",
    ),
    ("customize_output", "What the event holds"),
    ("local", "Values for this Action only, by name"),
];

const EMAIL: &[OptionKey] = &[
    ("recipients", "One address, or an array of them"),
    ("reply_to", "Where replies go"),
    ("cc", "Who gets a copy: one address, or an array"),
    ("bcc", "Who gets a hidden copy: one address, or an array"),
    ("sender_name", "The name of the sender"),
    ("subject", "The subject"),
    ("body", "The text, plain or HTML"),
    (
        "advanced_html",
        "Whether the body is HTML that stays as it is",
    ),
    ("attachments", "Files: name and contents"),
];

const TRANSFORM: &[OptionKey] = &[
    (
        "mode",
        "message_only, explode, implode, extract, deduplicate, delay, throttle, automatic",
    ),
    ("payload", "message_only: what the event holds"),
    (
        "loop",
        "message_only: an array or object, once for each of its values",
    ),
    ("path", "explode, deduplicate: where the value stands"),
    ("to", "explode: the key that holds each value"),
    ("limit", "explode: so many events at most"),
    ("item_path", "implode: what is taken of each event"),
    ("guid_path", "implode: where the id of the group stands"),
    ("size_path", "implode: where the size of the group stands"),
    ("matchers", "extract: path, regexp and to of each search"),
    ("lookback", "deduplicate: how many events are looked back"),
    ("period", "deduplicate: how many seconds are looked back"),
    (
        "emit_duplicates",
        "deduplicate: whether repeated ones are events too",
    ),
    (
        "tolerance",
        "deduplicate: how often a value may stand before it is repeated",
    ),
    ("seconds", "delay, implode: how long it waits"),
    RULES[0],
    RULES[1],
    ("include_metadata", "Whether the event tells of the run"),
];

const IMAP: &[OptionKey] = &[
    ("mode", "email or imap"),
    ("host", "The mail server"),
    ("port", "Its port"),
    ("username", "Who signs in"),
    (
        "password",
        "Its password: better a credential than the words",
    ),
    ("ssl", "Whether the connection is encrypted"),
    ("folders", "Which folders are looked at"),
    (
        "mark_as_read",
        "Whether a mail that was seen is marked as read",
    ),
    ("conditions", "Which mails give an event"),
    ("emit_headers", "Whether the event holds the mail's headers"),
];

const CONDITION: &[OptionKey] = &[
    RULES[0],
    RULES[1],
    (
        "emit_no_match",
        "Whether it is an event that no rule matched",
    ),
];

const WEBHOOK: &[OptionKey] = &[
    ("path", "The last part of its address"),
    ("secret", "What the caller must know"),
    (
        "access_control",
        "Who may call: anybody, with the secret, with a key",
    ),
    ("verbs", "Methods that it takes, with commas between"),
    ("response", "What the caller is told"),
    ("response_code", "The status that the caller gets"),
    ("response_headers", "Headers that the caller gets, by name"),
    (
        "include_headers",
        "Whether the event holds the caller's headers",
    ),
    RULES[0],
    RULES[1],
];

const SEND_TO_STORY: &[OptionKey] = &[
    ("story", "Which story gets the event"),
    ("payload", "What it gets"),
    ("send_payload_as_body", "Whether the payload is its body"),
    ("send_to_draft", "Which draft of the story gets it"),
    (
        "loop",
        "An array: the story runs once for each of its values",
    ),
];

/// Kinds without their prefix, and the keys of each.
const KINDS: &[(&str, &[OptionKey])] = &[
    ("HTTPRequestAgent", HTTP),
    ("EmailAgent", EMAIL),
    ("EventTransformationAgent", TRANSFORM),
    ("IMAPAgent", IMAP),
    ("ReceiveEmailAgent", IMAP),
    ("TriggerAgent", CONDITION),
    ("WebhookAgent", WEBHOOK),
    ("SendToStoryAgent", SEND_TO_STORY),
    (
        "LLMAgent",
        &[
            ("prompt", "What the model is asked"),
            ("output_structure", "The shape of its answer"),
        ],
    ),
];

/// The known keys of a kind, with or without its `Agents::`; none for an unknown one.
pub fn option_keys(kind: &str) -> &'static [OptionKey] {
    let kind = kind.trim();
    let name = kind.strip_prefix("Agents::").unwrap_or(kind);
    let known = KINDS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map_or(&[], |(_, keys)| keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_with_and_without_its_prefix() {
        let keys = option_keys("Agents::HTTPRequestAgent");
        assert_eq!(keys[0].0, "url");
        assert_eq!(option_keys("httprequestagent"), keys);
        assert_eq!(option_keys("Agents::TriggerAgent").len(), 3);
        assert_eq!(option_keys("Agents::NewAgent"), &[]);
    }

    #[test]
    fn no_key_stands_twice() {
        for (kind, keys) in KINDS {
            for (at, (key, means)) in keys.iter().enumerate() {
                assert!(!means.is_empty(), "{kind}.{key}");
                assert!(
                    !keys[..at].iter().any(|(other, _)| other == key),
                    "{kind}.{key}"
                );
            }
        }
    }
}
