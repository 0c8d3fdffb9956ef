-- +goose Up
-- When the person behind a session last proved who he is, and by what; the
-- token it was known by before the last one, good for a moment longer.
ALTER TABLE session ADD COLUMN fresh BIGINT;
ALTER TABLE session ADD COLUMN proved TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN previous_hash BYTEA;
ALTER TABLE session ADD COLUMN rotated_at BIGINT;
UPDATE session SET fresh = begun;
CREATE INDEX session_previous ON session (previous_hash);

-- The end of an account (a contractor's ends with the contract), and failed
-- logins in a row with the end of the lock they brought.
ALTER TABLE account ADD COLUMN ends_at BIGINT;
ALTER TABLE account ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN locked_until BIGINT;
