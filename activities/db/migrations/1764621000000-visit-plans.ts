import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rosters of visits that come back every week, and what became of each visit (zorgrooster). */
export class VisitPlans1764621000000 implements MigrationInterface {
  readonly name = 'VisitPlans1764621000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- One plate, one day of the week. Taken off the roster it is gone, its plate with it; what was parked stands in the books.
CREATE TABLE visit_plan (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  area_id          text,
  weekday          smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_time       text NOT NULL CHECK (start_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  end_time         text NOT NULL CHECK (end_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND end_time <> start_time),
  country          text NOT NULL,
  plate            text NOT NULL,
  display          text NOT NULL,
  created_at       timestamptz NOT NULL
);
CREATE INDEX visit_plan_permit ON visit_plan (permit_id);

-- Each day once, whoever makes it: the job, or who puts it on the roster.
CREATE TABLE visit (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  plan_id          uuid NOT NULL REFERENCES visit_plan ON DELETE CASCADE,
  on_date          date NOT NULL,
  state            text NOT NULL CHECK (state IN ('planned', 'holiday', 'refused', 'cancelled')),
  -- Why it could not be booked; it is tried again until its time comes.
  ground           text,
  action_id        uuid REFERENCES parking_action,
  UNIQUE (plan_id, on_date),
  CHECK ((state = 'refused') = (ground IS NOT NULL)),
  CHECK (state <> 'planned' OR action_id IS NOT NULL)
);
CREATE INDEX visit_old ON visit (municipality_id, on_date);
CREATE INDEX visit_action ON visit (action_id) WHERE action_id IS NOT NULL;
`;
