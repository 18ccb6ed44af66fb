import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The end with which the national register was asked to enrol a right, so that a repeat asks for the very same. */
export class EnrolledUntil1764320000000 implements MigrationInterface {
  readonly name = 'EnrolledUntil1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE parking_right ADD COLUMN enrolled_until timestamptz');
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
