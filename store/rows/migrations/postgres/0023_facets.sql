-- +goose Up
-- What a list is narrowed by stands in one index that is read alone: each of
-- these picks much, several together little. Six indexes that no list could
-- go by make room for it.
DROP INDEX camera_archive_kind;
DROP INDEX camera_archive_type;
DROP INDEX camera_archive_ptz;
DROP INDEX camera_archive_direction;
DROP INDEX camera_archive_status;
DROP INDEX camera_archive_net;
CREATE INDEX camera_archive_facets ON camera_archive (civil_code, direction, ptz_type, point_type, status, network_type, point_kind, camera);
