import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parking that is signed in to with a means of the desk, after consent (Parkeren op maat). */
export class OnDemand1764530000000 implements MigrationInterface {
  readonly name = 'OnDemand1764530000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- An account of somebody who signs in at the desk: it has no password, and its address is empty once consent is withdrawn.
ALTER TABLE account ADD COLUMN holder_id uuid UNIQUE REFERENCES holder;

CREATE TABLE consent (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  -- What was asked, by name: what it was given for can be told years later.
  shares           text[] NOT NULL,
  given_at         timestamptz NOT NULL,
  withdrawn_at     timestamptz CHECK (withdrawn_at >= given_at)
);
CREATE UNIQUE INDEX consent_in_force ON consent (holder_id) WHERE withdrawn_at IS NULL;

CREATE TABLE parking_profile (
  holder_id        uuid PRIMARY KEY REFERENCES holder,
  municipality_id  text NOT NULL REFERENCES municipality,
  number           integer NOT NULL,
  -- As the login knows the profile; gone with the consent.
  profile_id       text,
  UNIQUE (municipality_id, number)
);
`;
