-- +goose Up
-- What counts when space runs out: the class of a camera, where its footage is
-- kept besides our disks, and its bit rate as the maintainer knows it.
ALTER TABLE camera ADD COLUMN class INTEGER NOT NULL DEFAULT 3;
ALTER TABLE camera ADD COLUMN redundancy TEXT NOT NULL DEFAULT 'none';
ALTER TABLE camera ADD COLUMN kbps BIGINT NOT NULL DEFAULT 0;

-- What the unit's head decided in writing about space; see the design page of
-- the footage store.
CREATE TABLE head_instruction (
  id         TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,
  head       TEXT NOT NULL,
  signed     TEXT NOT NULL,
  reference  TEXT NOT NULL,
  expand_by  TEXT NOT NULL,
  at         BIGINT NOT NULL,
  by_account TEXT,
  ended      BIGINT
);
CREATE INDEX head_instruction_kind ON head_instruction (kind, ended);

-- Runs of which the sub-stream was recorded, for want of space; and footage
-- that was left on its device.
ALTER TABLE run ADD COLUMN lesser BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX gap_cause ON gap (cause, begun);
