-- +goose Up
-- Holds of which something is known not to fit (W168/28/1) stand first in the
-- register.
ALTER TABLE evidence_hold ADD COLUMN amiss BIGINT NOT NULL DEFAULT 0;
CREATE INDEX evidence_hold_first ON evidence_hold (amiss, id);
