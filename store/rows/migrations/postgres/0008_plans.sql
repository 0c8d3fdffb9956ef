-- +goose Up
-- What comes before a system is built. Each kind of
-- record has the same columns: what lists are narrowed by, and the record
-- itself as JSON.
-- building plans (W168/7)
CREATE TABLE building_plan (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX building_plan_system ON building_plan (system, state);
CREATE INDEX building_plan_place ON building_plan (place, state);
CREATE INDEX building_plan_due ON building_plan (due);

-- who must build (W168/10)
CREATE TABLE building_responsibility (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX building_responsibility_system ON building_responsibility (system, state);
CREATE INDEX building_responsibility_place ON building_responsibility (place, state);
CREATE INDEX building_responsibility_due ON building_responsibility (due);

-- construction projects (W168/13)
CREATE TABLE construction_project (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX construction_project_system ON construction_project (system, state);
CREATE INDEX construction_project_place ON construction_project (place, state);
CREATE INDEX construction_project_due ON construction_project (due);

-- certificates of contractors and products (W168/12)
CREATE TABLE certificate (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX certificate_system ON certificate (system, state);
CREATE INDEX certificate_place ON certificate (place, state);
CREATE INDEX certificate_due ON certificate (due);

-- the joint conference (W168/4)
CREATE TABLE joint_conference (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX joint_conference_system ON joint_conference (system, state);
CREATE INDEX joint_conference_place ON joint_conference (place, state);
CREATE INDEX joint_conference_due ON joint_conference (due);

-- points of plans in force or under way, found by position
CREATE TABLE plan_point (
  plan      TEXT NOT NULL REFERENCES building_plan (id),
  item      TEXT NOT NULL,
  number    INTEGER NOT NULL,
  name      TEXT NOT NULL,
  longitude DOUBLE PRECISION NOT NULL,
  latitude  DOUBLE PRECISION NOT NULL,
  facing    INTEGER NOT NULL,
  PRIMARY KEY (plan, item, number)
);
CREATE INDEX plan_point_at ON plan_point (latitude, longitude);
