import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which master keys there have been, so that one can be replaced. */
export class MasterKeys1764662000000 implements MigrationInterface {
  readonly name = 'MasterKeys1764662000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- In the order in which they were in use; the last one is in use now. No master key lies here.
CREATE TABLE vault_key (
  position  integer PRIMARY KEY CHECK (position >= 0),
  -- Four bytes made of the master key, with which everything it sealed begins.
  mark      bytea NOT NULL UNIQUE,
  -- What goes on being of use of it, sealed with the one that is in use now.
  sealed    bytea NOT NULL,
  since     timestamptz NOT NULL DEFAULT now()
);
`;
