import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an answer to an officer says beside the right itself, checks made without a connection, and who was told of a red one. */
export class StreetChecks1764440000000 implements MigrationInterface {
  readonly name = 'StreetChecks1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Plates that are read or typed wrong by one character. A Dutch plate has six: one more or one less is no other Dutch plate. The same
-- as \`platesOneAway\` in rules/values/plate.ts, which checks without a connection; a test holds the two together.
CREATE FUNCTION plates_one_away(of_plate text, of_country text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT overlay(of_plate PLACING sign FROM at FOR 1)
    FROM generate_series(1, length(of_plate)) AS at, unnest(string_to_array('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', NULL)) AS sign
   WHERE (of_country <> 'NL' OR length(of_plate) = 6) AND substr(of_plate, at, 1) <> sign
   UNION ALL
  SELECT overlay(of_plate PLACING '' FROM at FOR 1) FROM generate_series(1, length(of_plate)) AS at
   WHERE (of_country <> 'NL' OR length(of_plate) = 7)
   UNION ALL
  SELECT overlay(of_plate PLACING sign FROM at FOR 0)
    FROM generate_series(1, length(of_plate) + 1) AS at, unnest(string_to_array('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', NULL)) AS sign
   WHERE (of_country <> 'NL' OR length(of_plate) = 5)
$$;

ALTER TABLE plate_check
  -- How many other plates that count here differ by one character; never which.
  ADD COLUMN near integer NOT NULL DEFAULT 0,
  -- How often the plate was red before, within the hours the municipality looks back.
  ADD COLUMN earlier integer NOT NULL DEFAULT 0,
  -- The number a device gave to a check it made by itself, so that one that is sent twice is kept once.
  ADD COLUMN offline_id uuid UNIQUE,
  -- When it was looked at whether somebody should hear of it.
  ADD COLUMN weighed_at timestamptz;
UPDATE plate_check SET weighed_at = at WHERE active_until IS NULL;
-- Both hold what was red alone: a green answer pays nothing for them.
CREATE INDEX plate_check_red ON plate_check (municipality_id, plate, country, at) WHERE active_until IS NULL AND plate IS NOT NULL;
CREATE INDEX plate_check_to_weigh ON plate_check (at) WHERE active_until IS NULL AND weighed_at IS NULL AND plate IS NOT NULL;

-- Whose permit a plate belongs to, or belonged to.
CREATE INDEX permit_plate_of ON permit_plate (country, plate);

-- The holder of a permit was told that its car was found without a right (waarschuwing), at most once in the hours of the municipality.
CREATE TABLE red_alert (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  check_id         uuid NOT NULL REFERENCES plate_check,
  ground           text NOT NULL CHECK (ground IN ('expired', 'other-plate-active', 'other-area')),
  checked_at       timestamptz NOT NULL,
  told_at          timestamptz NOT NULL,
  -- Until then nobody is told of this permit again.
  quiet_until      timestamptz NOT NULL,
  EXCLUDE USING gist (permit_id WITH =, tstzrange(checked_at, quiet_until) WITH &&)
);
`;
