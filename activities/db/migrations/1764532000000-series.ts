import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Series of parking actions, and calendars that follow what is planned. */
export class Series1764532000000 implements MigrationInterface {
  readonly name = 'Series1764532000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE parking_series (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  number           text NOT NULL,
  created_at       timestamptz NOT NULL,
  UNIQUE (municipality_id, number)
);
ALTER TABLE parking_action ADD COLUMN series_id uuid REFERENCES parking_series;
CREATE INDEX parking_action_series ON parking_action (series_id) WHERE series_id IS NOT NULL;

-- The address of a calendar is a secret of its owner: only its hash is kept, and a new one takes the place of the old.
CREATE TABLE calendar_feed (
  account_id  uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  token_hash  bytea NOT NULL UNIQUE,
  created_at  timestamptz NOT NULL
);
`;
