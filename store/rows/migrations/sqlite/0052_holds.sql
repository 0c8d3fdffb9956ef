-- +goose Up
-- Holds on footage that is evidence (W168/29/2). A hold stays in the register
-- when it was lifted.
CREATE TABLE evidence_hold (
  id          TEXT PRIMARY KEY,
  state       TEXT NOT NULL,
  review_on   TEXT NOT NULL,
  insecure    BOOLEAN NOT NULL,
  application TEXT NOT NULL,
  begun       BIGINT NOT NULL,
  ended       BIGINT NOT NULL,
  label       TEXT NOT NULL,
  body        TEXT NOT NULL,
  version     BIGINT NOT NULL
);
CREATE INDEX evidence_hold_state ON evidence_hold (state, review_on);
CREATE INDEX evidence_hold_application ON evidence_hold (application);

-- the marks in the footage store that keep its footage; a camera found there
-- need not be in the register
CREATE TABLE evidence_pin (
  pin    TEXT PRIMARY KEY,
  hold   TEXT NOT NULL REFERENCES evidence_hold (id),
  camera TEXT NOT NULL
);
CREATE INDEX evidence_pin_hold ON evidence_pin (hold);
CREATE INDEX evidence_pin_camera ON evidence_pin (camera);

-- what was held from an application is a hold like any other
ALTER TABLE official_application DROP COLUMN insecure;
