-- +goose Up
-- Certificates of erased footage, one for each act of erasing: what of a
-- camera's day went. The act names the certificate by its digest.
CREATE TABLE footage_erasure (
  seq    BIGINT PRIMARY KEY REFERENCES audit_event (seq),
  digest BYTEA NOT NULL,
  stream TEXT NOT NULL,
  camera TEXT NOT NULL,
  day    TEXT NOT NULL,
  text   BYTEA NOT NULL
);
CREATE INDEX footage_erasure_camera ON footage_erasure (camera, day, seq);
CREATE INDEX footage_erasure_stream ON footage_erasure (stream, seq);
