-- +goose Up
-- The registers in full: organisations and people, what a place and a system
-- are in law, the parties of a system, who reported a finding.
CREATE TABLE organisation (
  id         TEXT PRIMARY KEY,
  parent     TEXT REFERENCES organisation (id),
  name       TEXT NOT NULL,
  short_name TEXT NOT NULL,
  code       TEXT UNIQUE,
  functions  TEXT NOT NULL,
  level      TEXT NOT NULL,
  division   TEXT NOT NULL,
  trade      TEXT NOT NULL,
  legal      TEXT NOT NULL,
  head       TEXT NOT NULL,
  video_lead TEXT NOT NULL,
  contacts   TEXT NOT NULL,
  address    TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX organisation_parent ON organisation (parent);
CREATE INDEX organisation_division ON organisation (division, trade);

CREATE TABLE person (
  id           TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation (id),
  name         TEXT NOT NULL,
  post         TEXT NOT NULL,
  phone        TEXT NOT NULL,
  certificates TEXT NOT NULL,
  sealed       BYTEA,
  masked       TEXT NOT NULL,
  left_unit    BOOLEAN NOT NULL,
  created_at   BIGINT NOT NULL,
  version      BIGINT NOT NULL
);
CREATE INDEX person_organisation ON person (organisation);

ALTER TABLE account ADD COLUMN organisation TEXT REFERENCES organisation (id);
ALTER TABLE account ADD COLUMN person TEXT REFERENCES person (id);
ALTER TABLE assignment ADD COLUMN organisation TEXT REFERENCES organisation (id);

ALTER TABLE place ADD COLUMN key_part TEXT NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN r799_class TEXT NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN anti_terror BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE place ADD COLUMN key_unit BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE place ADD COLUMN division TEXT NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN longitude DOUBLE PRECISION;
ALTER TABLE place ADD COLUMN latitude DOUBLE PRECISION;
ALTER TABLE place ADD COLUMN owner TEXT REFERENCES organisation (id);
ALTER TABLE place ADD COLUMN manager TEXT REFERENCES organisation (id);
CREATE INDEX place_division ON place (division);

ALTER TABLE video_system ADD COLUMN code TEXT;
ALTER TABLE video_system ADD COLUMN owner TEXT REFERENCES organisation (id);
ALTER TABLE video_system ADD COLUMN user_unit TEXT REFERENCES organisation (id);
ALTER TABLE video_system ADD COLUMN builder TEXT REFERENCES organisation (id);
ALTER TABLE video_system ADD COLUMN operator TEXT REFERENCES organisation (id);
ALTER TABLE video_system ADD COLUMN maintainer TEXT REFERENCES organisation (id);
ALTER TABLE video_system ADD COLUMN management TEXT REFERENCES organisation (id);
ALTER TABLE video_system ADD COLUMN department TEXT REFERENCES organisation (id);
ALTER TABLE video_system ADD COLUMN trade TEXT NOT NULL DEFAULT '';
ALTER TABLE video_system ADD COLUMN funding TEXT NOT NULL DEFAULT '';
ALTER TABLE video_system ADD COLUMN put_into_use TEXT NOT NULL DEFAULT '';
ALTER TABLE video_system ADD COLUMN functions TEXT NOT NULL DEFAULT '{}';
ALTER TABLE video_system ADD COLUMN protection TEXT NOT NULL DEFAULT '{}';
ALTER TABLE video_system ADD COLUMN reserved TEXT NOT NULL DEFAULT '{}';
CREATE UNIQUE INDEX video_system_code ON video_system (code);
CREATE INDEX video_system_place ON video_system (place);
CREATE INDEX video_system_trade ON video_system (trade);
CREATE INDEX video_system_department ON video_system (department);
CREATE INDEX video_system_operator ON video_system (operator);

-- Why a camera whose name sounds like a forbidden room stands in a lawful one.
ALTER TABLE camera ADD COLUMN name_statement TEXT NOT NULL DEFAULT '';

ALTER TABLE finding ADD COLUMN organisation TEXT REFERENCES organisation (id);
ALTER TABLE finding ADD COLUMN source TEXT NOT NULL DEFAULT 'staff';
ALTER TABLE finding ADD COLUMN finder TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN finder_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN spot TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN handler TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN due TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN verdict TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN reply TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN closed_by TEXT;
UPDATE finding SET source = 'house' WHERE found_by IS NULL;
CREATE INDEX finding_system ON finding (system, closed);
CREATE INDEX finding_camera ON finding (camera, closed);

-- What a department or supervisor reminded the parties of a system of.
CREATE TABLE push (
  id         TEXT PRIMARY KEY,
  system     TEXT NOT NULL REFERENCES video_system (id),
  addressee  TEXT NOT NULL REFERENCES organisation (id),
  note       TEXT NOT NULL,
  by_day     TEXT NOT NULL,
  article    TEXT NOT NULL,
  at         BIGINT NOT NULL,
  by_account TEXT
);
CREATE INDEX push_system ON push (system, id);
