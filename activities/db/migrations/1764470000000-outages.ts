import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outages with their begin and end, and the checks that were made inside one (storingen). */
export class Outages1764470000000 implements MigrationInterface {
  readonly name = 'Outages1764470000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE outage (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  number           text NOT NULL,
  part             text NOT NULL CHECK (part IN ('sign-in', 'payments', 'parking', 'register', 'mail')),
  began_at         timestamptz NOT NULL,
  ended_at         timestamptz CHECK (ended_at > began_at),
  -- What people can do meanwhile, where it is something else than what is always said of this part.
  instead_nl       text CHECK (instead_nl <> ''),
  instead_en       text CHECK (instead_en <> ''),
  recorded_by      uuid NOT NULL REFERENCES staff_member,
  recorded_at      timestamptz NOT NULL,
  -- Recorded by mistake: it never was.
  withdrawn_at     timestamptz,
  UNIQUE (municipality_id, number),
  CHECK ((instead_nl IS NULL) = (instead_en IS NULL)),
  -- The same part is out once at a time, whoever records it.
  CONSTRAINT one_outage_of_a_part EXCLUDE USING gist
    (municipality_id WITH =, part WITH =, tstzrange(began_at, ended_at) WITH &&) WHERE (withdrawn_at IS NULL)
);

-- Checks and rights come in the order of time: a few kilobytes find those of an hour among millions, and nobody who checks pays for it.
CREATE INDEX plate_check_moment ON plate_check USING brin (asked_about) WITH (pages_per_range = 32);
CREATE INDEX parking_right_moment ON parking_right USING brin (known_from) WITH (pages_per_range = 32);

-- Those the provider has not taken yet.
CREATE INDEX payment_starting ON payment (created_at) WHERE status = 'starting';

-- Every check of a moment inside an outage is to be looked at again before anybody is fined, also when the outage was recorded later.
CREATE VIEW flagged_check AS
  SELECT c.id, c.municipality_id, c.area_id, c.asked_about, c.at, c.active_until, c.ended_at, c.near, o.id AS outage_id, o.part
    FROM outage o JOIN plate_check c ON c.municipality_id = o.municipality_id
     AND c.asked_about >= o.began_at AND c.asked_about < coalesce(o.ended_at, 'infinity')
   WHERE o.withdrawn_at IS NULL;
`;
