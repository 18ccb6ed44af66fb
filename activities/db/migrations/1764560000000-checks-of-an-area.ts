import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An auditor reads the checks of one area, also of one where nobody ever checked, without reading those of the whole town. */
export class ChecksOfAnArea1764560000000 implements MigrationInterface {
  readonly name = 'ChecksOfAnArea1764560000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A town has few areas, and within each the newest lands at the end.
      CREATE INDEX plate_check_area ON plate_check (municipality_id, area_id, at, id);
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
