-- A plan can be archived and removed; an item can be added and taken away, and keeps the heading that stands between it and
-- its section. What was added later stands nowhere in the document: its places there are -1.

ALTER TABLE plan ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'archived', 'removed'));
ALTER TABLE item ADD COLUMN group_label TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
