-- +goose Up
-- A system's binder and its upkeep, of the same form as the records of 0008.
-- entries of a system's binder (W168/16)
CREATE TABLE binder_entry (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX binder_entry_system ON binder_entry (system, state);
CREATE INDEX binder_entry_due ON binder_entry (due);

-- seals of a binder
CREATE TABLE binder_seal (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX binder_seal_system ON binder_seal (system, state);
CREATE INDEX binder_seal_due ON binder_seal (due);

-- who has the binder
CREATE TABLE binder_handover (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX binder_handover_system ON binder_handover (system, state);
CREATE INDEX binder_handover_due ON binder_handover (due);

-- who did the work (W168/16)
CREATE TABLE binder_person (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX binder_person_system ON binder_person (system, state);
CREATE INDEX binder_person_due ON binder_person (due);

-- signs (W168/14, R799/13)
CREATE TABLE sign (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX sign_system ON sign (system, state);
CREATE INDEX sign_due ON sign (due);

-- what stands in the way of a camera (W168/18)
CREATE TABLE obstruction (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX obstruction_system ON obstruction (system, state);
CREATE INDEX obstruction_due ON obstruction (due);

-- systems to be upgraded (W168/19)
CREATE TABLE upgrade (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX upgrade_system ON upgrade (system, state);
CREATE INDEX upgrade_due ON upgrade (due);

-- consent of military and secret-related units (R799/10)
CREATE TABLE neighbour (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX neighbour_system ON neighbour (system, state);
CREATE INDEX neighbour_due ON neighbour (due);

-- cameras whose sound is kept
CREATE TABLE sound_switch (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX sound_switch_system ON sound_switch (system, state);
CREATE INDEX sound_switch_due ON sound_switch (due);

-- systems and cameras that are secret (W168/29)
CREATE TABLE secrecy_mark (
  id         TEXT PRIMARY KEY,
  system     TEXT REFERENCES video_system (id),
  place      TEXT REFERENCES place (id),
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  label      TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX secrecy_mark_system ON secrecy_mark (system, state);
CREATE INDEX secrecy_mark_due ON secrecy_mark (due);
