-- +goose Up
-- What somebody independent should look into (civic/oversight). value and peers
-- are figures of the pattern; verdict is '' until an auditor gave one.
CREATE TABLE oversight_alarm (
  id         TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES account (id),
  pattern    TEXT NOT NULL,
  week       TEXT NOT NULL,
  about      TEXT NOT NULL,
  value      DOUBLE PRECISION NOT NULL,
  peers      DOUBLE PRECISION NOT NULL,
  at         BIGINT NOT NULL,
  verdict    TEXT NOT NULL,
  note       TEXT NOT NULL,
  decided_by TEXT REFERENCES account (id),
  decided    BIGINT
);
CREATE INDEX oversight_alarm_subject ON oversight_alarm (account, pattern, week, about, id);
CREATE INDEX oversight_alarm_verdict ON oversight_alarm (verdict, id);

-- Acts drawn by chance for review.
CREATE TABLE oversight_sample (
  seq        BIGINT PRIMARY KEY REFERENCES audit_event (seq),
  week       TEXT NOT NULL,
  drawn      BIGINT NOT NULL,
  opened     BIGINT,
  verdict    TEXT NOT NULL,
  note       TEXT NOT NULL,
  decided_by TEXT REFERENCES account (id),
  decided    BIGINT
);
CREATE INDEX oversight_sample_verdict ON oversight_sample (verdict, seq);

CREATE TABLE oversight_canary (
  camera TEXT PRIMARY KEY REFERENCES camera (id),
  note   TEXT NOT NULL,
  set_by TEXT REFERENCES account (id),
  at     BIGINT NOT NULL
);

-- One row: how far the record was looked over, and the last week drawn.
CREATE TABLE oversight_mark (
  id    BIGINT PRIMARY KEY,
  seq   BIGINT NOT NULL,
  drawn TEXT NOT NULL
);
INSERT INTO oversight_mark (id, seq, drawn) VALUES (1, 0, '');

-- +goose Down
DROP TABLE oversight_mark;
DROP TABLE oversight_canary;
DROP TABLE oversight_sample;
DROP TABLE oversight_alarm;
