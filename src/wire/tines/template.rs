//! A private template.

use serde_json::value::RawValue;

use crate::wire::fields::{Fields, Record};

/// A private template. One that will be saved is read as [`crate::wire::Kept`]: whether the server
/// keeps a left-out field is a guess, so the whole object goes back.
#[derive(Debug, Clone)]
pub struct Template {
    /// 64 bits, above what a JS number holds, and a number in one reply and text in another: kept
    /// as its digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// May be empty.
    pub description: String,
    /// Whose product it drives.
    pub vendor: String,
    /// The product it drives.
    pub product: String,
    /// `Agents::HTTPRequestAgent` and so on, or a human label in older replies: free text.
    pub agent_type: String,
    /// The options of the Action, as they came.
    pub agent_options: Option<Box<RawValue>>,
    /// The team it belongs to (2026).
    pub team_id: Option<i64>,
    /// The folder it lies in (2026).
    pub folder_id: Option<i64>,
    /// `TEAM`, `GLOBAL` or `SPECIFIC_TEAMS`, free text (2026).
    pub read_access: Option<String>,
    /// The teams it is shared with (2026).
    pub shared_team_slugs: Option<Vec<String>>,
    /// What whoever uses it is asked for (2026).
    pub action_inputs: Option<Vec<ActionInput>>,
}

impl Template {
    /// The kind of Action, without the `Agents::` that all of them begin with; free text as it is.
    pub fn kind(&self) -> &str {
        self.agent_type
            .strip_prefix(KIND_PREFIX)
            .unwrap_or(&self.agent_type)
    }

    /// How many bytes its options are; nothing where it has none.
    pub fn size(&self) -> usize {
        self.agent_options
            .as_ref()
            .map_or(0, |options| options.get().len())
    }
}

/// What the name of each kind of Action begins with (contract).
pub const KIND_PREFIX: &str = "Agents::";

impl Record for Template {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        let id = fields.exact_id()?;
        // It becomes a part of an address.
        if !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("its id is no whole number");
        }
        Ok(Self {
            id,
            name: fields.text("name"),
            description: fields.text("description"),
            vendor: fields.text("vendor"),
            product: fields.text("product"),
            agent_type: fields.text("agent_type"),
            agent_options: fields.kept("agent_options"),
            team_id: fields.whole("team_id"),
            folder_id: fields.whole("folder_id"),
            read_access: fields.filled_text("read_access"),
            shared_team_slugs: fields.texts("shared_team_slugs"),
            action_inputs: fields.records("action_inputs"),
        })
    }
}

/// One thing that whoever uses a template is asked for.
#[derive(Debug, Clone)]
pub struct ActionInput {
    /// Its name.
    pub name: String,
    /// `TEXT`, `NUMBER`, `BOOLEAN`, `DATE`, `OBJECT`, `OPTION`, `CODE` or `CREDENTIAL`, free text.
    pub kind: String,
    /// Whether it must be given.
    pub required: bool,
    /// What it is for.
    pub description: String,
    /// What it is when it is not given, any JSON.
    pub default_value: Option<Box<RawValue>>,
    /// More about it, by kind, any JSON.
    pub data: Option<Box<RawValue>>,
}

impl Record for ActionInput {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            name: fields.text("name"),
            kind: fields.text("type"),
            required: fields.flag("required"),
            description: fields.text("description"),
            default_value: fields.kept("default_value"),
            data: fields.kept("data"),
        })
    }
}
