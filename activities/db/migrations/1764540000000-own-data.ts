import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody asks of their own data: which checks were made of their plates. And what they took back themselves is erased. */
export class OwnData1764540000000 implements MigrationInterface {
  readonly name = 'OwnData1764540000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every check of a plate as long as it names one; also what was red before, which it takes over.
      CREATE INDEX plate_check_plate ON plate_check (municipality_id, plate, country, at) WHERE plate IS NOT NULL;
      DROP INDEX plate_check_red;
      CREATE INDEX document_removed ON document (municipality_id, removed_at) WHERE removed_at IS NOT NULL AND file_name <> '';
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
