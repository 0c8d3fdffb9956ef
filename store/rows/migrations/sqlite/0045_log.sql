-- +goose Up
-- The log an act's leaf stands in, and the salt under which what may name a
-- person stands in that leaf. It is kept before the leaf is written, so that a
-- leaf can always be explained; when it is erased, nobody can.
CREATE TABLE audit_salt (
  seq    BIGINT PRIMARY KEY REFERENCES audit_event (seq),
  origin TEXT NOT NULL,
  salt   BLOB NOT NULL
);
CREATE INDEX audit_unlogged ON audit_event (seq) WHERE leaf IS NULL;
