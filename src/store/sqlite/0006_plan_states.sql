-- A plan can be archived and removed, and an item keeps the heading that stands between it and its section.

ALTER TABLE plan ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'archived', 'removed'));
ALTER TABLE item ADD COLUMN group_label TEXT NOT NULL DEFAULT '';
