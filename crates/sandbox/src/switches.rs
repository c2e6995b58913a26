//! Which dialect the two APIs speak: one switch for every point on which tenants are known to differ.
//!
//! A switch's spelling stands once, here: the command line and the control API both read it from
//! the same literal, so a flag and a run-time change cannot disagree.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

macro_rules! switch {
    ($(#[$about:meta])* $name:ident { $($(#[$variant_about:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
        pub enum $name {
            $($(#[$variant_about])* #[serde(rename = $text)] #[value(name = $text)] $variant),+
        }
    };
}

switch! {
    /// How a template's id is spelled; both are documented.
    TemplateId {
        /// `472463921472463921`
        #[default]
        Number = "number",
        /// `"472463921472463921"`
        String = "string",
    }
}

switch! {
    /// The shape of an error's body.
    ErrorShape {
        /// `{"errors":[{"message","details"}]}`
        #[default]
        Objects = "objects",
        /// `[{"message","details"}]`
        BareArray = "bare-array",
        /// `{"errors":["text"]}`
        Texts = "texts",
        /// `{"errors":{"field":["text"]}}`
        Fields = "fields",
        /// `{"error":"text"}`
        Error = "error",
        /// `{"message":"text"}`
        Message = "message",
        /// Plain text
        Text = "text",
        /// A proxy's page
        Html = "html",
        /// Nothing
        Empty = "empty",
    }
}

switch! {
    /// How a user's sign-ins are listed.
    SignIns {
        /// With `meta`, successes only: today's tenants
        #[default]
        Envelope = "envelope",
        /// A bare array of all attempts with place and method: 2019 to 2021
        Array = "array",
    }
}

switch! {
    /// What `meta.next_page_number` holds.
    NextPageNumber {
        /// The number, or null on the last page
        #[default]
        Present = "present",
        /// The field is missing: old tenants
        Absent = "absent",
        /// 1 on the last page, beside `next_page: null`, as one real reply had it
        OneAtEnd = "one-at-end",
    }
}

switch! {
    /// Which fields a user has.
    UserFields {
        /// Without SCIM, activity, permissions
        Y2019 = "2019",
        /// With `scim_uid` and `is_active`
        Y2022 = "2022",
        /// With `tenant_permissions`
        Y2024 = "2024",
        /// With `?include=team_memberships`
        #[default]
        Y2026 = "2026",
    }
}

switch! {
    /// Whether there are job endpoints, and what a shared tenant answers instead.
    Jobs {
        /// A dedicated tenant
        #[default]
        Dedicated = "dedicated",
        /// A shared tenant that answers 403
        Forbidden = "403",
        /// A shared tenant that answers 404
        Missing = "404",
        /// A shared tenant that answers empty lists, and deletes nothing
        Empty = "empty",
    }
}

switch! {
    /// What a job list's `meta` counts.
    JobMeta {
        /// The jobs
        #[default]
        True = "true",
        /// `pages: 0, count: 0` beside the jobs, as in the documented samples
        Zero = "zero",
    }
}

switch! {
    /// Something that a tenant has or lacks.
    Presence {
        /// It is there
        #[default]
        Present = "present",
        /// It is not
        Absent = "absent",
    }
}

switch! {
    /// An endpoint that old tenants lack.
    Endpoint {
        /// It answers
        #[default]
        Present = "present",
        /// 404
        Missing = "missing",
    }
}

switch! {
    /// Whether the key may read the audit log.
    AuditLogs {
        /// It may
        #[default]
        Allowed = "allowed",
        /// 403
        Forbidden = "forbidden",
        /// 404
        Missing = "missing",
    }
}

switch! {
    /// How the key must be sent.
    Key {
        /// As `Authorization: Bearer` or as `X-User-Token`
        #[default]
        Any = "any",
        /// Only as `Authorization: Bearer`
        Bearer = "bearer",
        /// Only as `X-User-Token`
        UserToken = "user-token",
        /// Only as `X-User-Token` together with `X-User-Email`: before v13
        Legacy = "legacy",
    }
}

switch! {
    /// How exactly times are written.
    Timestamps {
        /// `2026-01-15T12:00:00Z`: 2023 on
        #[default]
        Seconds = "seconds",
        /// `2026-01-15T12:00:00.000Z`: 2019
        Milliseconds = "milliseconds",
    }
}

switch! {
    /// Whether users come from an identity provider.
    Scim {
        /// They do not
        #[default]
        Off = "off",
        /// They do: creating and changing users through the API is disabled
        On = "on",
    }
}

switch! {
    /// The age of the Tyk dashboard, which decides what a change answers.
    TykVersion {
        /// The oldest documented
        V09 = "v0.9",
        /// Today's
        #[default]
        V5 = "5.x",
    }
}

switch! {
    /// How Tyk's lists are paged.
    TykPaging {
        /// Ten at a time, unless `p=-1` asks for all
        Ten = "ten",
        /// All at once
        #[default]
        All = "all",
    }
}

switch! {
    /// Whether Tyk lists gateway users.
    TykUsersList {
        /// It does
        #[default]
        There = "there",
        /// 404
        Missing = "404",
        /// 200 with the dashboard's own page
        Html = "html",
    }
}

switch! {
    /// Whether Tyk deletes gateway users.
    TykUsersDelete {
        /// It does
        #[default]
        There = "there",
        /// 404
        Missing = "404",
        /// 405
        NotAllowed = "405",
        /// 200 with the dashboard's own page
        Html = "html",
    }
}

switch! {
    /// How Tyk writes a `Meta` that says nothing.
    TykMeta {
        /// `null`
        #[default]
        Null = "null",
        /// `""`
        Empty = "empty",
    }
}

switch! {
    /// How Tyk writes an organisation's `apis`.
    TykApis {
        /// As each organisation has it
        #[default]
        AsStored = "as-stored",
        /// Always null
        Null = "null",
        /// Always missing
        Missing = "missing",
    }
}

switch! {
    /// What Tyk answers below a path it does not know.
    TykUnknown {
        /// 404 with a line of text
        #[default]
        Text = "text",
        /// 404 with the envelope
        Json = "json",
        /// 200 with the dashboard's own page
        Html = "html",
    }
}

/// The dialect of a running tenant. As JSON: `{"template-id":"number",…}`; as flags: `--template-id number`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::Args)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
#[command(next_help_heading = "Dialect of the Tines half, then of the Tyk half")]
pub struct Switches {
    /// How a template's id is spelled
    #[arg(long, value_enum, default_value_t)]
    pub template_id: TemplateId,
    /// The shape of an error's body
    #[arg(long, value_enum, default_value_t)]
    pub error_shape: ErrorShape,
    /// How a user's sign-ins are listed
    #[arg(long, value_enum, default_value_t)]
    pub sign_ins: SignIns,
    /// What `meta.next_page_number` holds
    #[arg(long, value_enum, default_value_t)]
    pub next_page_number: NextPageNumber,
    /// Which fields a user has
    #[arg(long, value_enum, default_value_t)]
    pub user_fields: UserFields,
    /// Whether there are job endpoints, and what a shared tenant answers instead
    #[arg(long, value_enum, default_value_t)]
    pub jobs: Jobs,
    /// What a job list's `meta` counts
    #[arg(long, value_enum, default_value_t)]
    pub job_meta: JobMeta,
    /// `Retry-After` on a 429
    #[arg(long, value_enum, default_value_t)]
    pub retry_after: Presence,
    /// Whether the key may read the audit log
    #[arg(long, value_enum, default_value_t)]
    pub audit_logs: AuditLogs,
    /// Whether there is `/api/v1/info`
    #[arg(long, value_enum, default_value_t)]
    pub info: Endpoint,
    /// Whether there is `/api/v1/info/worker_stats`
    #[arg(long, value_enum, default_value_t)]
    pub worker_stats: Endpoint,
    /// How the key must be sent
    #[arg(long, value_enum, default_value_t)]
    pub key: Key,
    /// How exactly times are written
    #[arg(long, value_enum, default_value_t)]
    pub timestamps: Timestamps,
    /// Whether users come from an identity provider
    #[arg(long, value_enum, default_value_t)]
    pub scim: Scim,
    /// The age of the Tyk dashboard
    #[arg(long, value_enum, default_value_t)]
    pub tyk_version: TykVersion,
    /// How Tyk's lists are paged
    #[arg(long, value_enum, default_value_t)]
    pub tyk_paging: TykPaging,
    /// Whether Tyk lists gateway users
    #[arg(long, value_enum, default_value_t)]
    pub tyk_users_list: TykUsersList,
    /// Whether Tyk deletes gateway users
    #[arg(long, value_enum, default_value_t)]
    pub tyk_users_delete: TykUsersDelete,
    /// How Tyk writes a `Meta` that says nothing
    #[arg(long, value_enum, default_value_t)]
    pub tyk_meta: TykMeta,
    /// How Tyk writes an organisation's `apis`
    #[arg(long, value_enum, default_value_t)]
    pub tyk_apis: TykApis,
    /// What Tyk answers below a path it does not know
    #[arg(long, value_enum, default_value_t)]
    pub tyk_unknown: TykUnknown,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use clap::{Args, Command, FromArgMatches};
    use serde_json::{Value, json};

    use super::*;

    fn from_flags(arguments: &[&str]) -> Result<Switches, clap::Error> {
        let matches = Switches::augment_args(Command::new("x").no_binary_name(true))
            .try_get_matches_from(arguments)?;
        Switches::from_arg_matches(&matches)
    }

    #[test]
    fn every_flag_and_value_says_the_same_in_json() {
        let command = Switches::augment_args(Command::new("x"));
        let Value::Object(fields) = serde_json::to_value(Switches::default()).unwrap() else {
            unreachable!("a struct is an object")
        };
        let flags: Vec<&str> = command
            .get_arguments()
            .filter_map(clap::Arg::get_long)
            .collect();
        assert_eq!(flags, fields.keys().map(String::as_str).collect::<Vec<_>>());
        for argument in command.get_arguments() {
            let flag = argument.get_long().unwrap();
            for value in argument.get_possible_values() {
                let by_flag = from_flags(&[&format!("--{flag}"), value.get_name()]).unwrap();
                let by_json: Switches =
                    serde_json::from_value(json!({ flag: value.get_name() })).unwrap();
                assert_eq!(by_flag, by_json);
                assert_eq!(
                    serde_json::to_value(&by_flag).unwrap()[flag],
                    value.get_name()
                );
            }
        }
    }

    #[test]
    fn no_flags_is_the_default() {
        assert_eq!(from_flags(&[]).unwrap(), Switches::default());
        assert!(from_flags(&["--jobs", "none"]).is_err());
        assert!(serde_json::from_value::<Switches>(json!({"job": "empty"})).is_err());
    }
}
