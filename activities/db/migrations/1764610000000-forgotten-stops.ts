import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who forgot to stop says when the car left (vergeten te stoppen). */
export class ForgottenStops1764610000000 implements MigrationInterface {
  readonly name = 'ForgottenStops1764610000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE forgotten_stop (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  number           text NOT NULL,
  holder_id        uuid NOT NULL REFERENCES holder,
  permit_id        uuid NOT NULL REFERENCES permit,
  -- Told once of one action, whatever comes of it.
  action_id        uuid NOT NULL UNIQUE REFERENCES parking_action,
  account_id       uuid REFERENCES account ON DELETE SET NULL,
  left_at          timestamptz NOT NULL,
  -- When the action ended: the right counted until then, and still says so.
  ended_at         timestamptz NOT NULL,
  told_at          timestamptz NOT NULL,
  status           text NOT NULL CHECK (status IN ('asked', 'forgiven', 'refused')),
  -- Forgiven without anybody looking: the first, second … time of its holder in a calendar year.
  year             integer,
  turn             integer CHECK (turn > 0),
  ground           text,
  decided_by       uuid REFERENCES staff_member,
  decided_at       timestamptz,
  UNIQUE (municipality_id, number),
  CHECK (left_at < ended_at),
  CHECK ((year IS NULL) = (turn IS NULL)),
  CHECK ((status = 'refused') = (ground IS NOT NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (CASE status WHEN 'asked' THEN turn IS NULL AND decided_by IS NULL
                     WHEN 'forgiven' THEN (turn IS NULL) = (decided_by IS NOT NULL)
                     ELSE turn IS NULL AND decided_by IS NOT NULL END)
);
-- Of two at the same moment one has the last turn of the year.
CREATE UNIQUE INDEX forgotten_stop_turn ON forgotten_stop (municipality_id, holder_id, year, turn) WHERE turn IS NOT NULL;
CREATE INDEX forgotten_stop_newest ON forgotten_stop (municipality_id, told_at DESC);
CREATE INDEX forgotten_stop_permit ON forgotten_stop (permit_id);
CREATE INDEX forgotten_stop_account ON forgotten_stop (account_id) WHERE account_id IS NOT NULL;
`;
