-- +goose Up
-- Epochs of the log: the first leaf of each log that took the place of another,
-- and the two persons whose act it was, with the salts of their digests.
CREATE TABLE log_epoch (
  origin     TEXT PRIMARY KEY,
  leaf       TEXT NOT NULL,
  custodians TEXT NOT NULL,
  made_at    BIGINT NOT NULL
);
