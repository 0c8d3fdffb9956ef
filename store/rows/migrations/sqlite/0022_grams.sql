-- +goose Up
-- Pieces of three characters instead of two: two digits of a numbered name
-- stand in so many names that a search for one of them read them all. Each
-- character with the two after it; the last two stand with what is left. A
-- piece does not begin or end with a space.
DROP TABLE camera_gram;
CREATE TABLE camera_gram (
  field  TEXT NOT NULL,
  gram   TEXT NOT NULL,
  camera TEXT NOT NULL,
  PRIMARY KEY (field, gram, camera)
) WITHOUT ROWID;
INSERT INTO camera_gram (field, gram, camera)
  WITH RECURSIVE texts (field, camera, words) AS (
    SELECT 'name', camera, lower(name) FROM camera_archive UNION ALL SELECT 'position', camera, lower(whereabouts) FROM camera_archive),
  cut (field, camera, words, i) AS (
    SELECT field, camera, words, 1 FROM texts UNION ALL SELECT field, camera, words, i + 1 FROM cut WHERE i < length(words))
  SELECT DISTINCT field, rtrim(substr(words, i, 3)), camera FROM cut WHERE trim(substr(words, i, 1)) <> '';
