-- +goose Up
-- Sessions whose controls are locked: an unattended duty wall.
CREATE TABLE session_lock (
  session TEXT PRIMARY KEY REFERENCES session (id),
  at      BIGINT NOT NULL
);

-- +goose Down
DROP TABLE session_lock;
