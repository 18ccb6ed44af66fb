import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What else a grant is bound to: days, hours, a number of starts a week, a pause, a last day (machtiging met grenzen). */
export class GrantGuardRails1764611000000 implements MigrationInterface {
  readonly name = 'GrantGuardRails1764611000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
ALTER TABLE permit_grant
  -- Monday is 1. Absent: any day.
  ADD COLUMN weekdays smallint[] CHECK (weekdays <@ '{1,2,3,4,5,6,7}' AND cardinality(weekdays) > 0),
  -- Minutes of the day by the wall clock, the last not included. Absent: all day.
  ADD COLUMN from_minute smallint CHECK (from_minute >= 0),
  ADD COLUMN until_minute smallint CHECK (until_minute <= 1440),
  ADD COLUMN weekly_starts integer CHECK (weekly_starts > 0),
  -- Does the owner hear of each start?
  ADD COLUMN tell_starts boolean NOT NULL DEFAULT false,
  ADD COLUMN paused_at timestamptz,
  -- Absent: as long as the permit, as it was for all of them before.
  ADD COLUMN ends_at timestamptz,
  ADD CONSTRAINT hours_of_grant CHECK ((from_minute IS NULL) = (until_minute IS NULL) AND from_minute < until_minute);
-- The owner was told that this began.
ALTER TABLE parking_action ADD COLUMN host_told_at timestamptz;
`;
