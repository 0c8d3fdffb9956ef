-- +goose Up
-- Official access (W168/23, 24): applications, letters of introduction, what
-- was served, and reports to the police (W168/30/9).
ALTER TABLE access_grant ADD COLUMN quota BIGINT NOT NULL DEFAULT 0;

CREATE TABLE official_letter (
  id         TEXT PRIMARY KEY,
  unit       TEXT NOT NULL,
  number     TEXT NOT NULL,
  body       TEXT NOT NULL,
  version    BIGINT NOT NULL,
  UNIQUE (unit, number)
);

CREATE TABLE official_application (
  id         TEXT PRIMARY KEY,
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  received   TEXT NOT NULL,
  label      TEXT NOT NULL,
  letter     TEXT REFERENCES official_letter (id),
  insecure   BOOLEAN NOT NULL,
  body       TEXT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX official_application_state ON official_application (state, due);
CREATE INDEX official_application_letter ON official_application (letter);

-- the cameras asked for: who may know of all of them may know of the application
CREATE TABLE official_camera (
  application TEXT NOT NULL REFERENCES official_application (id),
  camera      TEXT NOT NULL REFERENCES camera (id),
  PRIMARY KEY (application, camera)
);

-- officers who confirm by an account of their own
CREATE TABLE official_officer (
  application TEXT NOT NULL REFERENCES official_application (id),
  account     TEXT NOT NULL REFERENCES account (id),
  PRIMARY KEY (application, account)
);
CREATE INDEX official_officer_account ON official_officer (account);

-- the grants footage was opened under, and what was served
CREATE TABLE official_grant (
  access_grant TEXT PRIMARY KEY REFERENCES access_grant (id),
  application  TEXT NOT NULL REFERENCES official_application (id),
  chunks       BIGINT NOT NULL,
  bytes        BIGINT NOT NULL,
  millis       BIGINT NOT NULL
);
CREATE INDEX official_grant_application ON official_grant (application);

CREATE TABLE suspicion (
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
CREATE INDEX suspicion_system ON suspicion (system, state);
