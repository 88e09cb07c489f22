-- Schema 1: records, their keys and search entries, operations, changes, and what sync will carry.
-- Every statement here has shipped: never edit this file, add the next number.

-- One row per name: schema_version, schema_min_reader, device_id, created_at.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The current state of every record. `rid` is local and short (history and search point at it);
-- `id` is the stable name that travels. A deleted record keeps its last body.
CREATE TABLE record (
    rid        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    parent     TEXT,
    body       TEXT NOT NULL,
    created_op INTEGER NOT NULL,
    updated_op INTEGER NOT NULL,
    deleted    INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX record_by_kind ON record (kind, deleted);
CREATE INDEX record_by_parent ON record (parent, kind) WHERE parent IS NOT NULL;

-- Exact-match lookup of living records.
CREATE TABLE record_key (
    kind  TEXT NOT NULL,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    rid   INTEGER NOT NULL,
    PRIMARY KEY (kind, name, value, rid)
) WITHOUT ROWID;
CREATE INDEX record_key_by_record ON record_key (rid);

-- One row per unit of work that changed something: who, when, why, on which device.
CREATE TABLE op (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    at        TEXT NOT NULL,
    who       TEXT NOT NULL,
    why       TEXT NOT NULL,
    device    TEXT NOT NULL,
    undoes    TEXT,
    undone_by TEXT
);
CREATE INDEX op_by_time ON op (at);

-- What an operation changed. `field` NULL is the whole record: `before` NULL = created (or brought
-- back), `after` NULL = deleted. Otherwise one field's JSON before and after.
CREATE TABLE change (
    seq    INTEGER PRIMARY KEY,
    op_seq INTEGER NOT NULL REFERENCES op (seq),
    rid    INTEGER NOT NULL,
    field  TEXT,
    before TEXT,
    after  TEXT
);
CREATE INDEX change_by_op ON change (op_seq);
CREATE INDEX change_by_record ON change (rid, seq);

-- Per-field merge base: the hub sequence last seen (0 = never) and the last local operation.
-- No row means: as the record was created, never edited, never seen by a hub.
CREATE TABLE field_version (
    rid          INTEGER NOT NULL,
    field        TEXT NOT NULL,
    base_version INTEGER NOT NULL DEFAULT 0,
    local_seq    INTEGER NOT NULL,
    PRIMARY KEY (rid, field)
) WITHOUT ROWID;

-- Local operations in the order in which they are to be sent, with their range of changes.
CREATE TABLE outgoing (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    op_seq       INTEGER NOT NULL UNIQUE REFERENCES op (seq),
    first_change INTEGER NOT NULL,
    last_change  INTEGER NOT NULL
);

-- Search: a contentless index of encoded character grams, and the texts a hit shows.
CREATE VIRTUAL TABLE search USING fts5 (
    grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE TABLE search_doc (
    rid        INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    title      TEXT NOT NULL,
    subtitle   TEXT NOT NULL,
    title_norm TEXT NOT NULL,
    terms_norm TEXT NOT NULL
);
CREATE INDEX search_doc_by_title ON search_doc (title_norm);

-- Who looked at which masked personal field, and why.
CREATE TABLE access_log (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TEXT NOT NULL,
    who       TEXT NOT NULL,
    record_id TEXT NOT NULL,
    field     TEXT NOT NULL,
    reason    TEXT NOT NULL
);

-- Half-written forms that survive a crash; not history, not synced.
CREATE TABLE draft (
    form TEXT NOT NULL,
    key  TEXT NOT NULL,
    body TEXT NOT NULL,
    at   TEXT NOT NULL,
    PRIMARY KEY (form, key)
) WITHOUT ROWID;

-- Settings of this data directory; not history, not synced.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;
