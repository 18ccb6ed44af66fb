import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Announcements to the holders of chosen zones (mededeling). */
export class Announcements1764460200000 implements MigrationInterface {
  readonly name = 'Announcements1764460200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- In every language, or not at all. Who wrote it does not let it go; once let go, it stays as it was.
CREATE TABLE announcement (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  number           text NOT NULL,
  areas            text[] NOT NULL CHECK (cardinality(areas) > 0),
  subject_nl       text NOT NULL CHECK (subject_nl <> ''),
  body_nl          text NOT NULL CHECK (body_nl <> ''),
  subject_en       text NOT NULL CHECK (subject_en <> ''),
  body_en          text NOT NULL CHECK (body_en <> ''),
  written_by       uuid NOT NULL REFERENCES staff_member,
  written_at       timestamptz NOT NULL,
  released_by      uuid REFERENCES staff_member,
  released_at      timestamptz,
  recipients       integer,
  withdrawn_at     timestamptz,
  UNIQUE (municipality_id, number),
  CHECK ((released_by IS NULL) = (released_at IS NULL) AND (released_by IS NULL) = (recipients IS NULL)),
  CHECK (released_at IS NULL OR withdrawn_at IS NULL),
  CONSTRAINT announcement_released_by_another CHECK (released_by <> written_by)
);
ALTER TABLE message ADD COLUMN announcement_id uuid REFERENCES announcement;
-- Everybody gets it once, however many permits they have.
CREATE UNIQUE INDEX message_of_announcement ON message (announcement_id, holder_id) WHERE announcement_id IS NOT NULL;
`;
