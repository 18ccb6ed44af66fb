import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links and codes a host gives to guests, and the visits they sign on with them without an account. */
export class Guests1764570000000 implements MigrationInterface {
  readonly name = 'Guests1764570000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Its secret is told once, to the host; only its hash is kept. Visits that count are counted while its row is held.
CREATE TABLE guest_pass (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  name             text,
  secret_hash      bytea NOT NULL UNIQUE,
  payer            text NOT NULL CHECK (payer IN ('host', 'guest')),
  consent          text NOT NULL CHECK (consent IN ('each-time', 'automatic')),
  uses             integer NOT NULL CHECK (uses > 0),
  most_minutes     integer CHECK (most_minutes > 0),
  made_at          timestamptz NOT NULL,
  ends_at          timestamptz NOT NULL,
  revoked_at       timestamptz
);
CREATE INDEX guest_pass_permit ON guest_pass (permit_id, made_at DESC);
CREATE INDEX guest_pass_named ON guest_pass (municipality_id, ends_at) WHERE name IS NOT NULL;

-- The guest's browser keeps the key of a visit: with it, and nothing else, the visit is followed, paid and stopped.
CREATE TABLE guest_visit (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  pass_id          uuid NOT NULL REFERENCES guest_pass,
  permit_id        uuid NOT NULL REFERENCES permit,
  key_hash         bytea NOT NULL UNIQUE,
  status           text NOT NULL CHECK (status IN ('asked', 'allowed', 'paying', 'started', 'refused', 'lapsed')),
  until            timestamptz NOT NULL,
  name             text,
  country          text,
  plate            text,
  display          text,
  keeps_plate      boolean NOT NULL,
  area_id          text NOT NULL,
  ends_at          timestamptz NOT NULL,
  language         text NOT NULL,
  asked_at         timestamptz NOT NULL,
  ground           text,
  action_id        uuid UNIQUE REFERENCES parking_action,
  paid_cents       bigint CHECK (paid_cents > 0)
);
CREATE INDEX guest_visit_pass ON guest_visit (pass_id, asked_at DESC);
CREATE INDEX guest_visit_named ON guest_visit (municipality_id, ends_at) WHERE plate IS NOT NULL;

-- What a guest pays hangs on the host's permit, and is no debt of the host.
ALTER TABLE charge ADD COLUMN guest_visit_id uuid REFERENCES guest_visit;
CREATE UNIQUE INDEX charge_of_guest_visit ON charge (guest_visit_id) WHERE guest_visit_id IS NOT NULL AND status IN ('open', 'paid');

ALTER TABLE parking_action
  ADD COLUMN guest_visit_id uuid REFERENCES guest_visit,
  -- Its euros were paid beforehand by the guest; a later end would be paid by nobody.
  ADD COLUMN guest_pays boolean NOT NULL DEFAULT false,
  -- The guest keeps the plate from the host: no list of the permit shows it.
  ADD COLUMN plate_kept boolean NOT NULL DEFAULT false;
`;
