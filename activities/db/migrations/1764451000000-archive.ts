import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What outlives the engine's own memory: histories of processes, rights as they were known, and what auditors asked of a case. */
export class Archive1764451000000 implements MigrationInterface {
  readonly name = 'Archive1764451000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(archive);
    await runner.query(rights);
    await runner.query(checks);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const archive = `
-- For which closing its history was archived; a process that is taken up again closes again.
ALTER TABLE process ADD COLUMN archived_for timestamptz;
CREATE INDEX process_to_archive ON process (closed_at)
  WHERE closed_at IS NOT NULL AND archived_for IS DISTINCT FROM closed_at AND kind NOT IN ('parking-action', 'job');

-- One run of a process as the engine recorded it, compressed, with the builds of the workers that ran it.
CREATE TABLE process_history (
  workflow_id  text NOT NULL,
  run_id       text NOT NULL,
  type         text NOT NULL,
  status       text NOT NULL,
  builds       text[] NOT NULL,
  events       integer NOT NULL,
  began_at     timestamptz NOT NULL,
  ended_at     timestamptz,
  content      bytea NOT NULL,
  sha256       text NOT NULL,
  archived_at  timestamptz NOT NULL,
  PRIMARY KEY (workflow_id, run_id)
);
-- Compressed already; a second time only costs.
ALTER TABLE process_history ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX process_history_newest ON process_history (status, ended_at);
CREATE TRIGGER history_is_final BEFORE UPDATE ON process_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

const rights = `
CREATE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql STABLE AS
  $$ SELECT now() + coalesce((SELECT offset_ms FROM business_clock), 0) * interval '1 millisecond' $$;

-- Since when officers could see it; unknown for rights from before this was kept.
ALTER TABLE parking_right ADD COLUMN known_from timestamptz;
ALTER TABLE parking_right ALTER COLUMN known_from SET DEFAULT business_now();

-- What officers saw of a right until it was changed: its end and its places. No plate, so nothing has to be erased.
CREATE TABLE right_before (
  right_id    uuid NOT NULL,
  until       timestamptz NOT NULL,
  areas       text[] NOT NULL,
  changed_at  timestamptz NOT NULL DEFAULT business_now()
);
CREATE INDEX right_before_right ON right_before (right_id, changed_at);
CREATE FUNCTION keep_right_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO right_before (right_id, until, areas) VALUES (OLD.id, OLD.until, OLD.areas);
  RETURN NULL;
END $$;
CREATE TRIGGER right_is_remembered AFTER UPDATE OF until, areas ON parking_right FOR EACH ROW
  WHEN (OLD.until IS DISTINCT FROM NEW.until OR OLD.areas IS DISTINCT FROM NEW.areas) EXECUTE FUNCTION keep_right_before();
`;

const checks = `
-- An auditor's wish to see a case proved: replayed and computed again, or as a signed dossier. Deleted a week later.
CREATE TABLE case_check (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  application_id   uuid NOT NULL REFERENCES application,
  kind             text NOT NULL CHECK (kind IN ('replay', 'dossier')),
  asked_by         uuid NOT NULL REFERENCES staff_member,
  asked_at         timestamptz NOT NULL,
  done_at          timestamptz,
  result           jsonb,
  dossier          bytea,
  pdf              bytea
);
CREATE INDEX case_check_application ON case_check (application_id);
`;
