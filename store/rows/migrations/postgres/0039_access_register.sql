-- +goose Up
-- The register of every access (civic/access/book) is read out of the record;
-- the kind of authority is counted by, so it stands in a column.
ALTER TABLE official_application ADD COLUMN authority TEXT NOT NULL DEFAULT '';
UPDATE official_application SET authority = body::json->>'authority';

-- +goose Down
ALTER TABLE official_application DROP COLUMN authority;
