import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Municipal user names with a password, for businesses without eHerkenning (permit login). */
export class PermitLogins1764381000000 implements MigrationInterface {
  readonly name = 'PermitLogins1764381000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE permit_login (
  id                uuid PRIMARY KEY,
  municipality_id   text NOT NULL REFERENCES municipality,
  -- The same holder as with eHerkenning: whoever signs in either way sees the same products.
  holder_id         uuid NOT NULL UNIQUE REFERENCES holder,
  user_name         text NOT NULL CHECK (user_name = upper(user_name)),
  password_hash     text NOT NULL,
  -- What staff gave out is changed by its owner before anything else.
  must_change       boolean NOT NULL DEFAULT true,
  issued_at         timestamptz NOT NULL,
  password_set_at   timestamptz NOT NULL,
  blocked_at        timestamptz,
  UNIQUE (municipality_id, user_name)
);
`;
