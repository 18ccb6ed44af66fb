import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passes for the barrier of a garage (parkeerpas). */
export class Passes1764380000000 implements MigrationInterface {
  readonly name = 'Passes1764380000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE pass (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  number           text NOT NULL,
  status           text NOT NULL DEFAULT 'being-made' CHECK (status IN ('being-made', 'made', 'posted', 'blocked')),
  ordered_at       timestamptz NOT NULL,
  -- Posted on this day at the latest.
  due_on           date NOT NULL,
  made_at          timestamptz,
  posted_at        timestamptz,
  blocked_at       timestamptz,
  UNIQUE (municipality_id, number),
  CHECK ((status = 'blocked') = (blocked_at IS NOT NULL))
);
-- A subscription opens the barrier with one pass at a time.
CREATE UNIQUE INDEX one_pass_per_permit ON pass (permit_id) WHERE status <> 'blocked';
CREATE INDEX pass_to_post ON pass (municipality_id, due_on, id) WHERE status IN ('being-made', 'made');
`;
