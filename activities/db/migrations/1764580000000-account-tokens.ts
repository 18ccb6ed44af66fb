import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens with which a program of one's own parks for its owner (persoonlijke API). */
export class AccountTokens1764580000000 implements MigrationInterface {
  readonly name = 'AccountTokens1764580000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- What a program proves itself with, as a hash. One that was taken back stays for a while, so that a trail of its acts has a name.
CREATE TABLE account_token (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  scopes      text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ '{read,park,favourites,balance}'),
  token_hash  bytea NOT NULL UNIQUE,
  made_at     timestamptz NOT NULL,
  ends_at     timestamptz NOT NULL,
  used_at     timestamptz,
  ended_at    timestamptz,
  CHECK (ends_at > made_at)
);
CREATE INDEX account_token_account ON account_token (account_id);
CREATE INDEX account_token_end ON account_token ((least(ends_at, ended_at)));
`;
