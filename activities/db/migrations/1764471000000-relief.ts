import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who tried to start or stop in vain during an outage, and what they get for it (tegemoetkoming). */
export class Relief1764471000000 implements MigrationInterface {
  readonly name = 'Relief1764471000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- A start, stop or later end that came to nothing. Of the car a keyed hash, so that tries for one car can be told from tries for two.
CREATE TABLE failed_try (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  account_id       uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  act              text NOT NULL CHECK (act IN ('start', 'stop', 'extend')),
  action_id        uuid REFERENCES parking_action,
  plate_hash       bytea,
  ground           text NOT NULL,
  at               timestamptz NOT NULL
);
CREATE INDEX failed_try_moment ON failed_try (municipality_id, at);
CREATE INDEX failed_try_account ON failed_try (account_id);

-- Tries of a moment inside an outage, also when that was recorded later.
CREATE VIEW hit_try AS
  SELECT t.id, t.municipality_id, t.permit_id, t.account_id, t.act, t.action_id, t.plate_hash, t.ground, t.at, o.id AS outage_id
    FROM failed_try t JOIN outage o ON o.municipality_id = t.municipality_id AND o.withdrawn_at IS NULL
     AND t.at >= o.began_at AND t.at < coalesce(o.ended_at, 'infinity');

-- One proposes, another decides; granted, it stands in the books under its id.
CREATE TABLE outage_relief (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  number           text NOT NULL,
  outage_id        uuid NOT NULL REFERENCES outage,
  permit_id        uuid NOT NULL REFERENCES permit,
  account_id       uuid REFERENCES account ON DELETE SET NULL,
  -- What it cost is given back; without one it is a credit.
  action_id        uuid REFERENCES parking_action,
  unit             text NOT NULL CHECK (unit IN ('eurocent', 'minute', 'action')),
  amount           bigint NOT NULL CHECK (amount > 0),
  proposed_by      uuid NOT NULL REFERENCES staff_member,
  proposed_at      timestamptz NOT NULL,
  decided_by       uuid REFERENCES staff_member,
  decided_at       timestamptz,
  granted          boolean,
  UNIQUE (municipality_id, number),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (granted IS NULL)),
  CONSTRAINT relief_granted_by_another CHECK (granted IS NOT TRUE OR decided_by <> proposed_by)
);
-- Once per person, permit and outage, and an action is given back once; what was refused may be proposed anew.
CREATE UNIQUE INDEX relief_once ON outage_relief (outage_id, permit_id, account_id) WHERE granted IS NOT FALSE;
CREATE UNIQUE INDEX relief_of_action_once ON outage_relief (action_id) WHERE action_id IS NOT NULL AND granted IS NOT FALSE;
`;
