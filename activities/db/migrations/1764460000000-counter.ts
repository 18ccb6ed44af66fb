import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People found by staff, notes in their files, and staff who act for somebody at the counter or on the phone. */
export class Counter1764460000000 implements MigrationInterface {
  readonly name = 'Counter1764460000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(finding);
    await runner.query(notes);
    await runner.query(acting);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const finding = `
-- Part of a name, an address or a plate leads to a person without reading every row.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX holder_by_name ON holder USING gin (lower(name) gin_trgm_ops);
CREATE INDEX holder_by_email ON holder (municipality_id, lower(email));
CREATE INDEX holder_by_postcode ON holder (municipality_id, (upper(replace(address ->> 'postcode', ' ', ''))));
CREATE INDEX holder_by_street ON holder (municipality_id, (lower(address ->> 'street')));
CREATE INDEX permit_plate_by_plate ON permit_plate (plate);
CREATE INDEX application_plate_by_plate ON application_plate (plate);
`;

const notes = `
-- What somebody of staff wrote down about a case or its holder (aantekening). Personal: erased five years after.
CREATE TABLE staff_note (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder ON DELETE CASCADE,
  application_id   uuid REFERENCES application,
  body             text NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
  written_by       uuid NOT NULL REFERENCES staff_member,
  written_at       timestamptz NOT NULL
);
CREATE INDEX staff_note_holder ON staff_note (holder_id, written_at DESC);
CREATE INDEX staff_note_age ON staff_note (municipality_id, written_at);
`;

const acting = `
-- Whom somebody of staff acts for now, and how that person reached them. It ends with the session at the latest.
ALTER TABLE session
  ADD COLUMN acting_for     uuid REFERENCES holder ON DELETE CASCADE,
  ADD COLUMN acting_channel text CHECK (acting_channel IN ('counter', 'phone')),
  ADD CHECK ((acting_for IS NULL) = (acting_channel IS NULL)),
  ADD CHECK (acting_for IS NULL OR staff_id IS NOT NULL);
`;
