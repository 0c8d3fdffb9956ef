-- +goose Up
-- What is owed and how it stands. These rows can be made again from what other
-- rooms have on record; docs/design/obligations.md. Duties that do not apply
-- have none. sort orders a list: how pressing, last day, subject, duty.
CREATE TABLE obligation (
  subject_kind TEXT NOT NULL,
  subject      TEXT NOT NULL,
  duty         TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('met', 'not-due', 'due', 'overdue', 'no-record')),
  side         TEXT NOT NULL CHECK (side IN ('unit', 'bureau', 'government')),
  article      TEXT NOT NULL,
  due          TEXT NOT NULL,
  since        TEXT NOT NULL,
  late         BOOLEAN NOT NULL,
  why          TEXT NOT NULL,
  proof        TEXT NOT NULL,
  turns        TEXT NOT NULL,
  sort         TEXT NOT NULL,
  PRIMARY KEY (subject_kind, subject, duty)
);
CREATE INDEX obligation_side ON obligation (side, state, sort);
CREATE INDEX obligation_turns ON obligation (turns, subject_kind, subject);

-- How far the obligations follow the record of acts.
CREATE TABLE agenda_cursor (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  seq      BIGINT NOT NULL,
  day      TEXT NOT NULL,
  rules    TEXT NOT NULL,
  swept    BIGINT NOT NULL
);

-- Proofs that people recorded where no room keeps the evidence. Never changed
-- but for which one took their place.
CREATE TABLE duty_proof (
  id           TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  subject      TEXT NOT NULL,
  duty         TEXT NOT NULL,
  evidence     TEXT NOT NULL,
  day          TEXT NOT NULL,
  until_day    TEXT NOT NULL,
  note         TEXT NOT NULL,
  attachments  TEXT NOT NULL,
  by_account   TEXT NOT NULL,
  at           BIGINT NOT NULL,
  superseded   TEXT
);
CREATE INDEX duty_proof_subject ON duty_proof (subject_kind, subject, duty, id);

-- What was told once: an obligation's passing a threshold.
CREATE TABLE notice_mark (
  key TEXT PRIMARY KEY,
  at  BIGINT NOT NULL
);

CREATE TABLE notice (
  id           TEXT PRIMARY KEY,
  account      TEXT NOT NULL REFERENCES account (id),
  day          TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject      TEXT NOT NULL,
  name         TEXT NOT NULL,
  duty         TEXT NOT NULL,
  article      TEXT NOT NULL,
  due          TEXT NOT NULL,
  threshold    INTEGER NOT NULL,
  things       INTEGER NOT NULL,
  at           BIGINT NOT NULL,
  read_at      BIGINT
);
CREATE INDEX notice_account ON notice (account, read_at, id);
CREATE INDEX notice_day ON notice (account, day, duty);
CREATE INDEX notice_at ON notice (at);

CREATE TABLE webhook (
  only_one   INTEGER PRIMARY KEY CHECK (only_one = 1),
  url        TEXT NOT NULL,
  enabled    BOOLEAN NOT NULL,
  sealed     BLOB,
  changed_at BIGINT NOT NULL,
  changed_by TEXT,
  version    BIGINT NOT NULL
);

-- The outbox and the log of deliveries in one.
CREATE TABLE webhook_delivery (
  key     TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  body    TEXT NOT NULL,
  made    BIGINT NOT NULL,
  tries   INTEGER NOT NULL,
  next_at BIGINT,
  done    BIGINT,
  gave_up BIGINT,
  status  INTEGER NOT NULL,
  fault   TEXT NOT NULL
);
CREATE INDEX webhook_delivery_next ON webhook_delivery (next_at);
CREATE INDEX webhook_delivery_made ON webhook_delivery (made, key);

-- What each indicator counted of each subject, added up.
CREATE TABLE measure (
  indicator    TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject      TEXT NOT NULL,
  num          DOUBLE PRECISION NOT NULL,
  den          DOUBLE PRECISION NOT NULL,
  counted      BIGINT NOT NULL,
  short        BIGINT NOT NULL,
  excluded     BIGINT NOT NULL,
  PRIMARY KEY (indicator, subject_kind, subject)
);
CREATE INDEX measure_subject ON measure (subject_kind, subject);

-- One point a day of each indicator, over the house (place '') and districts.
CREATE TABLE indicator_point (
  indicator TEXT NOT NULL,
  place     TEXT NOT NULL,
  day       TEXT NOT NULL,
  num       DOUBLE PRECISION NOT NULL,
  den       DOUBLE PRECISION NOT NULL,
  counted   BIGINT NOT NULL,
  short     BIGINT NOT NULL,
  excluded  BIGINT NOT NULL,
  PRIMARY KEY (indicator, place, day)
);

-- The minutes of each day in which the house was up; from is the first minute
-- of the first day there is.
CREATE TABLE house_beat (
  day        TEXT PRIMARY KEY,
  from_at    BIGINT NOT NULL,
  last_at    BIGINT NOT NULL,
  minutes    BIGINT NOT NULL
);
