import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hints at misuse: a count of stays somebody looks at, and what became of it (signalen). */
export class MisuseHints1764600000000 implements MigrationInterface {
  readonly name = 'MisuseHints1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- The rule as it was then and what it counted: no plate, nor any stay by itself.
CREATE TABLE misuse_hint (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  rule             text NOT NULL CHECK (rule IN ('many-cars', 'shared-car', 'temporary-again')),
  days             integer NOT NULL CHECK (days > 0),
  least            integer NOT NULL CHECK (least > 0),
  hours_from       text,
  hours_to         text,
  counted          integer NOT NULL CHECK (counted >= least),
  stays            integer NOT NULL CHECK (stays > 0),
  looked_from      timestamptz NOT NULL,
  found_at         timestamptz NOT NULL,
  asked_by         uuid REFERENCES staff_member,
  asked_at         timestamptz,
  UNIQUE (permit_id, rule),
  CHECK ((asked_by IS NULL) = (asked_at IS NULL)),
  CHECK ((hours_from IS NULL) = (hours_to IS NULL))
);
CREATE INDEX misuse_hint_newest ON misuse_hint (municipality_id, found_at DESC);

-- Nothing was wrong: all that is left is from when on stays may count again, until nothing before it is looked at any more.
CREATE TABLE hint_review (
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  rule             text NOT NULL,
  reviewed_at      timestamptz NOT NULL,
  PRIMARY KEY (permit_id, rule)
);
CREATE INDEX hint_review_rule ON hint_review (municipality_id, rule);

-- So that anybody can see whether a rule is worth it: often nothing wrong is a bad rule.
CREATE TABLE hint_tally (
  municipality_id  text NOT NULL REFERENCES municipality,
  rule             text NOT NULL,
  year             integer NOT NULL,
  found            integer NOT NULL DEFAULT 0,
  put_aside        integer NOT NULL DEFAULT 0,
  asked            integer NOT NULL DEFAULT 0,
  PRIMARY KEY (municipality_id, rule, year)
);
`;
