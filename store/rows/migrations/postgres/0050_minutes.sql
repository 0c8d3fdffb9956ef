-- +goose Up
-- Footage in the log: a row for each leaf of a minute of this node, and where
-- its camera-minutes lie beside the log. Instants are microseconds since 1970
-- UTC.
CREATE TABLE footage_leaf (
  origin         TEXT NOT NULL,
  leaf           BIGINT NOT NULL,
  minute         BIGINT NOT NULL,
  part           BIGINT NOT NULL,
  camera_minutes BIGINT NOT NULL,
  root           BYTEA NOT NULL,
  file           TEXT NOT NULL,
  begun          BIGINT NOT NULL,
  size           BIGINT NOT NULL,
  PRIMARY KEY (origin, leaf)
);
CREATE UNIQUE INDEX footage_leaf_minute ON footage_leaf (minute, part);
CREATE INDEX footage_leaf_place ON footage_leaf (file, begun);
