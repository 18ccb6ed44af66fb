import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Announcements of what changes on the street, for who asked to hear of it (straatbericht). */
export class StreetNotices1764620000000 implements MigrationInterface {
  readonly name = 'StreetNotices1764620000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
ALTER TABLE announcement
  ADD COLUMN cause text CHECK (cause IN ('roadworks', 'towing', 'zone', 'tariff')),
  ADD COLUMN starts_on date,
  -- Included; null where it stays so.
  ADD COLUMN ends_on date,
  -- The release that proposed it, where nobody wrote it.
  ADD COLUMN release integer,
  ALTER COLUMN written_by DROP NOT NULL,
  ADD FOREIGN KEY (municipality_id, release) REFERENCES release (municipality_id, number),
  ADD CONSTRAINT announcement_has_a_day CHECK ((cause IS NULL) = (starts_on IS NULL) AND (ends_on IS NULL OR ends_on >= starts_on)),
  ADD CONSTRAINT announcement_is_of_somebody CHECK ((written_by IS NULL) = (release IS NOT NULL));
-- A release proposes each kind of change once.
CREATE UNIQUE INDEX announcement_of_release ON announcement (municipality_id, release, cause) WHERE release IS NOT NULL;
CREATE INDEX announcement_on_the_street ON announcement (municipality_id, starts_on) WHERE cause IS NOT NULL AND released_at IS NOT NULL;

-- Nobody hears of the street who did not ask for it.
ALTER TABLE holder ADD COLUMN street_notices boolean NOT NULL DEFAULT false;
ALTER TABLE account ADD COLUMN street_notices boolean NOT NULL DEFAULT false;

CREATE UNIQUE INDEX message_of_announcement_to_account ON message (announcement_id, account_id)
  WHERE announcement_id IS NOT NULL AND account_id IS NOT NULL;
`;
