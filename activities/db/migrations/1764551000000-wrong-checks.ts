import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checks that turned out wrong: an officer says so, or a report of a wrong fine was right (foutencijfers). */
export class WrongChecks1764551000000 implements MigrationInterface {
  readonly name = 'WrongChecks1764551000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- One row a check, whoever found it: so each counts once. It names neither a person nor a plate.
CREATE TABLE wrong_check (
  check_id         uuid PRIMARY KEY REFERENCES plate_check,
  municipality_id  text NOT NULL REFERENCES municipality,
  -- When the check was made: it counts in that month.
  checked_at       timestamptz NOT NULL,
  cause            text NOT NULL,
  found_by         text NOT NULL CHECK (found_by IN ('officer', 'report')),
  report_id        uuid REFERENCES fine_report,
  found_at         timestamptz NOT NULL,
  CHECK ((found_by = 'report') = (report_id IS NOT NULL))
);
CREATE INDEX wrong_check_month ON wrong_check (municipality_id, checked_at);
CREATE INDEX wrong_check_report ON wrong_check (report_id) WHERE report_id IS NOT NULL;
CREATE INDEX fine_report_put_right ON fine_report (municipality_id, closed_at) WHERE status = 'put-right';
`;
