import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Waiting lists (wachtlijst): a line per product and location, and places that are held for who is offered one. */
export class WaitingLists1764350000000 implements MigrationInterface {
  readonly name = 'WaitingLists1764350000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- One wish of one holder. Nothing has written this table before.
DROP TABLE waitlist_entry;
CREATE TABLE waitlist_entry (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  number           text NOT NULL,
  product_id       text NOT NULL,
  -- By which data it was asked for: what it is called is known after the product is gone.
  release          integer NOT NULL,
  status           text NOT NULL CHECK (status IN ('waiting', 'offered', 'accepted', 'lapsed', 'withdrawn', 'closed')),
  status_since     timestamptz NOT NULL,
  skipped          integer NOT NULL DEFAULT 0,
  offered_area     text,
  offer_ends_at    timestamptz,
  application_id   uuid REFERENCES application,
  deadlines        jsonb NOT NULL DEFAULT '[]',
  version          integer NOT NULL DEFAULT 1,
  entered_at       timestamptz NOT NULL,
  closed_at        timestamptz,
  CHECK ((status = 'offered') = (offered_area IS NOT NULL AND offer_ends_at IS NOT NULL)),
  FOREIGN KEY (municipality_id, release) REFERENCES release,
  UNIQUE (municipality_id, number)
) WITH (fillfactor = 80);
-- Nobody stands in one line twice.
CREATE UNIQUE INDEX waitlist_entry_once ON waitlist_entry (holder_id, product_id) WHERE closed_at IS NULL;

-- Where the wish would do. Each location has its own line, in the order in which people joined it; \`position\` decides between two of one
-- moment. Whoever lets an offer go stays in line, and is passed over until another place comes free.
CREATE TABLE waitlist_place (
  entry_id         uuid NOT NULL REFERENCES waitlist_entry ON DELETE CASCADE,
  municipality_id  text NOT NULL,
  product_id       text NOT NULL,
  area_id          text NOT NULL,
  entered_at       timestamptz NOT NULL,
  position         bigint GENERATED ALWAYS AS IDENTITY,
  left_at          timestamptz,
  -- A place here was offered then: what the line moves by. Taken back when the offer was not taken up and the place went on.
  offered_at       timestamptz,
  passed_at        timestamptz,
  passed_ground    text,
  PRIMARY KEY (entry_id, area_id),
  CHECK ((passed_at IS NULL) = (passed_ground IS NULL))
);
CREATE INDEX waitlist_line ON waitlist_place (municipality_id, product_id, area_id, entered_at, position) WHERE left_at IS NULL;
CREATE INDEX waitlist_moves ON waitlist_place (municipality_id, product_id, area_id, entered_at, left_at) WHERE left_at IS NOT NULL;

-- When somebody last gave a place back, or there came to be more; until what ceiling that was looked at; is the line still to be asked?
ALTER TABLE place_count ADD COLUMN freed_at timestamptz NOT NULL DEFAULT '-infinity', ADD COLUMN ceiling_seen integer,
                        ADD COLUMN to_offer boolean NOT NULL DEFAULT false;

-- A place is held for an application, or for who is offered it.
ALTER TABLE place_claim ADD COLUMN id uuid NOT NULL DEFAULT uuidv7(), ADD COLUMN waitlist_entry_id uuid UNIQUE REFERENCES waitlist_entry;
ALTER TABLE place_claim DROP CONSTRAINT place_claim_pkey;
ALTER TABLE place_claim ALTER COLUMN application_id DROP NOT NULL, ADD PRIMARY KEY (id), ADD UNIQUE (application_id),
                        ADD CHECK (num_nonnulls(application_id, waitlist_entry_id) = 1);

-- How many in line come before anybody who applies directly.
CREATE VIEW place_demand AS
SELECT p.municipality_id, p.product_id, p.area_id, count(*)::int AS waiting
  FROM waitlist_place p
  LEFT JOIN place_count c ON (c.municipality_id, c.product_id, c.area_id) = (p.municipality_id, p.product_id, p.area_id)
 WHERE p.left_at IS NULL AND (p.passed_at IS NULL OR p.passed_at < c.freed_at)
 GROUP BY 1, 2, 3;

ALTER TABLE message ADD COLUMN waitlist_entry_id uuid;
`;
