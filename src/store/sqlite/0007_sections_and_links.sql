-- 结转: an item may go on with one of an earlier plan that was not finished; the link can be followed both ways.

ALTER TABLE item ADD COLUMN carried_from INTEGER REFERENCES item (id);
CREATE INDEX item_by_origin ON item (carried_from) WHERE carried_from IS NOT NULL;

-- A section can be added, renamed and taken away; what was taken away keeps its row, as items do.
ALTER TABLE section ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
