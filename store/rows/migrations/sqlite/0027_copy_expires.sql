-- +goose Up
-- The last day on which a copy for the unit's own purpose may be used, empty
-- for grants that are no copy (R799/16).
ALTER TABLE access_grant ADD COLUMN expires TEXT NOT NULL DEFAULT '';
-- What somebody said in this session when they asked for older footage.
CREATE INDEX access_grant_session ON access_grant (session, id);
