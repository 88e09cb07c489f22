-- Schema 1 of the hub, for SQLite and PostgreSQL alike (there BLOB is written BYTEA).
-- Every statement here has shipped: never edit this file, add the next number.
-- Columns named `sealed` hold what is personal, under the hub's key; ids, kinds and numbers are in clear.

-- One row per name: schema, key slot, hub id, and sealed: names, secrets of the transport.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
);

-- One row. Whoever appends entries takes it first: so numbers are in the order of commits.
-- `sealed`: the digest of each of the 256 buckets of living records.
CREATE TABLE line (
    id      BIGINT PRIMARY KEY NOT NULL,
    head    BIGINT NOT NULL,
    records BIGINT NOT NULL,
    sealed  BLOB NOT NULL
);

-- An operation somebody did, or the hub's own (`sync_park`). `up_to`: the last change of the
-- device's numbering that was taken; with its sign turned (or 0) of an operation that came back from
-- a device after the hub was restored. Of the last page of it: its first change, how many stand, how many were parked.
-- `sealed`: when, who, why.
CREATE TABLE op (
    id        TEXT PRIMARY KEY NOT NULL,
    kind      TEXT NOT NULL,
    device    TEXT NOT NULL,
    pushed_by TEXT NOT NULL,
    undoes    TEXT NOT NULL,
    up_to     BIGINT NOT NULL,
    page_from BIGINT NOT NULL,
    accepted  BIGINT NOT NULL,
    parked    BIGINT NOT NULL,
    sealed    BLOB NOT NULL
);

-- The one line of accepted changes. `field` empty: the record as a whole.
CREATE TABLE entry (
    seq       BIGINT PRIMARY KEY NOT NULL,
    op        TEXT NOT NULL,
    record_id TEXT NOT NULL,
    kind      TEXT NOT NULL,
    field     TEXT NOT NULL,
    sealed    BLOB NOT NULL
);
CREATE INDEX entry_by_record ON entry (record_id, seq);

-- The state of every record that ever was. `parent` empty: none. `created_by`: the device.
-- `first_seq`: the entry it came with; `whole_seq`: the last one that created, deleted or brought it
-- back; `last_seq`: the newest of all.
-- `sealed`: the digest of the record alone, and its body (the last one, when deleted).
CREATE TABLE record (
    id          TEXT PRIMARY KEY NOT NULL,
    kind        TEXT NOT NULL,
    parent      TEXT NOT NULL,
    deleted     BIGINT NOT NULL,
    created_by  TEXT NOT NULL,
    first_seq   BIGINT NOT NULL,
    whole_seq   BIGINT NOT NULL,
    whole_op    TEXT NOT NULL,
    last_seq    BIGINT NOT NULL,
    bucket      BIGINT NOT NULL,
    sealed      BLOB NOT NULL
);
CREATE INDEX record_by_parent ON record (parent, kind);
CREATE INDEX record_by_bucket ON record (bucket);
CREATE INDEX record_by_kind ON record (kind, created_by);

-- The last entry of each field that was edited after `whole_seq`. No row: as it came then.
CREATE TABLE field_version (
    record_id TEXT NOT NULL,
    field     TEXT NOT NULL,
    seq       BIGINT NOT NULL,
    op        TEXT NOT NULL,
    PRIMARY KEY (record_id, field)
);

-- Which record names which other one, besides its parent; or which attachment.
CREATE TABLE link (
    from_id TEXT NOT NULL,
    to_id   TEXT NOT NULL,
    PRIMARY KEY (from_id, to_id)
);
CREATE INDEX link_to ON link (to_id);

-- Which cases are whose: a keyed tag of the user's name.
CREATE TABLE assigned (
    who       TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (who, record_id)
);
CREATE INDEX assigned_of ON assigned (record_id);

-- Enrolled devices. `sealed`: name, users, roles, reason of the revocation, bundle key.
CREATE TABLE device (
    id          TEXT PRIMARY KEY NOT NULL,
    public_key  BLOB NOT NULL,
    everything  BIGINT NOT NULL,
    enrolled_at TEXT NOT NULL,
    last_seen   TEXT NOT NULL,
    revoked_at  TEXT NOT NULL,
    cursor_seq  BIGINT NOT NULL,
    sealed      BLOB NOT NULL
);

-- What a device that does not get everything was told it may hold. `dropped`: how many lists ago the
-- record left the list; after some of them the row goes.
CREATE TABLE held (
    device    TEXT NOT NULL,
    record_id TEXT NOT NULL,
    dropped   BIGINT NOT NULL,
    PRIMARY KEY (device, record_id)
);

-- Enrolment codes that were given out. `sealed`: the secret and what the device will be.
CREATE TABLE invitation (
    id      TEXT PRIMARY KEY NOT NULL,
    expires TEXT NOT NULL,
    used    BIGINT NOT NULL,
    sealed  BLOB NOT NULL
);

-- Attachments that are in the attachment store, by name.
CREATE TABLE blob (
    name TEXT PRIMARY KEY NOT NULL,
    size BIGINT NOT NULL
);
