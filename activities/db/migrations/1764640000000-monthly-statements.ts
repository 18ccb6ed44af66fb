import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who wants the statement of each month by mail. */
export class MonthlyStatements1764640000000 implements MigrationInterface {
  readonly name = 'MonthlyStatements1764640000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- The first day of the month whose statement is mailed next; null for who did not ask.
ALTER TABLE account ADD COLUMN statements_from date CHECK (extract(day FROM statements_from) = 1);
CREATE INDEX account_statements_from ON account (statements_from) WHERE statements_from IS NOT NULL;
`;
