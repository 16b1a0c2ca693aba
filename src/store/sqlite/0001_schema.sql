-- The current state in ordinary, strict tables with plain names, so that sqlite3, a spreadsheet or a BI tool can
-- read them; and the journal, which is only ever added to.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan (
    id       INTEGER PRIMARY KEY,
    title    TEXT NOT NULL,
    issuer   TEXT NOT NULL,
    year     INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
    preamble TEXT NOT NULL,
    source   TEXT NOT NULL  -- the document as it was read; *_start and *_end below are byte offsets into it
) STRICT;

CREATE TABLE section (
    id           INTEGER PRIMARY KEY,
    plan_id      INTEGER NOT NULL REFERENCES plan (id),
    ordinal      INTEGER NOT NULL CHECK (ordinal > 0),
    heading      TEXT NOT NULL,
    label        TEXT NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL,
    UNIQUE (plan_id, ordinal)
) STRICT;

CREATE TABLE unit (
    name    TEXT PRIMARY KEY CHECK (trim(name) <> ''),
    kind    TEXT NOT NULL CHECK (kind IN ('department', 'county', 'affiliated')),
    ordinal INTEGER NOT NULL
) STRICT;

CREATE TABLE item (
    id           INTEGER PRIMARY KEY,
    plan_id      INTEGER NOT NULL REFERENCES plan (id),
    section_id   INTEGER NOT NULL REFERENCES section (id),
    no           INTEGER NOT NULL CHECK (no > 0),
    title        TEXT NOT NULL CHECK (trim(title) <> ''),
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL,
    revision     INTEGER NOT NULL DEFAULT 0,  -- last journal entry that touched the row; 0 = as imported
    stage        TEXT NOT NULL DEFAULT 'pending' CHECK (stage IN ('pending', 'active', 'review', 'closed', 'stopped')),
    stage_note   TEXT,
    finished     TEXT CHECK (date(finished) IS finished),
    percent      INTEGER CHECK (percent BETWEEN 0 AND 100),
    due          TEXT CHECK (date(due) IS due),
    due_original TEXT CHECK (date(due_original) IS due_original),
    extensions   INTEGER NOT NULL DEFAULT 0 CHECK (extensions >= 0),
    start        TEXT CHECK (date(start) IS start),
    lead         TEXT REFERENCES unit (name) ON UPDATE CASCADE,
    support      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(support)),
    leader       TEXT,
    counties     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(counties)),
    target       TEXT,
    target_value REAL,
    target_unit  TEXT,
    cadence      TEXT CHECK (cadence IN ('month', 'quarter', 'term', 'year')),
    forecast     TEXT NOT NULL DEFAULT 'on-track' CHECK (forecast IN ('on-track', 'at-risk', 'unlikely')),
    lever        TEXT,
    safeguard    TEXT,
    UNIQUE (plan_id, no)
) STRICT;

CREATE TABLE measure (
    id           INTEGER PRIMARY KEY,
    plan_id      INTEGER NOT NULL REFERENCES plan (id),
    item_id      INTEGER NOT NULL REFERENCES item (id),
    rank         INTEGER NOT NULL,  -- order among siblings, sparse
    text         TEXT NOT NULL CHECK (trim(text) <> ''),
    source_start INTEGER,  -- NULL for a measure that was added later
    source_end   INTEGER,
    removed      INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    revision     INTEGER NOT NULL DEFAULT 0,
    stage        TEXT NOT NULL DEFAULT 'pending' CHECK (stage IN ('pending', 'active', 'review', 'closed', 'stopped')),
    stage_note   TEXT,
    finished     TEXT CHECK (date(finished) IS finished),
    percent      INTEGER CHECK (percent BETWEEN 0 AND 100),
    due          TEXT CHECK (date(due) IS due),
    due_original TEXT CHECK (date(due_original) IS due_original),
    extensions   INTEGER NOT NULL DEFAULT 0 CHECK (extensions >= 0),
    start        TEXT CHECK (date(start) IS start),
    lead         TEXT REFERENCES unit (name) ON UPDATE CASCADE,
    support      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(support)),
    leader       TEXT,
    counties     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(counties)),
    target       TEXT,
    target_value REAL,
    target_unit  TEXT,
    cadence      TEXT CHECK (cadence IN ('month', 'quarter', 'term', 'year')),
    forecast     TEXT NOT NULL DEFAULT 'on-track' CHECK (forecast IN ('on-track', 'at-risk', 'unlikely')),
    lever        TEXT,
    safeguard    TEXT
) STRICT;

-- Only a few of an archive's 100,000 measures carry work of their own; this finds them without reading all.
CREATE INDEX measure_touched ON measure (plan_id) WHERE revision > 0;

CREATE TABLE report (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plan (id),
    item_id    INTEGER NOT NULL REFERENCES item (id),
    measure_id INTEGER REFERENCES measure (id),
    day        TEXT NOT NULL CHECK (date(day) IS day),
    author     TEXT NOT NULL,
    percent    INTEGER CHECK (percent BETWEEN 0 AND 100),
    done       TEXT NOT NULL,
    problem    TEXT NOT NULL,
    next       TEXT NOT NULL,
    unchanged  INTEGER NOT NULL CHECK (unchanged IN (0, 1)),
    revision   INTEGER NOT NULL
) STRICT;

CREATE INDEX report_of_plan ON report (plan_id, revision);

CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    op      INTEGER NOT NULL UNIQUE,  -- random; sending the same edit twice does it once
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    author  TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (json_valid(kind)),
    changes TEXT NOT NULL CHECK (json_valid(changes)),
    hash    TEXT NOT NULL  -- over this line and the hash of the line before
) STRICT;

CREATE INDEX journal_of_plan ON journal (plan_id, seq);

CREATE TABLE journal_item (
    item_id INTEGER NOT NULL,
    seq     INTEGER NOT NULL REFERENCES journal (seq),
    PRIMARY KEY (item_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_is_not_rewritten BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is only ever added to'); END;

CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'the journal is only ever added to'); END;
