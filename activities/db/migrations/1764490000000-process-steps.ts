import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The way every case goes, place by place: for the drawing of its process, and to hold it against the table of what may happen. */
export class ProcessSteps1764490000000 implements MigrationInterface {
  readonly name = 'ProcessSteps1764490000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(steps);
    for (const [kind, table] of CASES)
      await runner.query(`
        CREATE TRIGGER step_is_kept AFTER INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION keep_process_step('${kind}');
        CREATE TRIGGER next_step_is_kept AFTER UPDATE OF status ON ${table} FOR EACH ROW
          WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION keep_process_step('${kind}');
      `);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

/** Parking actions are left out: they go from open to settled, thousands an hour, and their row says when. */
const CASES = [
  ['permit-application', 'application'],
  ['permit', 'permit'],
  ['renewal', 'renewal'],
  ['waitlist-entry', 'waitlist_entry'],
  ['plate-change', 'plate_change'],
  ['refund', 'refund'],
  ['payment', 'payment'],
  ['mandate', 'mandate'],
  ['grant', 'permit_grant'],
  ['register-notice', 'register_notice'],
] as const;

const steps = `
-- By the books themselves, so that no way of changing them forgets it. Codes and ids only.
CREATE TABLE process_step (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_id   uuid NOT NULL,
  kind         text NOT NULL,
  from_status  text,
  status       text NOT NULL,
  at           timestamptz NOT NULL DEFAULT business_now()
);
CREATE INDEX process_step_subject ON process_step (subject_id, id);
CREATE TRIGGER step_is_final BEFORE UPDATE ON process_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_process_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO process_step (subject_id, kind, from_status, status)
  VALUES (NEW.id, TG_ARGV[0], CASE TG_OP WHEN 'UPDATE' THEN OLD.status END, NEW.status);
  RETURN NULL;
END $$;
`;
