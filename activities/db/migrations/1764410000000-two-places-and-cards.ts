import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A permit at two addresses during a move (verhuisvergunning), and one that follows a card from car to car (gehandicaptenkaart). */
export class TwoPlacesAndCards1764410000000 implements MigrationInterface {
  readonly name = 'TwoPlacesAndCards1764410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- The other address of a move. The zone is what the permit counts in; the address itself goes when the case is erased.
CREATE TABLE second_address (
  application_id  uuid PRIMARY KEY REFERENCES application ON DELETE CASCADE,
  area_id         text,
  known           boolean NOT NULL,
  postcode        text,
  house_number    integer,
  erased_at       timestamptz,
  CHECK ((erased_at IS NULL) = (postcode IS NOT NULL AND house_number IS NOT NULL))
);
-- Where else a permit counts than in its own area.
ALTER TABLE permit ADD COLUMN more_area_ids text[] NOT NULL DEFAULT '{}' CHECK (NOT area_id = ANY (more_area_ids));
-- What the national register calls a right in the areas beyond the first.
ALTER TABLE parking_right ADD COLUMN register_ids_elsewhere text[] NOT NULL DEFAULT '{}';

-- The card a permit rests on. One card is on one permit or application at a time, whoever types its number.
CREATE TABLE disabled_card (
  application_id   uuid PRIMARY KEY REFERENCES application ON DELETE CASCADE,
  municipality_id  text NOT NULL REFERENCES municipality,
  number_sealed    bytea,
  number_hash      bytea,
  expires_on       date NOT NULL,
  claimed_at       timestamptz,
  released_at      timestamptz,
  erased_at        timestamptz,
  CHECK ((erased_at IS NULL) = (number_sealed IS NOT NULL AND number_hash IS NOT NULL))
);
CREATE UNIQUE INDEX one_case_per_card ON disabled_card (municipality_id, number_hash) WHERE claimed_at IS NOT NULL AND released_at IS NULL;

-- A card lies behind one windscreen: of the plates of its permit at most one counts at any moment, now and later.
ALTER TABLE permit ADD COLUMN one_plate_at_a_time boolean NOT NULL DEFAULT false;
ALTER TABLE parking_right ADD COLUMN alone boolean NOT NULL DEFAULT false;
CREATE FUNCTION stand_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.alone := coalesce((SELECT one_plate_at_a_time FROM permit WHERE id = NEW.permit_id), false);
  RETURN NEW;
END $$;
CREATE TRIGGER right_stands_alone BEFORE INSERT ON parking_right FOR EACH ROW WHEN (NEW.kind = 'permit') EXECUTE FUNCTION stand_alone();
ALTER TABLE parking_right ADD CONSTRAINT one_plate_at_a_time
  EXCLUDE USING gist (permit_id WITH =, tstzrange(since, until) WITH &&) WHERE (open AND alone);

-- How long another car counts on a card, from when the change is settled.
ALTER TABLE plate_change ADD COLUMN other_car_hours integer CHECK (other_car_hours > 0),
  ADD CHECK (other_car_hours IS NULL OR act = 'temporary');
`;
