-- +goose Up
-- The second copy of each sealed slot of held footage, in a bucket with Object
-- Lock (W168/29/2). Rows stay when the object is gone.
CREATE TABLE evidence_copy (
  id     TEXT PRIMARY KEY,
  camera TEXT NOT NULL,
  begun  BIGINT NOT NULL,
  ended  BIGINT NOT NULL,
  state  TEXT NOT NULL,
  body   TEXT NOT NULL
);
CREATE INDEX evidence_copy_camera ON evidence_copy (camera, begun);
CREATE INDEX evidence_copy_state ON evidence_copy (state, id);

-- what buckets answered to attempts to break their locks
CREATE TABLE evidence_probe (
  at     BIGINT PRIMARY KEY,
  bucket TEXT NOT NULL,
  body   TEXT NOT NULL
);
