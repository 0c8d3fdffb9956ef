-- +goose Up
-- The connection catalogue (W168/21) and interface tests (W168/11).
CREATE TABLE catalogue_version (
  id           TEXT PRIMARY KEY,
  number       INTEGER NOT NULL UNIQUE,
  title        TEXT NOT NULL,
  note         TEXT NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('draft', 'published', 'superseded')),
  rules        TEXT NOT NULL,
  exceptions   TEXT NOT NULL,
  drafted_by   TEXT,
  drafted_at   BIGINT NOT NULL,
  published_by TEXT,
  published_at BIGINT,
  items        INTEGER NOT NULL,
  version      BIGINT NOT NULL
);
-- One draft and one published edition at a time.
CREATE UNIQUE INDEX catalogue_version_one ON catalogue_version (status) WHERE status <> 'superseded';

CREATE TABLE catalogue_item (
  edition TEXT NOT NULL REFERENCES catalogue_version (id),
  system  TEXT NOT NULL REFERENCES video_system (id),
  rule    TEXT NOT NULL,
  reason  TEXT NOT NULL,
  due     TEXT NOT NULL,
  PRIMARY KEY (edition, system)
);

CREATE TABLE connect_task (
  system  TEXT PRIMARY KEY REFERENCES video_system (id),
  edition TEXT NOT NULL REFERENCES catalogue_version (id),
  rule    TEXT NOT NULL,
  due     TEXT NOT NULL,
  opened  BIGINT NOT NULL,
  link    TEXT NOT NULL CHECK (link IN ('not-connected', 'partly', 'connected', 'interrupted')),
  since   BIGINT NOT NULL,
  probed  BIGINT,
  lacking TEXT NOT NULL,
  reach   TEXT NOT NULL,
  first   BIGINT
);
CREATE INDEX connect_task_link ON connect_task (link, system);
CREATE INDEX connect_task_due ON connect_task (due, system);

CREATE TABLE interface_test (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  camera     TEXT NOT NULL REFERENCES camera (id),
  device     TEXT NOT NULL,
  by_account TEXT,
  began      BIGINT NOT NULL,
  ended      BIGINT,
  verdict    TEXT NOT NULL CHECK (verdict IN ('running', 'passed', 'failed', 'unproven', 'broken-off')),
  steps      TEXT NOT NULL
);
CREATE INDEX interface_test_system ON interface_test (system, verdict, ended);
CREATE INDEX interface_test_camera ON interface_test (camera, began);
