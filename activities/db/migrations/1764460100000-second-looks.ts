import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A second look at a sample of decisions (tweede blik). */
export class SecondLooks1764460100000 implements MigrationInterface {
  readonly name = 'SecondLooks1764460100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Picked in the transaction of the decision. Whoever had a hand in the decision never looks at it again: four eyes.
CREATE TABLE second_look (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  decision_id      uuid NOT NULL UNIQUE REFERENCES decision,
  application_id   uuid NOT NULL REFERENCES application,
  made_by          uuid REFERENCES staff_member,
  picked_at        timestamptz NOT NULL,
  outcome          text CHECK (outcome IN ('agree', 'disagree')),
  reason           text,
  note             text,
  looked_by        uuid REFERENCES staff_member,
  looked_at        timestamptz,
  CONSTRAINT second_look_by_another CHECK (looked_by <> made_by),
  CHECK ((outcome IS NULL) = (looked_by IS NULL) AND (outcome IS NULL) = (looked_at IS NULL)),
  CHECK ((reason IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'disagree'))
);
CREATE INDEX second_look_list ON second_look (municipality_id, picked_at DESC, id);
`;
