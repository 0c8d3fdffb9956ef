-- +goose Up
-- Instants are microseconds since 1970 UTC, identities the 36-character form,
-- structured values JSON text. docs/reference/rows.md describes every table.
CREATE TABLE account (
  id             TEXT PRIMARY KEY,
  login          TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  hash           TEXT NOT NULL,
  disabled       BOOLEAN NOT NULL,
  must_change    BOOLEAN NOT NULL,
  password_until BIGINT,
  created_at     BIGINT NOT NULL,
  last_login     BIGINT,
  version        BIGINT NOT NULL
);

CREATE TABLE claim (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  hash     BYTEA NOT NULL
);

CREATE TABLE session (
  id         TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES account (id),
  token_hash BYTEA NOT NULL UNIQUE,
  begun      BIGINT NOT NULL,
  last_seen  BIGINT NOT NULL,
  until_at   BIGINT NOT NULL,
  remote     TEXT NOT NULL,
  agent      TEXT NOT NULL,
  ended      BIGINT,
  cause      TEXT NOT NULL
);
CREATE INDEX session_account ON session (account, ended);

CREATE TABLE place (
  id         TEXT PRIMARY KEY,
  parent     TEXT REFERENCES place (id),
  name       TEXT NOT NULL,
  address    TEXT NOT NULL,
  category   TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX place_parent ON place (parent);

CREATE TABLE video_system (
  id             TEXT PRIMARY KEY,
  place          TEXT NOT NULL REFERENCES place (id),
  name           TEXT NOT NULL,
  w168_category  TEXT NOT NULL,
  r799_class     TEXT NOT NULL,
  anti_terror    BOOLEAN NOT NULL,
  key_unit       BOOLEAN NOT NULL,
  no_duty_reason TEXT NOT NULL,
  completed      TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('planned', 'trial', 'in-use-not-accepted', 'accepted', 'in-service', 'suspended', 'removed')),
  state_since    BIGINT NOT NULL,
  trial_until    BIGINT,
  created_at     BIGINT NOT NULL,
  version        BIGINT NOT NULL
);

CREATE TABLE device (
  id         TEXT PRIMARY KEY,
  code       TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  admitted   BOOLEAN NOT NULL,
  options    TEXT NOT NULL,
  sealed     BYTEA,
  simulated  BOOLEAN NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('discovered', 'registered', 'offline')),
  last_seen  BIGINT,
  report     TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);

CREATE TABLE camera (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  system      TEXT NOT NULL REFERENCES video_system (id),
  place       TEXT NOT NULL REFERENCES place (id),
  code        TEXT NOT NULL,
  room_use    TEXT NOT NULL,
  enabled     BOOLEAN NOT NULL,
  plan        TEXT NOT NULL,
  main        TEXT,
  main_sealed BYTEA,
  main_device TEXT REFERENCES device (id),
  sub         TEXT,
  sub_sealed  BYTEA,
  sub_device  TEXT REFERENCES device (id),
  simulated   BOOLEAN NOT NULL,
  try_until   BIGINT,
  created_at  BIGINT NOT NULL,
  version     BIGINT NOT NULL
);
CREATE INDEX camera_system ON camera (system);
CREATE INDEX camera_place ON camera (place);
CREATE INDEX camera_main_device ON camera (main_device);

CREATE TABLE camera_origin (
  origin     TEXT PRIMARY KEY,
  first_seen BIGINT NOT NULL
);

CREATE TABLE channel (
  id            TEXT PRIMARY KEY,
  device        TEXT NOT NULL REFERENCES device (id),
  code          TEXT NOT NULL,
  name          TEXT NOT NULL,
  info          TEXT NOT NULL,
  camera        TEXT REFERENCES camera (id),
  first_seen    BIGINT NOT NULL,
  last_seen     BIGINT NOT NULL,
  missing_since BIGINT,
  UNIQUE (device, code)
);

CREATE TABLE registration (
  code       TEXT PRIMARY KEY,
  source     TEXT NOT NULL,
  contact    TEXT NOT NULL,
  local      TEXT NOT NULL,
  transport  TEXT NOT NULL,
  expires    BIGINT NOT NULL,
  version    TEXT NOT NULL,
  agent      TEXT NOT NULL,
  network    TEXT NOT NULL,
  registered BIGINT NOT NULL
);

CREATE TABLE refusal (
  code   TEXT NOT NULL,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  at     BIGINT NOT NULL,
  times  BIGINT NOT NULL,
  PRIMARY KEY (code, source, reason)
);
CREATE INDEX refusal_at ON refusal (at);

CREATE TABLE assignment (
  id         TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES account (id),
  role       TEXT NOT NULL,
  place      TEXT REFERENCES place (id),
  system     TEXT REFERENCES video_system (id),
  camera     TEXT REFERENCES camera (id),
  from_at    BIGINT NOT NULL,
  until_at   BIGINT,
  by_account TEXT,
  withdrawn  BIGINT
);
CREATE INDEX assignment_account ON assignment (account, withdrawn);

CREATE TABLE finding (
  id       TEXT PRIMARY KEY,
  fault    TEXT NOT NULL,
  article  TEXT NOT NULL,
  place    TEXT REFERENCES place (id),
  system   TEXT REFERENCES video_system (id),
  camera   TEXT REFERENCES camera (id),
  room_use TEXT NOT NULL,
  note     TEXT NOT NULL,
  photo    TEXT NOT NULL,
  found_by TEXT,
  at       BIGINT NOT NULL,
  closed   BIGINT,
  outcome  TEXT NOT NULL
);
CREATE INDEX finding_open ON finding (closed, fault);

CREATE TABLE access_grant (
  id        TEXT PRIMARY KEY,
  account   TEXT NOT NULL REFERENCES account (id),
  session   TEXT NOT NULL REFERENCES session (id),
  act       TEXT NOT NULL,
  cameras   TEXT NOT NULL,
  from_at   BIGINT,
  to_at     BIGINT,
  masked    BOOLEAN NOT NULL,
  mark      TEXT NOT NULL,
  until_at  BIGINT NOT NULL,
  basis     TEXT NOT NULL,
  purpose   TEXT NOT NULL,
  recipient TEXT NOT NULL,
  approver  TEXT NOT NULL,
  at        BIGINT NOT NULL,
  ended     BIGINT,
  cause     TEXT NOT NULL
);
CREATE INDEX access_grant_ended ON access_grant (ended, until_at);

CREATE TABLE audit_event (
  seq         BIGINT PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  at          BIGINT NOT NULL,
  account     TEXT,
  session     TEXT,
  name        TEXT NOT NULL,
  remote      TEXT NOT NULL,
  act         TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id   TEXT NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('granted', 'refused')),
  article     TEXT NOT NULL,
  reason      TEXT NOT NULL,
  cameras     TEXT NOT NULL,
  details     TEXT NOT NULL,
  leaf        BIGINT
);
CREATE INDEX audit_event_at ON audit_event (at);
CREATE INDEX audit_event_account ON audit_event (account, seq);
CREATE INDEX audit_event_act ON audit_event (act, seq);
CREATE INDEX audit_event_object ON audit_event (object_kind, object_id, seq);

CREATE TABLE audit_camera (
  camera TEXT NOT NULL,
  seq    BIGINT NOT NULL REFERENCES audit_event (seq),
  PRIMARY KEY (camera, seq)
);

CREATE TABLE setting (
  name       TEXT PRIMARY KEY,
  value      TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT,
  version    BIGINT NOT NULL
);
