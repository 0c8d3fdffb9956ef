-- +goose Up
-- Copies of footage that are handed over as evidence (W168/23, 24; R799/16). A
-- line stays when its file was erased.
CREATE TABLE evidence_export (
  id          TEXT PRIMARY KEY,
  state       TEXT NOT NULL,
  application TEXT NOT NULL,
  due         TEXT NOT NULL,
  label       TEXT NOT NULL,
  body        TEXT NOT NULL,
  version     BIGINT NOT NULL
);
CREATE INDEX evidence_export_state ON evidence_export (state, due);
CREATE INDEX evidence_export_application ON evidence_export (application);

CREATE TABLE evidence_export_camera (
  export TEXT NOT NULL REFERENCES evidence_export (id),
  camera TEXT NOT NULL,
  PRIMARY KEY (export, camera)
);
CREATE INDEX evidence_export_camera_camera ON evidence_export_camera (camera);
