-- Schema 3: what a hub has numbered, what waits to be sent, and over what each edit was typed.

-- What an edit was typed over: the hub's entry, and the local operation that had not come back.
-- `entry` is the hub's number of the change; empty until it has come back, or parked for good.
ALTER TABLE change ADD COLUMN base_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE change ADD COLUMN base_op INTEGER;
ALTER TABLE change ADD COLUMN entry INTEGER;
CREATE INDEX change_by_entry ON change (entry) WHERE entry IS NOT NULL;

-- The entry that last created, deleted or brought back the record (0 = no hub has seen it), and
-- the local operation that did so last and has not come back.
ALTER TABLE record ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record ADD COLUMN pending INTEGER;

-- The same of each field that was ever set on its own. No row: what the record says.
ALTER TABLE field_version ADD COLUMN pending INTEGER;

-- An operation that came from a hub: its time, but never later than it was known here. Empty: done
-- on this device, in this directory.
ALTER TABLE op ADD COLUMN known_at TEXT;
CREATE INDEX op_local ON op (at, seq) WHERE known_at IS NULL;
CREATE INDEX op_by_undoes ON op (undoes) WHERE undoes IS NOT NULL;

-- Up to which change the hub has it; whether everything that came of it has been taken since; the
-- hub's refusal (JSON), if it will never take it.
ALTER TABLE outgoing ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outgoing ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outgoing ADD COLUMN refused TEXT;
CREATE INDEX outgoing_unsettled ON outgoing (seq) WHERE settled = 0;

-- The hub, the cursor, this device's keys.
CREATE TABLE sync_state (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Records this program could not compute keys and search entries of: tried again at each opening.
CREATE TABLE underived (
    rid INTEGER PRIMARY KEY
);

-- Attachments whose records were handed back and whose files are still to be removed.
CREATE TABLE dropped_blob (
    name TEXT PRIMARY KEY NOT NULL
) WITHOUT ROWID;

-- Attachments that are known to be at the hub.
CREATE TABLE blob_at_hub (
    name TEXT PRIMARY KEY NOT NULL
) WITHOUT ROWID;

-- The digest of the contents, kept so that comparing reads nothing else: each living record's own,
-- and their sums (`Digest::to_text`). Both are as of the change noted in sync_state.
CREATE TABLE record_digest (
    rid    INTEGER PRIMARY KEY,
    bucket INTEGER NOT NULL,
    digest TEXT NOT NULL
);
CREATE TABLE bucket_digest (
    bucket INTEGER PRIMARY KEY,
    digest TEXT NOT NULL
);

-- Nothing was ever sent before this schema: everything waits, in the order in which it was done.
UPDATE change SET base_op = (
    SELECT max(p.op_seq) FROM change p
    WHERE p.rid = change.rid AND p.seq < change.seq
          AND (p.field = change.field OR p.field IS NULL)
) WHERE field IS NOT NULL;
UPDATE change SET base_op = (
    SELECT max(p.op_seq) FROM change p WHERE p.rid = change.rid AND p.seq < change.seq
) WHERE field IS NULL
        AND seq > (SELECT min(f.seq) FROM change f WHERE f.rid = change.rid);
UPDATE record SET pending = (
    SELECT max(c.op_seq) FROM change c WHERE c.rid = record.rid AND c.field IS NULL
);
DELETE FROM field_version WHERE field = '';
UPDATE field_version SET pending = local_seq;
