import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Providers of parking sessions beside our own app, and the rights they register (aanbieders, rechten van derden). */
export class Providers1764500000000 implements MigrationInterface {
  readonly name = 'Providers1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE provider (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  name             text NOT NULL,
  scopes           text[] NOT NULL,
  admitted_by      uuid NOT NULL REFERENCES staff_member,
  admitted_at      timestamptz NOT NULL,
  -- Since then it registers nothing; what people paid it for keeps counting until its end.
  stopped_at       timestamptz,
  UNIQUE (municipality_id, name)
);

-- What it proves itself with, as a hash. Two at a time while it changes from one to the other.
CREATE TABLE provider_key (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  provider_id  uuid NOT NULL REFERENCES provider,
  secret_hash  bytea NOT NULL UNIQUE,
  made_by      uuid NOT NULL REFERENCES staff_member,
  made_at      timestamptz NOT NULL,
  ends_at      timestamptz
);
CREATE INDEX provider_key_provider ON provider_key (provider_id);

ALTER TABLE parking_right
  ADD COLUMN provider_id uuid,
  -- How the provider calls it: the same twice is one right.
  ADD COLUMN provider_reference text,
  -- Keyed hash of what was asked, so that a repetition is told from another right under the same reference. Goes with the plate.
  ADD COLUMN provider_asked bytea,
  ADD CONSTRAINT provider_of_third_party CHECK (provider_id IS NULL OR (kind = 'third-party' AND provider_reference IS NOT NULL)),
  ADD CONSTRAINT one_right_per_provider EXCLUDE USING gist
    (provider_id WITH =, country WITH =, plate WITH =, (areas[1]) WITH =, tstzrange(since, until) WITH &&)
    WHERE (provider_id IS NOT NULL AND plate IS NOT NULL);
CREATE UNIQUE INDEX parking_right_provider ON parking_right (provider_id, provider_reference) WHERE provider_id IS NOT NULL;
-- What counts now, however much is over.
CREATE INDEX parking_right_of_provider ON parking_right (provider_id, until) WHERE provider_id IS NOT NULL;

ALTER TABLE audit_event DROP CONSTRAINT audit_event_actor_kind_check;
ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor_kind_check
  CHECK (actor_kind IN ('holder', 'account', 'staff', 'system', 'provider')) NOT VALID;
ALTER TABLE audit_event VALIDATE CONSTRAINT audit_event_actor_kind_check;
`;
