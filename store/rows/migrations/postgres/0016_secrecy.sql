-- +goose Up
-- A channel that says it concerns secrets is refused; those that say so are
-- found without reading every catalogue.
ALTER TABLE channel ADD COLUMN secrecy BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE channel SET secrecy = TRUE WHERE info LIKE '%"secrecy":true%';
CREATE INDEX channel_secrecy ON channel (secrecy);
