import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Permits that staff holds back and lets go again (blokkeren, deblokkeren). */
export class PermitBlocks1764510000000 implements MigrationInterface {
  readonly name = 'PermitBlocks1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE permit_block (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  ground           text NOT NULL,
  blocked_at       timestamptz NOT NULL,
  lifted_at        timestamptz CHECK (lifted_at >= blocked_at)
);
CREATE UNIQUE INDEX permit_block_once ON permit_block (permit_id) WHERE lifted_at IS NULL;
CREATE INDEX permit_block_permit ON permit_block (permit_id, blocked_at);

-- What would count if its permit were not held back: renewals and plate changes go on with it, but no check and no register knows it.
-- A right is withheld from its first row to its last: who is let go gets another one, so that the past stays what it was.
ALTER TABLE parking_right ADD COLUMN withheld boolean NOT NULL DEFAULT false;

-- Whatever opens a right for a permit that is held back, it is withheld: nobody has to remember. Actions are refused before.
CREATE FUNCTION withhold_new_right() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.withheld := NEW.withheld OR EXISTS (SELECT FROM permit WHERE id = NEW.permit_id AND blocked_at IS NOT NULL);
  RETURN NEW;
END $$;
CREATE TRIGGER right_of_blocked_permit BEFORE INSERT ON parking_right
  FOR EACH ROW WHEN (NEW.kind <> 'action' AND NEW.permit_id IS NOT NULL) EXECUTE FUNCTION withhold_new_right();

ALTER TABLE letter ADD COLUMN ground text;
`;
