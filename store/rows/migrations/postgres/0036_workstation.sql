-- +goose Up
-- Workstations at which citizens look (W168/25, R799/21), and no other machine.
-- Of code and token only the digests are kept.
CREATE TABLE workstation (
  id         TEXT PRIMARY KEY,
  state      TEXT NOT NULL,
  code       TEXT UNIQUE,
  token      TEXT UNIQUE,
  body       TEXT NOT NULL,
  version    BIGINT NOT NULL
);
