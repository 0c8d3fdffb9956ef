-- +goose Up
-- Papers: what people attach, and the documents that are issued. Bytes of
-- attachments and PDF lie in the blob store under their SHA-256; the original
-- and the frozen page of a document lie here, so that they are issued with
-- their number or not at all. docs/reference/documents.md.
CREATE TABLE attachment (
  id            TEXT PRIMARY KEY,
  sha256        TEXT NOT NULL,
  name          TEXT NOT NULL,
  media_type    TEXT NOT NULL,
  size          BIGINT NOT NULL,
  added_by      TEXT,
  adder         TEXT NOT NULL,
  added_at      BIGINT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  confidential  BOOLEAN NOT NULL,
  supersedes    TEXT REFERENCES attachment (id),
  superseded_by TEXT REFERENCES attachment (id),
  retired_at    BIGINT,
  retire_reason TEXT NOT NULL
);
CREATE INDEX attachment_subject ON attachment (subject_kind, subject_id, id);
CREATE INDEX attachment_sha256 ON attachment (sha256);

CREATE TABLE document_series (
  series TEXT PRIMARY KEY,
  last   BIGINT NOT NULL
);

CREATE TABLE document (
  id            TEXT PRIMARY KEY,
  kind          TEXT NOT NULL,
  number        TEXT NOT NULL UNIQUE,
  title         TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  day           TEXT NOT NULL,
  check_code    TEXT NOT NULL UNIQUE,
  sha256        TEXT NOT NULL,
  html_sha256   TEXT NOT NULL,
  pdf           TEXT,
  issued_by     TEXT,
  issuer        TEXT NOT NULL,
  issued_at     BIGINT NOT NULL,
  supersedes    TEXT REFERENCES document (id),
  superseded_by TEXT REFERENCES document (id),
  voided_at     BIGINT,
  voided_by     TEXT,
  void_reason   TEXT NOT NULL
);
CREATE INDEX document_subject ON document (subject_kind, subject_id, id);
CREATE INDEX document_kind ON document (kind, id);
CREATE INDEX document_pdf ON document (pdf);

CREATE TABLE document_original (
  document TEXT PRIMARY KEY REFERENCES document (id),
  original BYTEA NOT NULL,
  html     BYTEA NOT NULL
);
