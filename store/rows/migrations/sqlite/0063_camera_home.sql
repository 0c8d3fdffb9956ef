-- +goose Up
-- Where cameras that can be moved belong, and since when one is away from there.
CREATE TABLE camera_home (
  camera  TEXT PRIMARY KEY REFERENCES camera (id),
  away_at BIGINT,
  body    TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX camera_home_away ON camera_home (away_at) WHERE away_at IS NOT NULL;

-- +goose Down
DROP TABLE camera_home;
