import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators do about incidents: try again, hand to a person, put aside with a reason; two people where money is at stake. */
export class IncidentActs1764491000000 implements MigrationInterface {
  readonly name = 'IncidentActs1764491000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
ALTER TABLE incident
  ADD COLUMN retries        integer NOT NULL DEFAULT 0,
  ADD COLUMN retried_at     timestamptz,
  ADD COLUMN assigned_to    uuid REFERENCES staff_member,
  ADD COLUMN assigned_role  text,
  -- Money is at stake: who asked to put it aside. Somebody else does.
  ADD COLUMN about_money    boolean NOT NULL DEFAULT false,
  ADD COLUMN asked_by       uuid REFERENCES staff_member,
  -- Null while it is open, and where what was wrong was found right again.
  ADD COLUMN outcome        text CHECK (outcome IN ('skipped', 'closed')),
  ADD COLUMN reason         text,
  ADD COLUMN note           text,
  ADD COLUMN finished_by    uuid REFERENCES staff_member,
  ADD CONSTRAINT incident_assigned_once CHECK (assigned_to IS NULL OR assigned_role IS NULL),
  ADD CONSTRAINT incident_finished CHECK ((outcome IS NULL) = (finished_by IS NULL) AND (outcome IS NULL OR closed_at IS NOT NULL)),
  ADD CONSTRAINT incident_finished_by_another CHECK (finished_by <> asked_by),
  ADD CONSTRAINT incident_of_money_by_two CHECK (NOT about_money OR outcome IS NULL OR asked_by IS NOT NULL),
  ADD CONSTRAINT incident_skipped_with_reason CHECK ((outcome IS NOT DISTINCT FROM 'skipped') = (reason IS NOT NULL));
CREATE INDEX incident_list ON incident (opened_at DESC, id);
-- What was put aside stays so: it is found again and again, and nobody needs to hear of it.
CREATE INDEX incident_skipped ON incident (kind, subject) WHERE outcome = 'skipped';
`;
