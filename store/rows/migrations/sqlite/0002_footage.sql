-- +goose Up
-- What the footage store tells about its volumes; docs/design/footage-store.md.
-- Instants are microseconds since 1970 UTC, identities the 36-character form.
CREATE TABLE footage_stream (
  id     TEXT PRIMARY KEY,
  camera TEXT NOT NULL,
  role   TEXT NOT NULL,
  class  INTEGER NOT NULL
);
CREATE INDEX footage_stream_camera ON footage_stream (camera, role);

CREATE TABLE volume (
  id        TEXT PRIMARY KEY,
  store     TEXT NOT NULL,
  place     TEXT NOT NULL,
  slots     BIGINT NOT NULL,
  slot_size BIGINT NOT NULL,
  state     TEXT NOT NULL
);

CREATE TABLE run (
  id        TEXT PRIMARY KEY,
  stream    TEXT NOT NULL,
  begun     BIGINT NOT NULL,
  ended     BIGINT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq  BIGINT NOT NULL,
  recording BOOLEAN NOT NULL
);
CREATE INDEX run_stream ON run (stream, first_seq);
CREATE INDEX run_last ON run (stream, last_seq);
CREATE INDEX run_recording ON run (recording);

CREATE TABLE gap (
  stream    TEXT NOT NULL,
  after_seq BIGINT NOT NULL,
  begun     BIGINT NOT NULL,
  ended     BIGINT,
  cause     TEXT NOT NULL,
  PRIMARY KEY (stream, after_seq, begun)
);

CREATE TABLE slot (
  volume    TEXT NOT NULL,
  number    BIGINT NOT NULL,
  use_no    BIGINT NOT NULL,
  state     INTEGER NOT NULL,
  stream    TEXT NOT NULL,
  begun     BIGINT NOT NULL,
  ended     BIGINT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq  BIGINT NOT NULL,
  chunks    BIGINT NOT NULL,
  size      BIGINT NOT NULL,
  tally     BIGINT NOT NULL,
  sha256    BLOB NOT NULL,
  sm3       BLOB NOT NULL,
  reason    TEXT NOT NULL,
  PRIMARY KEY (volume, number)
);
CREATE INDEX slot_stream ON slot (volume, stream, first_seq);

CREATE TABLE footage_pin (
  id     TEXT PRIMARY KEY,
  camera TEXT NOT NULL,
  begun  BIGINT NOT NULL,
  ended  BIGINT,
  placed BIGINT NOT NULL
);
