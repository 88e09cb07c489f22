-- Schema 2 of the hub: a hub that syncs to a hub above it, and hubs below this one.
-- Every statement here has shipped: never edit this file, add the next number.

-- Devices that are hubs themselves: they bring what their own devices did.
ALTER TABLE device ADD COLUMN lower_hub BIGINT NOT NULL DEFAULT 0;

-- What a lower hub brought is its area.
CREATE INDEX record_by_creator ON record (created_by);

-- One row once this hub belongs to an upper hub: the last entry taken from it and that entry's
-- operation; up to which entry of the own line everything was sent, and up to which of them it was
-- when a pull last came to its end.
CREATE TABLE upstream (
    id         BIGINT PRIMARY KEY NOT NULL,
    cursor_seq BIGINT NOT NULL,
    cursor_op  TEXT NOT NULL,
    sent       BIGINT NOT NULL,
    settled    BIGINT NOT NULL
);

-- The upper hub's number of an entry of the own line. `came` 1: the entry was taken from there;
-- 0: it was made here, and has come back.
CREATE TABLE upstream_entry (
    seq    BIGINT PRIMARY KEY NOT NULL,
    up_seq BIGINT NOT NULL,
    came   BIGINT NOT NULL
);
CREATE INDEX upstream_entry_by_up ON upstream_entry (up_seq);

-- Operations the upper hub did not take. `seq`: their first entry that was not taken.
-- `sealed`: why.
CREATE TABLE upstream_refused (
    op     TEXT PRIMARY KEY NOT NULL,
    seq    BIGINT NOT NULL,
    sealed BLOB NOT NULL
);

-- Attachments the upper hub holds, by name.
CREATE TABLE upstream_blob (
    name TEXT PRIMARY KEY NOT NULL
);
