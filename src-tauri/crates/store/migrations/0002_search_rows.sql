-- Schema 2: what a search hit shows lies close together, apart from the long texts it is found by.
-- A list of hits then reads a few pages; the texts are read only where grams alone prove nothing.

CREATE TABLE search_row (
    rid        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    title      TEXT NOT NULL,
    subtitle   TEXT NOT NULL,
    title_norm TEXT NOT NULL
);
INSERT INTO search_row (rid, id, kind, title, subtitle, title_norm)
SELECT d.rid, r.id, d.kind, d.title, d.subtitle, d.title_norm
FROM search_doc d JOIN record r ON r.rid = d.rid ORDER BY d.rid;

CREATE TABLE search_terms (
    rid        INTEGER PRIMARY KEY,
    terms_norm TEXT NOT NULL
);
INSERT INTO search_terms (rid, terms_norm) SELECT rid, terms_norm FROM search_doc ORDER BY rid;

DROP TABLE search_doc;
CREATE INDEX search_row_by_title ON search_row (title_norm);
CREATE INDEX search_row_by_kind ON search_row (kind);

-- An encrypted page holds 80 bytes less than FTS5 counts on: its leaves of 4,050 bytes took two
-- pages each. These take one; what is there is written anew.
INSERT INTO search (search, rank) VALUES ('pgsz', 3960);
INSERT INTO search (search) VALUES ('optimize');
