import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An auditor leafs through the checks of officers by moment and answer, however many there are. */
export class ListOfChecks1764512000001 implements MigrationInterface {
  readonly name = 'ListOfChecks1764512000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Checks come in the order of their moments: each lands at the end of the index, so a check pays next to nothing for it.
      CREATE INDEX plate_check_newest ON plate_check (municipality_id, at, id);
      CREATE INDEX plate_check_officer ON plate_check (officer_id, at, id);
      -- What was not green, and of that what was nearly another plate: rare among millions.
      CREATE INDEX plate_check_not_green ON plate_check (municipality_id, at, id) WHERE active_until IS NULL;
      CREATE INDEX plate_check_near ON plate_check (municipality_id, at, id) WHERE active_until IS NULL AND near > 0;
      CREATE INDEX plate_check_ended ON plate_check (municipality_id, at, id) WHERE active_until IS NULL AND ended_at IS NOT NULL;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
