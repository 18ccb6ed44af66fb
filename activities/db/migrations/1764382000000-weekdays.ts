import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Products bought per weekday: the days an application asks for, and those on which its permit counts. */
export class Weekdays1764382000000 implements MigrationInterface {
  readonly name = 'Weekdays1764382000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- ISO weekdays, Monday is 1; none where the product is not bought per day.
ALTER TABLE application ADD COLUMN weekdays smallint[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[]);
ALTER TABLE permit ADD COLUMN weekdays smallint[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[]);
`;
