-- +goose Up
-- What opens an account besides its password. mark is what a key is found by
-- within its kind, material its public part. A stopped key opens nothing and
-- still counts as there: the account is not opened by less than before.
CREATE TABLE account_key (
  id         TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES account (id),
  kind       TEXT NOT NULL CHECK (kind IN ('passkey', 'oidc', 'certificate', 'sm2')),
  name       TEXT NOT NULL,
  mark       TEXT NOT NULL,
  material   BYTEA NOT NULL,
  counter    BIGINT NOT NULL,
  until_at   BIGINT,
  by_account TEXT,
  created_at BIGINT NOT NULL,
  used_at    BIGINT,
  stopped_at BIGINT
);
CREATE UNIQUE INDEX account_key_mark ON account_key (kind, mark);
CREATE INDEX account_key_account ON account_key (account);

-- Challenges that were answered rightly, until their time is over: each is
-- good once. What was only asked is nowhere kept.
CREATE TABLE spent_challenge (
  id       TEXT PRIMARY KEY,
  until_at BIGINT NOT NULL
);
CREATE INDEX spent_challenge_until ON spent_challenge (until_at);

-- How a session was begun.
ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT 'password';
