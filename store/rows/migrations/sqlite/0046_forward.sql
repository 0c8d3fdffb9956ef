-- +goose Up
-- Live pictures that were handed on to a named account, and the grants their
-- recipients opened.
CREATE TABLE forwarding (
  id         TEXT PRIMARY KEY,
  forwarder  TEXT NOT NULL REFERENCES account (id),
  recipient  TEXT NOT NULL REFERENCES account (id),
  until_at   BIGINT NOT NULL,
  ended_at   BIGINT,
  body       TEXT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX forwarding_forwarder ON forwarding (forwarder);
CREATE INDEX forwarding_recipient ON forwarding (recipient);

CREATE TABLE forwarding_camera (
  forwarding TEXT NOT NULL REFERENCES forwarding (id),
  camera     TEXT NOT NULL REFERENCES camera (id),
  PRIMARY KEY (forwarding, camera)
);

CREATE TABLE forwarding_grant (
  access_grant TEXT PRIMARY KEY REFERENCES access_grant (id),
  forwarding   TEXT NOT NULL REFERENCES forwarding (id)
);
CREATE INDEX forwarding_grant_forwarding ON forwarding_grant (forwarding);

-- +goose Down
DROP TABLE forwarding_grant;
DROP TABLE forwarding_camera;
DROP TABLE forwarding;
