-- +goose Up
-- Citizens who look (W168/25, R799/21): cases, the grants they opened, tokens
-- for one stream each, and what was shown.
ALTER TABLE access_grant ADD COLUMN ahead BIGINT NOT NULL DEFAULT 0;

CREATE TABLE citizen_case (
  id         TEXT PRIMARY KEY,
  flow       TEXT NOT NULL,
  state      TEXT NOT NULL,
  received   TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX citizen_case_flow ON citizen_case (flow, state);

-- the cameras of a case: who may know of all of them may know of the case
CREATE TABLE citizen_camera (
  citizen    TEXT NOT NULL REFERENCES citizen_case (id),
  camera     TEXT NOT NULL REFERENCES camera (id),
  PRIMARY KEY (citizen, camera)
);

CREATE TABLE citizen_grant (
  access_grant TEXT PRIMARY KEY REFERENCES access_grant (id),
  citizen      TEXT NOT NULL REFERENCES citizen_case (id),
  station      TEXT NOT NULL REFERENCES workstation (id)
);
CREATE INDEX citizen_grant_citizen ON citizen_grant (citizen);
CREATE INDEX citizen_grant_station ON citizen_grant (station);

-- a token opens one stream once; its digest is kept, it is not
CREATE TABLE citizen_ticket (
  digest       TEXT PRIMARY KEY,
  citizen      TEXT NOT NULL REFERENCES citizen_case (id),
  access_grant TEXT NOT NULL REFERENCES access_grant (id),
  camera       TEXT NOT NULL REFERENCES camera (id),
  station      TEXT NOT NULL REFERENCES workstation (id),
  until_at     BIGINT NOT NULL,
  used_at      BIGINT
);

CREATE TABLE citizen_seen (
  id           TEXT PRIMARY KEY,
  citizen      TEXT NOT NULL REFERENCES citizen_case (id),
  access_grant TEXT NOT NULL REFERENCES access_grant (id),
  camera       TEXT NOT NULL REFERENCES camera (id),
  from_at      BIGINT NOT NULL,
  to_at        BIGINT NOT NULL,
  chunks       BIGINT NOT NULL,
  bytes        BIGINT NOT NULL,
  millis       BIGINT NOT NULL
);
CREATE INDEX citizen_seen_citizen ON citizen_seen (citizen, access_grant, camera);
