-- +goose Up
-- Templates of documents as they were saved on the platform, every version of
-- each; the newest of a name counts. docs/reference/documents.md.
CREATE TABLE paper_template (
  name     TEXT NOT NULL,
  version  BIGINT NOT NULL,
  body     TEXT NOT NULL,
  reset    BOOLEAN NOT NULL,
  why      TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  saved_by TEXT,
  saver    TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (name, version)
);
-- What of a document's page did not come from the program.
ALTER TABLE document ADD COLUMN templates TEXT NOT NULL DEFAULT '';
