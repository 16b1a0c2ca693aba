-- Meetings: their agendas, how far they came, and which instructions they gave.

CREATE TABLE meeting (
    id       INTEGER PRIMARY KEY,
    plan_id  INTEGER NOT NULL REFERENCES plan (id),
    title    TEXT NOT NULL CHECK (trim(title) <> ''),
    day      TEXT NOT NULL CHECK (date(day) IS day),
    place    TEXT NOT NULL,
    chair    TEXT NOT NULL,
    present  TEXT NOT NULL CHECK (json_valid(present)),  -- units and people, as they were named
    up_kind  TEXT CHECK (up_kind IN ('directive', 'item', 'extension')),  -- the point that is up
    up_id    INTEGER,
    up_since TEXT,  -- NULL while it is not shown
    began    TEXT NOT NULL,
    ended    TEXT,
    author   TEXT NOT NULL,
    revision INTEGER NOT NULL,
    CHECK ((up_kind IS NULL) = (up_id IS NULL) AND (up_since IS NULL OR up_kind IS NOT NULL)),
    CHECK (ended IS NULL OR up_kind IS NULL)
) STRICT;

CREATE INDEX meeting_of_plan ON meeting (plan_id, began);

-- No foreign key to the subject: it may be of three tables, and an agenda keeps its points when one is gone.
CREATE TABLE meeting_point (
    meeting_id   INTEGER NOT NULL REFERENCES meeting (id),
    place        INTEGER NOT NULL CHECK (place >= 1),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('directive', 'item', 'extension')),
    subject_id   INTEGER NOT NULL,
    origin       TEXT NOT NULL CHECK (origin IN ('earlier', 'light', 'request', 'picked')),
    treated      TEXT NOT NULL CHECK (treated IN ('waiting', 'discussed', 'skipped')),
    seconds      INTEGER NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (meeting_id, place),
    UNIQUE (meeting_id, subject_kind, subject_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE directive ADD COLUMN meeting_id INTEGER REFERENCES meeting (id);  -- the meeting in which it was given
ALTER TABLE directive ADD COLUMN meeting_no INTEGER CHECK ((meeting_no IS NULL) = (meeting_id IS NULL));  -- its number there

CREATE TRIGGER meeting_insert_by_duban BEFORE INSERT ON meeting BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER meeting_update_by_duban BEFORE UPDATE ON meeting BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER meeting_delete_by_duban BEFORE DELETE ON meeting BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER meeting_point_insert_by_duban BEFORE INSERT ON meeting_point BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER meeting_point_update_by_duban BEFORE UPDATE ON meeting_point BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER meeting_point_delete_by_duban BEFORE DELETE ON meeting_point BEGIN SELECT only_duban_writes_here(); END;
