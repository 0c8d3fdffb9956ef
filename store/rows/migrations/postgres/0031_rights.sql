-- +goose Up
-- Why a right was given.
ALTER TABLE assignment ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- A change of rights: by one person, or proposed by one and confirmed by
-- another. digest is what both of them saw.
CREATE TABLE right_change (
  id            TEXT PRIMARY KEY,
  kind          TEXT NOT NULL,
  account       TEXT REFERENCES account (id),
  body          TEXT NOT NULL,
  digest        TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'withdrawn', 'expired')),
  proposer      TEXT,
  proposed_at   BIGINT NOT NULL,
  expires       BIGINT NOT NULL,
  decider       TEXT,
  decided_at    BIGINT,
  told          BOOLEAN NOT NULL,
  acknowledger  TEXT,
  acknowledged  BIGINT
);
CREATE INDEX right_change_state ON right_change (state, expires);
CREATE UNIQUE INDEX right_change_open ON right_change (kind, account) WHERE state = 'proposed';

-- What the quarterly review found of each right.
CREATE TABLE right_review (
  quarter    TEXT NOT NULL,
  assignment TEXT NOT NULL REFERENCES assignment (id),
  keep       BOOLEAN NOT NULL,
  note       TEXT NOT NULL,
  reviewer   TEXT NOT NULL,
  at         BIGINT NOT NULL,
  PRIMARY KEY (quarter, assignment)
);

-- Accounts, roles and the rules of signing in pass to a role of their own;
-- whoever ran the house until now holds both.
INSERT INTO assignment (id, account, role, from_at, until_at, by_account, withdrawn, reason)
  SELECT substr(id, 1, 24) || substr(md5(id), 1, 12), account, 'security-administrator', from_at, until_at, by_account, withdrawn, ''
  FROM assignment WHERE role = 'system-administrator' AND withdrawn IS NULL;
