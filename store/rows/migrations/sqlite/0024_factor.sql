-- +goose Up
-- What an account shows besides its password. The secret is sealed; a code is
-- good once, so the newest time step used is kept.
CREATE TABLE account_factor (
  account   TEXT PRIMARY KEY REFERENCES account (id),
  secret    BLOB NOT NULL,
  begun     BIGINT NOT NULL,
  confirmed BIGINT,
  last_step BIGINT NOT NULL
);
-- Codes for the day the telephone is lost, by their hash.
CREATE TABLE account_recovery (
  account TEXT NOT NULL REFERENCES account (id),
  hash    BLOB NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (account, hash)
);
