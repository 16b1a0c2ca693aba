-- 交办: the day from which work is expected to go on. Rows of earlier versions do not tell it; it is read off the
-- journal there.

ALTER TABLE item ADD COLUMN assigned TEXT CHECK (date(assigned) IS assigned);
ALTER TABLE measure ADD COLUMN assigned TEXT CHECK (date(assigned) IS assigned);
ALTER TABLE part ADD COLUMN assigned TEXT CHECK (date(assigned) IS assigned);
