-- +goose Up
-- Subjects of which a machine changed what is owed or counted, without an act
-- on record: the keeper of the obligations looks at them and strikes them off.
CREATE TABLE agenda_waiting (
  subject_kind TEXT NOT NULL,
  subject      TEXT NOT NULL,
  times        BIGINT NOT NULL,
  PRIMARY KEY (subject_kind, subject)
);

-- The systems and certificates of construction projects: a copy out of their
-- bodies, so that a project is found by them.
CREATE TABLE project_part (
  project TEXT NOT NULL REFERENCES construction_project (id),
  kind    TEXT NOT NULL CHECK (kind IN ('system', 'certificate')),
  part    TEXT NOT NULL,
  PRIMARY KEY (project, kind, part)
);
CREATE INDEX project_part_of ON project_part (kind, part);
INSERT INTO project_part (project, kind, part)
  SELECT p.id, 'system', j.part FROM construction_project p,
    jsonb_array_elements_text(coalesce(p.body::jsonb -> 'systemIds', '[]'::jsonb)) AS j (part)
  UNION SELECT p.id, 'certificate', j.part FROM construction_project p,
    jsonb_array_elements_text(coalesce(p.body::jsonb -> 'certificateIds', '[]'::jsonb)) AS j (part);
