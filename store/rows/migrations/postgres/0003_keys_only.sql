-- +goose Up
-- Runs of which only key frames were recorded, for want of space.
ALTER TABLE run ADD COLUMN keys_only BOOLEAN NOT NULL DEFAULT FALSE;
