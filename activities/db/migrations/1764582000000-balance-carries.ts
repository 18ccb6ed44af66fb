import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What went on from the balance of one period to that of the next (meegenomen tegoed). */
export class BalanceCarries1764582000000 implements MigrationInterface {
  readonly name = 'BalanceCarries1764582000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- One row for two periods that follow each other. However often something comes back to the first: never more than was agreed.
CREATE TABLE balance_carry (
  from_balance_id  uuid PRIMARY KEY REFERENCES balance,
  to_balance_id    uuid NOT NULL UNIQUE REFERENCES balance,
  amount           bigint NOT NULL CHECK (amount > 0),
  at_most          bigint NOT NULL,
  times            integer NOT NULL DEFAULT 1,
  first_at         timestamptz NOT NULL,
  last_at          timestamptz NOT NULL,
  CHECK (amount <= at_most),
  CHECK (from_balance_id <> to_balance_id)
);
-- What is left of periods that are over.
CREATE INDEX balance_left ON balance (period_until) WHERE period_until IS NOT NULL AND available > 0;
`;
