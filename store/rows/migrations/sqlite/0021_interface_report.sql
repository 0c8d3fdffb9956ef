-- +goose Up

-- The report of an interface test, once it was issued (W168/11).
ALTER TABLE interface_test ADD COLUMN document TEXT;
