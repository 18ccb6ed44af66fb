import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody takes along to object to a fine (bezwaarbundel). */
export class Objections1764472000000 implements MigrationInterface {
  readonly name = 'Objections1764472000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Asked with one press, made a moment later; holds a plate, so it goes after a week.
CREATE TABLE objection_bundle (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  -- Of one stay; absent: of the permit itself.
  action_id        uuid REFERENCES parking_action,
  -- Who asked for it, and may read it: the holder at the desk, or an account in the parking app.
  holder_id        uuid REFERENCES holder,
  account_id       uuid REFERENCES account ON DELETE CASCADE,
  language         text NOT NULL CHECK (language IN ('nl', 'en')),
  -- Signed, as they are checked on their own.
  receipts         jsonb NOT NULL,
  asked_at         timestamptz NOT NULL,
  done_at          timestamptz,
  dossier          bytea,
  pdf              bytea,
  CHECK ((holder_id IS NULL) <> (account_id IS NULL)),
  CHECK ((done_at IS NULL) = (dossier IS NULL) AND (done_at IS NULL) = (pdf IS NULL))
);
CREATE INDEX objection_bundle_age ON objection_bundle (asked_at);
`;
