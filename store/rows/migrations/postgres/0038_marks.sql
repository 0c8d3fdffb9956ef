-- +goose Up
-- Whether the mark of a grant is the faint one of duty watching.
ALTER TABLE access_grant ADD COLUMN faint BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE access_grant DROP COLUMN faint;
