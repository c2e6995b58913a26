//! A private template.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::wire::lenient;

/// A private template. One that will be saved is read as [`crate::wire::Kept`]: whether the server
/// keeps a left-out field is a guess, so the whole object goes back.
#[derive(Debug, Clone, Deserialize)]
pub struct Template {
    /// 64 bits, above what a JS number holds, and a number in one reply and text in another: kept
    /// as its digits.
    #[serde(deserialize_with = "lenient::exact_id")]
    pub id: String,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// May be empty.
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: String,
    /// Whose product it drives.
    #[serde(default, deserialize_with = "lenient::text")]
    pub vendor: String,
    /// The product it drives.
    #[serde(default, deserialize_with = "lenient::text")]
    pub product: String,
    /// `Agents::HTTPRequestAgent` and so on, or a human label in older replies: free text.
    #[serde(default, deserialize_with = "lenient::text")]
    pub agent_type: String,
    /// The options of the Action, as they came.
    #[serde(default)]
    pub agent_options: Option<Box<RawValue>>,
    /// The team it belongs to (2026).
    #[serde(default, deserialize_with = "lenient::whole")]
    pub team_id: Option<i64>,
    /// The folder it lies in (2026).
    #[serde(default, deserialize_with = "lenient::whole")]
    pub folder_id: Option<i64>,
    /// `TEAM`, `GLOBAL` or `SPECIFIC_TEAMS`, free text (2026).
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub read_access: Option<String>,
    /// The teams it is shared with (2026).
    #[serde(default, deserialize_with = "lenient::texts")]
    pub shared_team_slugs: Option<Vec<String>>,
    /// What whoever uses it is asked for (2026).
    #[serde(default, deserialize_with = "lenient::objects")]
    pub action_inputs: Option<Vec<ActionInput>>,
}

/// One thing that whoever uses a template is asked for.
#[derive(Debug, Clone, Deserialize)]
pub struct ActionInput {
    /// Its name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `TEXT`, `NUMBER`, `BOOLEAN`, `DATE`, `OBJECT`, `OPTION`, `CODE` or `CREDENTIAL`, free text.
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    pub kind: String,
    /// Whether it must be given.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub required: bool,
    /// What it is for.
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: String,
    /// What it is when it is not given, any JSON.
    #[serde(default)]
    pub default_value: Option<Box<RawValue>>,
    /// More about it, by kind, any JSON.
    #[serde(default)]
    pub data: Option<Box<RawValue>>,
}
