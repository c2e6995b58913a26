-- Version 1 of the tenant. Times are whole milliseconds since 1970 (UTC) unless the name says otherwise.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- ── Tines ────────────────────────────────────────────────────────────────────────────────

CREATE TABLE teams (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE users (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    email              TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    first_name         TEXT,                                 -- may be '' or null
    last_name          TEXT,
    admin              INTEGER NOT NULL DEFAULT 0 CHECK (admin IN (0, 1)),
    is_active          INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    scim_uid           TEXT,
    tenant_permissions TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tenant_permissions)),
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    last_seen          INTEGER,                              -- null until the first sign-in: pending
    invited_at         INTEGER,                              -- when the last invitation mail went out
    session_expired_at INTEGER                               -- when the session was last ended by an admin
) STRICT;

CREATE TABLE team_memberships (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    role    TEXT    NOT NULL,
    PRIMARY KEY (user_id, team_id)
) STRICT, WITHOUT ROWID;

-- A row is a sign-in attempt. Today's tenants report successes only; the 2019 dialect reports all,
-- with the columns from `scope` on.
CREATE TABLE sign_ins (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at     INTEGER NOT NULL,
    ip             TEXT    NOT NULL,
    user_agent     TEXT    NOT NULL,
    success        INTEGER NOT NULL DEFAULT 1 CHECK (success IN (0, 1)),
    failure_reason TEXT,
    city           TEXT,
    region         TEXT,
    country        TEXT
) STRICT;
CREATE INDEX sign_ins_by_user ON sign_ins (user_id, created_at DESC, id DESC);
-- Holds all that the audit log filters by, so that its deep pages read no row that they skip.
CREATE INDEX sign_ins_by_time ON sign_ins (created_at DESC, id DESC, success, user_id);

-- What the audit log holds beside the sign-ins (those are read from sign_ins, so both always agree).
CREATE TABLE audit_entries (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at     INTEGER NOT NULL,
    operation_name TEXT    NOT NULL CHECK (operation_name <> 'Login'),
    user_id        INTEGER,
    user_email     TEXT,
    user_name      TEXT,
    request_ip     TEXT,
    request_user_agent TEXT,
    inputs         TEXT CHECK (inputs IS NULL OR json_valid(inputs))
) STRICT;
CREATE INDEX audit_entries_by_time ON audit_entries (created_at DESC, id DESC);

-- `nature` decides how the worker's runs of this Action end: 'steady' succeeds, 'flaky' fails now and
-- then, 'broken' always fails. `name` null: the API shows a bare integer where an object is usual.
CREATE TABLE actions (
    id          INTEGER PRIMARY KEY,
    name        TEXT,
    nature      TEXT NOT NULL DEFAULT 'steady' CHECK (nature IN ('steady', 'flaky', 'broken')),
    error_class TEXT                                          -- what it fails with, mostly
) STRICT;

CREATE TABLE jobs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    queue       TEXT    NOT NULL CHECK (queue IN ('queued', 'retry', 'dead', 'in_progress')),
    type        TEXT    NOT NULL,                             -- AgentReceiveJob, CredentialRefreshJob, …
    action_id   INTEGER REFERENCES actions (id),              -- null: a job without an Action
    events      TEXT    CHECK (events IS NULL OR json_valid(events)), -- usually a number; an array or null occurs
    retry_count INTEGER NOT NULL DEFAULT 0,
    last_retry  REAL,                                         -- epoch seconds; null is shown as ""
    error_class TEXT,
    created_at  INTEGER NOT NULL,
    run_at      INTEGER NOT NULL,                             -- when the worker may take it
    started_at  REAL                                          -- epoch seconds, in progress only
) STRICT;
CREATE INDEX jobs_by_queue ON jobs (queue, id);
CREATE INDEX jobs_by_action ON jobs (queue, action_id);
CREATE INDEX jobs_due ON jobs (queue, run_at);

CREATE TABLE templates (
    id            INTEGER PRIMARY KEY,                        -- 64 bits, above 2^53
    name          TEXT NOT NULL,
    description   TEXT NOT NULL DEFAULT '',
    vendor        TEXT NOT NULL DEFAULT '',
    product       TEXT NOT NULL DEFAULT '',
    agent_type    TEXT NOT NULL,
    agent_options TEXT NOT NULL DEFAULT '{}',                 -- JSON text, byte for byte as it came
    team_id       INTEGER,
    folder_id     INTEGER,
    read_access   TEXT NOT NULL DEFAULT 'TEAM',
    shared_team_slugs TEXT NOT NULL DEFAULT '[]',             -- JSON text
    action_inputs TEXT NOT NULL DEFAULT '[]',                 -- JSON text, byte for byte as it came
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;

-- ── Tyk ──────────────────────────────────────────────────────────────────────────────────

-- The object as the caller wrote it: PUT replaces it whole. `id` and `apis` are kept out of `body`:
-- the first is the server's, the second is assembled from the links in `apis` in reading order.
-- `apis_absent`: 'null' or 'missing' where the object says so instead of a list.
CREATE TABLE organisations (
    id          TEXT PRIMARY KEY,                             -- 24 hex digits
    owner_name  TEXT NOT NULL DEFAULT '',
    body        TEXT NOT NULL CHECK (json_valid(body)),       -- every other field, as JSON text
    apis_absent TEXT CHECK (apis_absent IN ('null', 'missing')),
    position    INTEGER NOT NULL                              -- reading order of the list
) STRICT;

CREATE TABLE apis (
    row_id          INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id TEXT NOT NULL,                            -- no foreign key: a deleted organisation leaves its APIs behind
    api_human_name  TEXT NOT NULL,
    api_id          TEXT NOT NULL
) STRICT;
CREATE INDEX apis_by_organisation ON apis (organisation_id, row_id);

CREATE TABLE gateway_users (
    id              TEXT PRIMARY KEY,                         -- 24 hex digits
    organisation_id TEXT NOT NULL DEFAULT '',                 -- '' = a super user over all organisations
    email_address   TEXT NOT NULL COLLATE NOCASE,
    access_key      TEXT NOT NULL UNIQUE,
    password        TEXT,                                     -- never leaves the sandbox
    reset_allowed   INTEGER NOT NULL DEFAULT 0 CHECK (reset_allowed IN (0, 1)),
    body            TEXT NOT NULL CHECK (json_valid(body)),   -- every other field, as JSON text
    position        INTEGER NOT NULL,
    UNIQUE (organisation_id, email_address)
) STRICT;
