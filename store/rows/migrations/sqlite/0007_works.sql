-- +goose Up
-- The life of a system: more states, cameras that are gone, and the records of
-- civic/works. SQLite cannot change a CHECK, so the column is made anew.
ALTER TABLE video_system ADD COLUMN state_now TEXT NOT NULL DEFAULT 'planned' CHECK (state_now IN (
  'planned', 'designed', 'under-construction', 'completed', 'trial', 'in-acceptance', 'failed',
  'rectifying', 'accepted', 'in-service', 'changing', 'suspended', 'in-use-not-accepted', 'removal-notified', 'removed', 'archived'));
UPDATE video_system SET state_now = state;
ALTER TABLE video_system DROP COLUMN state;
ALTER TABLE video_system RENAME COLUMN state_now TO state;
CREATE INDEX video_system_state ON video_system (state, trial_until);

ALTER TABLE camera ADD COLUMN gone TEXT NOT NULL DEFAULT '' CHECK (gone IN ('', 'removed', 'lost'));
ALTER TABLE camera ADD COLUMN gone_on TEXT NOT NULL DEFAULT '';

-- an acceptance of a system, or a re-check (W168/15/1); state is open, passed, basic, failed
CREATE TABLE acceptance (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  place      TEXT NOT NULL REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX acceptance_system ON acceptance (system, state);
CREATE INDEX acceptance_state ON acceptance (state, due);

-- a filing with the public security organ (R799/14, W168/15/3)
CREATE TABLE filing (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  place      TEXT NOT NULL REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX filing_system ON filing (system, state);
CREATE INDEX filing_state ON filing (state, due);

-- a report of a removal or relocation (W168/17)
CREATE TABLE removal (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  place      TEXT NOT NULL REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX removal_system ON removal (system, state);
CREATE INDEX removal_state ON removal (state, due);

-- a change of position, function or direction, or a maintenance that is one (W168/30/7)
CREATE TABLE camera_change (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  place      TEXT NOT NULL REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX camera_change_system ON camera_change (system, state);
CREATE INDEX camera_change_state ON camera_change (state, due);

-- an interruption of operation (W168/30/6)
CREATE TABLE outage (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  place      TEXT NOT NULL REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX outage_system ON outage (system, state);
CREATE INDEX outage_state ON outage (state, due);

-- what is still owed about a system, with its day
CREATE TABLE works_todo (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  place      TEXT NOT NULL REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX works_todo_system ON works_todo (system, state);
CREATE INDEX works_todo_state ON works_todo (state, due);
