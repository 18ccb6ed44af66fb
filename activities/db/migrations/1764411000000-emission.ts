import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the vehicle register says of a car's emission, where a price follows from it. */
export class Emission1764411000000 implements MigrationInterface {
  readonly name = 'Emission1764411000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Null: the register was not asked, or did not know.
ALTER TABLE application_plate ADD COLUMN zero_emission boolean;
ALTER TABLE plate_change ADD COLUMN zero_emission boolean;
ALTER TABLE permit_plate ADD COLUMN zero_emission boolean;
`;
