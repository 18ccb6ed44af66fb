import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a proposal would have meant for the stays of last year (simulatie). */
export class Simulations1764481000000 implements MigrationInterface {
  readonly name = 'Simulations1764481000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- The proposal as it was then, so that it can be computed again. The result holds sums of groups, never a stay, a plate or a permit.
CREATE TABLE simulation (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  draft_id         uuid NOT NULL REFERENCES release_draft,
  draft_version    integer NOT NULL,
  sha256           text NOT NULL,
  content          jsonb NOT NULL,
  baseline         integer NOT NULL,
  from_day         date NOT NULL,
  until_day        date NOT NULL CHECK (until_day > from_day),
  weeks            integer NOT NULL CHECK (weeks >= 0),
  smallest_group   integer NOT NULL CHECK (smallest_group > 1),
  asked_by         uuid NOT NULL REFERENCES staff_member,
  asked_at         timestamptz NOT NULL,
  done             integer NOT NULL DEFAULT 0,
  total            integer,
  result           jsonb,
  failed_at        timestamptz,
  finished_at      timestamptz,
  FOREIGN KEY (municipality_id, baseline) REFERENCES release,
  CHECK ((result IS NOT NULL) = (finished_at IS NOT NULL))
);
CREATE INDEX simulation_list ON simulation (municipality_id, asked_at DESC, id);
`;
