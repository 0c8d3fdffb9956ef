-- +goose Up
-- The camera archive. Every camera has its card here from the day it was made;
-- version 0 says that nobody filed it yet. What is narrowed, sorted and found
-- by stands on the card, the register's part of it included: whoever writes a
-- camera writes its card in the same transaction. The values themselves lie
-- apart, so that a list does not read them.
CREATE TABLE camera_archive (
  camera       TEXT PRIMARY KEY REFERENCES camera (id),
  name         TEXT NOT NULL,
  code         TEXT NOT NULL,
  system       TEXT NOT NULL,
  place        TEXT NOT NULL,
  point_kind   TEXT NOT NULL,
  civil_code   TEXT NOT NULL,
  point_type   TEXT NOT NULL,
  ptz_type     TEXT NOT NULL,
  direction    TEXT NOT NULL,
  status       TEXT NOT NULL,
  network_type TEXT NOT NULL,
  ipv4         TEXT NOT NULL,
  ipv6         TEXT NOT NULL,
  mac          TEXT NOT NULL,
  end_date     TEXT NOT NULL,
  whereabouts  TEXT NOT NULL,
  lon          DOUBLE PRECISION,
  lat          DOUBLE PRECISION,
  gx           BIGINT,
  gy           BIGINT,
  valid        BIGINT NOT NULL,
  required     BIGINT NOT NULL,
  score        BIGINT NOT NULL,
  stale        BIGINT NOT NULL,
  created_at   BIGINT NOT NULL,
  updated_at   BIGINT NOT NULL,
  updated_by   TEXT,
  version      BIGINT NOT NULL
);
INSERT INTO camera_archive (camera, name, code, system, place, point_kind, civil_code, point_type, ptz_type, direction, status,
    network_type, ipv4, ipv6, mac, end_date, whereabouts, valid, required, score, stale, created_at, updated_at, version)
  SELECT id, name, code, system, place, 'fixed', '', '', '', '', '', '', '', '', '', '', '', 0, 0, 0, 1, created_at, created_at, 0 FROM camera;
CREATE INDEX camera_archive_name ON camera_archive (name, camera);
CREATE INDEX camera_archive_code ON camera_archive (code);
CREATE INDEX camera_archive_system ON camera_archive (system, camera);
CREATE INDEX camera_archive_place ON camera_archive (place, camera);
CREATE INDEX camera_archive_kind ON camera_archive (point_kind, camera);
CREATE INDEX camera_archive_civil ON camera_archive (civil_code, camera);
CREATE INDEX camera_archive_type ON camera_archive (point_type, camera);
CREATE INDEX camera_archive_ptz ON camera_archive (ptz_type, camera);
CREATE INDEX camera_archive_direction ON camera_archive (direction, camera);
CREATE INDEX camera_archive_status ON camera_archive (status, camera);
CREATE INDEX camera_archive_net ON camera_archive (network_type, camera);
CREATE INDEX camera_archive_score ON camera_archive (score, camera);
CREATE INDEX camera_archive_mac ON camera_archive (mac);
CREATE INDEX camera_archive_ipv4 ON camera_archive (ipv4, network_type);
CREATE INDEX camera_archive_ipv6 ON camera_archive (ipv6, network_type);
CREATE INDEX camera_archive_end ON camera_archive (end_date, camera);
CREATE INDEX camera_archive_stale ON camera_archive (stale, camera);
CREATE INDEX camera_archive_version ON camera_archive (version, camera);
CREATE INDEX camera_archive_where ON camera_archive (gy, gx);
CREATE INDEX channel_camera ON channel (camera);

CREATE TABLE camera_archive_record (
  camera TEXT PRIMARY KEY REFERENCES camera (id),
  record TEXT NOT NULL
);

-- What a search finds a camera by: its texts cut into pairs of characters.
-- Field is name, or position for what only those see who see positions.
CREATE TABLE camera_gram (
  field  TEXT NOT NULL,
  gram   TEXT NOT NULL,
  camera TEXT NOT NULL,
  PRIMARY KEY (field, gram, camera)
);
INSERT INTO camera_gram (field, gram, camera)
  WITH RECURSIVE cut (camera, name, i) AS (
    SELECT id, lower(name), 1 FROM camera UNION ALL SELECT camera, name, i + 1 FROM cut WHERE i < length(name))
  SELECT DISTINCT 'name', substr(name, i, 2), camera FROM cut WHERE trim(substr(name, i, 2)) = substr(name, i, 2) AND length(name) > 0;

CREATE TABLE camera_archive_change (
  id             TEXT PRIMARY KEY,
  camera         TEXT NOT NULL,
  at             BIGINT NOT NULL,
  account        TEXT,
  name           TEXT NOT NULL,
  import         TEXT,
  created        BOOLEAN NOT NULL,
  changes        TEXT NOT NULL,
  version        BIGINT NOT NULL,
  camera_version BIGINT NOT NULL
);
CREATE INDEX camera_archive_change_camera ON camera_archive_change (camera, at, version, id);
CREATE INDEX camera_archive_change_import ON camera_archive_change (import, camera);

-- What was said of values that a device reports otherwise.
CREATE TABLE camera_archive_decision (
  camera  TEXT NOT NULL REFERENCES camera (id),
  field   TEXT NOT NULL,
  device  TEXT NOT NULL,
  kept    TEXT NOT NULL,
  adopted BOOLEAN NOT NULL,
  note    TEXT NOT NULL,
  at      BIGINT NOT NULL,
  account TEXT,
  name    TEXT NOT NULL,
  PRIMARY KEY (camera, field)
);

CREATE TABLE archive_import (
  id           TEXT PRIMARY KEY,
  account      TEXT NOT NULL REFERENCES account (id),
  name         TEXT NOT NULL,
  file         TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('previewed', 'committing', 'committed', 'undoing', 'undone', 'discarded')),
  datum        TEXT NOT NULL,
  columns      TEXT NOT NULL,
  ignored      TEXT NOT NULL,
  counts       TEXT NOT NULL,
  at           BIGINT NOT NULL,
  committed_at BIGINT,
  undone_at    BIGINT,
  version      BIGINT NOT NULL
);
CREATE INDEX archive_import_account ON archive_import (account, id);

CREATE TABLE archive_import_row (
  import TEXT NOT NULL REFERENCES archive_import (id),
  line   BIGINT NOT NULL,
  status TEXT NOT NULL,
  body   TEXT NOT NULL,
  PRIMARY KEY (import, line)
);
CREATE INDEX archive_import_row_status ON archive_import_row (import, status, line);
