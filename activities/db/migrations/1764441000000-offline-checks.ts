import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an officer saw of a check that a device made by itself. */
export class OfflineChecks1764441000000 implements MigrationInterface {
  readonly name = 'OfflineChecks1764441000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Beside what the books say of that moment: the list on the device may have been some minutes old.
ALTER TABLE plate_check
  ADD COLUMN offline_verdict text CHECK (offline_verdict IN ('green', 'red', 'amber')),
  ADD CHECK ((offline_id IS NULL) = (offline_verdict IS NULL));
`;
