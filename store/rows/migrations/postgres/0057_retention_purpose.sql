-- +goose Up
-- Longer purposes for which footage is kept past its term (civic/retain/term),
-- of the same form as the records of 0008.
CREATE TABLE retention_purpose (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  place      TEXT,
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX retention_purpose_system ON retention_purpose (system, state);

-- What proves the age of footage without a clock of ours: the cosignatures of
-- witnesses, and with an empty witness how far the log had come. Instants are
-- microseconds since 1970 UTC, durations nanoseconds.
CREATE TABLE retention_mark (
  witness TEXT NOT NULL,
  origin  TEXT NOT NULL,
  size    BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  wall    BIGINT NOT NULL,
  tally   BIGINT NOT NULL,
  ran     BIGINT NOT NULL,
  proven  BIGINT NOT NULL,
  PRIMARY KEY (witness, tally, at)
);

-- Deletions that a served decision orders (R799/26 to 28), of the same form.
CREATE TABLE erasure_order (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  place      TEXT,
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX erasure_order_system ON erasure_order (system, state);
