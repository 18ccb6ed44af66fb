import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody wrote down for themselves about a session, such as whom they visited. */
export class ParkingNotes1764630100000 implements MigrationInterface {
  readonly name = 'ParkingNotes1764630100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE parking_note (
  action_id   uuid NOT NULL REFERENCES parking_action ON DELETE CASCADE,
  account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  -- Goes with the plate of the session.
  words       text NOT NULL CHECK (char_length(words) BETWEEN 1 AND 200),
  written_at  timestamptz NOT NULL,
  PRIMARY KEY (action_id, account_id)
);
`;
