-- A plan is for any two days, not for a calendar year. Rows of other tables point at plans all the while: their foreign
-- keys are looked at when the transaction ends.

PRAGMA defer_foreign_keys = ON;
CREATE TABLE plan_4 AS SELECT * FROM plan;
DROP TABLE plan;
CREATE TABLE plan (
    id           INTEGER PRIMARY KEY,
    title        TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    period_first TEXT NOT NULL CHECK (date(period_first) IS period_first AND period_first >= '1900-01-01'),
    period_last  TEXT NOT NULL CHECK (date(period_last) IS period_last AND period_last < '3000-01-01'),
    preamble     TEXT NOT NULL,
    source       TEXT NOT NULL,  -- the document as it was read; *_start and *_end elsewhere are byte offsets into it
    CHECK (period_first <= period_last)
) STRICT;
INSERT INTO plan (id, title, issuer, period_first, period_last, preamble, source)
SELECT id, title, issuer, printf('%04d-01-01', year), printf('%04d-12-31', year), preamble, source FROM plan_4;
DROP TABLE plan_4;

CREATE TRIGGER plan_insert_by_duban BEFORE INSERT ON plan BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER plan_update_by_duban BEFORE UPDATE ON plan BEGIN SELECT only_duban_writes_here(); END;
CREATE TRIGGER plan_delete_by_duban BEFORE DELETE ON plan BEGIN SELECT only_duban_writes_here(); END;
