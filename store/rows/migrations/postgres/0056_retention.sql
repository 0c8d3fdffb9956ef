-- +goose Up
-- How the footage of each camera stands against the term the law gives it
-- (civic/retain/term), as it was last judged. A camera that is gone keeps its
-- row: its term began when its footage did.
CREATE TABLE retention_camera (
  camera  TEXT PRIMARY KEY,
  outcome TEXT NOT NULL,
  short   BIGINT NOT NULL, -- seconds
  turned  BIGINT NOT NULL, -- since when it stands so
  matures BIGINT NOT NULL,
  body    TEXT NOT NULL
);
CREATE INDEX retention_camera_short ON retention_camera (short DESC, camera);
