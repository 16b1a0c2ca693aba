-- People and the closed loop: who may do what, each unit's part of an item, requests for later dates, instructions.

CREATE TABLE person (
    login  TEXT PRIMARY KEY CHECK (login GLOB '[a-z]*' AND login NOT GLOB '*[^a-z0-9._-]*' AND length(login) <= 32),
    name   TEXT NOT NULL CHECK (trim(name) <> ''),
    unit   TEXT REFERENCES unit (name) ON UPDATE CASCADE,
    role   TEXT NOT NULL CHECK (role IN ('viewer', 'reporter', 'supervisor', 'admin')),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    keys   TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keys))  -- public SSH keys
) STRICT, WITHOUT ROWID;

CREATE TABLE part (
    item_id      INTEGER NOT NULL REFERENCES item (id),
    unit         TEXT NOT NULL REFERENCES unit (name) ON UPDATE CASCADE,
    acknowledged TEXT,
    percent      INTEGER CHECK (percent BETWEEN 0 AND 100),
    stage        TEXT NOT NULL CHECK (stage IN ('pending', 'active', 'review', 'closed', 'stopped')),
    stage_note   TEXT,
    finished     TEXT CHECK (date(finished) IS finished),
    PRIMARY KEY (item_id, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE extension (
    id           INTEGER PRIMARY KEY,
    plan_id      INTEGER NOT NULL REFERENCES plan (id),
    item_id      INTEGER NOT NULL REFERENCES item (id),
    measure_id   INTEGER REFERENCES measure (id),
    unit         TEXT,
    author       TEXT NOT NULL,
    day          TEXT NOT NULL CHECK (date(day) IS day),
    due          TEXT NOT NULL CHECK (date(due) IS due),  -- the date asked for
    reason       TEXT NOT NULL,
    granted      INTEGER CHECK (granted IN (0, 1)),  -- NULL until it was answered
    answered_by  TEXT,
    answered_day TEXT CHECK (date(answered_day) IS answered_day),
    answer_note  TEXT NOT NULL DEFAULT '',
    revision     INTEGER NOT NULL,
    CHECK ((granted IS NULL) = (answered_by IS NULL) AND (granted IS NULL) = (answered_day IS NULL))
) STRICT;

CREATE INDEX extension_of_plan ON extension (plan_id, revision);

CREATE TABLE directive (
    id           INTEGER PRIMARY KEY,
    plan_id      INTEGER NOT NULL REFERENCES plan (id),
    item_id      INTEGER REFERENCES item (id),
    kind         TEXT NOT NULL CHECK (kind IN ('instruction', 'supervision', 'decision')),
    text         TEXT NOT NULL CHECK (trim(text) <> ''),
    issuer       TEXT,
    owner        TEXT REFERENCES unit (name) ON UPDATE CASCADE,
    due          TEXT CHECK (date(due) IS due),
    day          TEXT NOT NULL CHECK (date(day) IS day),
    author       TEXT NOT NULL,
    reply        TEXT, reply_by TEXT, reply_day TEXT CHECK (date(reply_day) IS reply_day),
    returned     TEXT, returned_by TEXT, returned_day TEXT CHECK (date(returned_day) IS returned_day),
    closed       TEXT, closed_by TEXT, closed_day TEXT CHECK (date(closed_day) IS closed_day),
    revision     INTEGER NOT NULL,
    CHECK ((reply IS NULL) = (reply_by IS NULL) AND (reply IS NULL) = (reply_day IS NULL)),
    CHECK ((returned IS NULL) = (returned_by IS NULL) AND (returned IS NULL) = (returned_day IS NULL)),
    CHECK ((closed IS NULL) = (closed_by IS NULL) AND (closed IS NULL) = (closed_day IS NULL))
) STRICT;

CREATE INDEX directive_of_plan ON directive (plan_id, revision);

ALTER TABLE report ADD COLUMN unit TEXT;  -- the unit it speaks for, where that is not the lead

-- Edits of people belong to no plan: the journal's plan may be missing from now on.
CREATE TABLE journal_2 (
    seq     INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    op      INTEGER NOT NULL UNIQUE,
    plan_id INTEGER REFERENCES plan (id),
    author  TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (json_valid(kind)),
    changes TEXT NOT NULL CHECK (json_valid(changes)),
    hash    TEXT NOT NULL
) STRICT;
CREATE TABLE journal_item_2 (
    item_id INTEGER NOT NULL,
    seq     INTEGER NOT NULL REFERENCES journal_2 (seq),
    PRIMARY KEY (item_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO journal_2 SELECT seq, at, op, plan_id, author, kind, changes, hash FROM journal;
INSERT INTO journal_item_2 SELECT item_id, seq FROM journal_item;
DROP TRIGGER journal_is_not_rewritten;
DROP TRIGGER journal_is_not_cut;
DROP TABLE journal_item;
DROP TABLE journal;
ALTER TABLE journal_2 RENAME TO journal;
ALTER TABLE journal_item_2 RENAME TO journal_item;
CREATE INDEX journal_of_plan ON journal (plan_id, seq);

CREATE TRIGGER journal_is_not_rewritten BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is only ever added to'); END;
CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'the journal is only ever added to'); END;

-- Only duban knows this function. Another program that writes here by accident is refused; reading is open to all.
CREATE TRIGGER setting_insert_by_duban BEFORE INSERT ON setting BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER setting_update_by_duban BEFORE UPDATE ON setting BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER setting_delete_by_duban BEFORE DELETE ON setting BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER plan_insert_by_duban BEFORE INSERT ON plan BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER plan_update_by_duban BEFORE UPDATE ON plan BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER plan_delete_by_duban BEFORE DELETE ON plan BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER section_insert_by_duban BEFORE INSERT ON section BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER section_update_by_duban BEFORE UPDATE ON section BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER section_delete_by_duban BEFORE DELETE ON section BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER unit_insert_by_duban BEFORE INSERT ON unit BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER unit_update_by_duban BEFORE UPDATE ON unit BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER unit_delete_by_duban BEFORE DELETE ON unit BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER item_insert_by_duban BEFORE INSERT ON item BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER item_update_by_duban BEFORE UPDATE ON item BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER item_delete_by_duban BEFORE DELETE ON item BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER measure_insert_by_duban BEFORE INSERT ON measure BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER measure_update_by_duban BEFORE UPDATE ON measure BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER measure_delete_by_duban BEFORE DELETE ON measure BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER report_insert_by_duban BEFORE INSERT ON report BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER report_update_by_duban BEFORE UPDATE ON report BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER report_delete_by_duban BEFORE DELETE ON report BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER journal_insert_by_duban BEFORE INSERT ON journal BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER journal_item_insert_by_duban BEFORE INSERT ON journal_item BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER journal_item_update_by_duban BEFORE UPDATE ON journal_item BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER journal_item_delete_by_duban BEFORE DELETE ON journal_item BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER person_insert_by_duban BEFORE INSERT ON person BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER person_update_by_duban BEFORE UPDATE ON person BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER person_delete_by_duban BEFORE DELETE ON person BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER part_insert_by_duban BEFORE INSERT ON part BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER part_update_by_duban BEFORE UPDATE ON part BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER part_delete_by_duban BEFORE DELETE ON part BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER extension_insert_by_duban BEFORE INSERT ON extension BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER extension_update_by_duban BEFORE UPDATE ON extension BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER extension_delete_by_duban BEFORE DELETE ON extension BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER directive_insert_by_duban BEFORE INSERT ON directive BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER directive_update_by_duban BEFORE UPDATE ON directive BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER directive_delete_by_duban BEFORE DELETE ON directive BEGIN SELECT only_duban_writes_here(); END;
