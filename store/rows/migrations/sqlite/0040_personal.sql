-- +goose Up
-- Applications of persons about their own image (civic/access/personal), of the
-- same form as the records of 0008.
CREATE TABLE personal_request (
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
CREATE INDEX personal_request_system ON personal_request (system, state);
CREATE INDEX personal_request_due ON personal_request (due);

-- Who may know of what is secret (W168/29/2): by which document of which
-- issuer, up to which level, until when.
CREATE TABLE clearance (
  id         TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES account (id),
  level      TEXT NOT NULL,
  issuer     TEXT NOT NULL,
  document   TEXT NOT NULL,
  from_at    BIGINT NOT NULL,
  until_at   BIGINT NOT NULL,
  by_account TEXT,
  withdrawn  BIGINT
);
CREATE INDEX clearance_account ON clearance (account, until_at);

-- +goose Down
DROP TABLE clearance;
DROP TABLE personal_request;
