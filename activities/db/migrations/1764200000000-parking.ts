import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parking actions on the balances of a permit (parkeeracties). */
export class Parking1764200000000 implements MigrationInterface {
  readonly name = 'Parking1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Undoes the whole statement it stands in: whoever lost a race reads again and decides again.
CREATE FUNCTION must_hold(condition boolean) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF condition IS NOT TRUE THEN
    RAISE EXCEPTION 'the facts have changed' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN true;
END $$;

ALTER TABLE permit ADD COLUMN blocked_at timestamptz;

CREATE TABLE parking_action (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  area_id          text NOT NULL,
  release          integer NOT NULL,
  country          text NOT NULL,
  -- Emptied 13 weeks after the end.
  plate            text,
  display          text,
  starts_at        timestamptz NOT NULL,
  ends_at          timestamptz NOT NULL CHECK (ends_at >= starts_at),
  state            text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled')),
  -- What each balance has set aside, and what it paid once it was settled: [{"balanceId", "amount"}].
  holds            jsonb NOT NULL,
  costs            jsonb,
  version          integer NOT NULL DEFAULT 1,
  started_at       timestamptz NOT NULL,
  FOREIGN KEY (municipality_id, release) REFERENCES release,
  CHECK ((state = 'settled') = (costs IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX parking_action_open ON parking_action (permit_id) WHERE state = 'open';
CREATE INDEX parking_action_past ON parking_action (permit_id, ends_at DESC);
CREATE INDEX parking_right_action ON parking_right (action_id) WHERE action_id IS NOT NULL;
`;
