-- +goose Up
-- How far somebody else's word for whoever began a session goes: 'owed' until
-- its owner gave a second factor of the account's own, 'vouched' where that
-- word counts as strong, empty otherwise.
ALTER TABLE session ADD COLUMN standing TEXT NOT NULL DEFAULT '';
