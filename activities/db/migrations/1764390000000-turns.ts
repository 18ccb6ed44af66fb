import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a process or a right was compared with what really is, so that all get their turn however many there are. */
export class Turns1764390000000 implements MigrationInterface {
  readonly name = 'Turns1764390000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE process ADD COLUMN compared_at timestamptz;
      ALTER TABLE parking_right ADD COLUMN compared_at timestamptz;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
