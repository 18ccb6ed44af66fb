import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signing plates on and off without the app: with a number and a code, on the telephone, by text message, on a web page or at a machine. */
export class SignOnKeys1764520000000 implements MigrationInterface {
  readonly name = 'SignOnKeys1764520000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- A permit has one PIN and one card at a time; what was revoked stays, so that nobody is given its number again.
CREATE TABLE sign_on_key (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  kind             text NOT NULL CHECK (kind IN ('pin', 'card')),
  number           text NOT NULL CHECK (number ~ '^[0-9]{8}$'),
  code_hash        text NOT NULL,
  made_at          timestamptz NOT NULL,
  revoked_at       timestamptz,
  UNIQUE (municipality_id, number)
);
CREATE UNIQUE INDEX sign_on_key_live ON sign_on_key (permit_id, kind) WHERE revoked_at IS NULL;

-- How far a call is. What was said in it is sealed, and goes soon after.
CREATE TABLE phone_call (
  call_hash        bytea PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  step             integer NOT NULL,
  state            bytea NOT NULL,
  ends_at          timestamptz NOT NULL
);
CREATE INDEX phone_call_end ON phone_call (municipality_id, ends_at);

-- A telephone that may text for a permit: once linked, nobody else's text counts, and it counts for no other permit.
CREATE TABLE linked_phone (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  code_hash        bytea,
  code_ends_at     timestamptz,
  number_hash      bytea,
  number_sealed    bytea,
  linked_at        timestamptz,
  removed_at       timestamptz,
  CHECK ((linked_at IS NULL) = (number_hash IS NULL) OR removed_at IS NOT NULL)
);
CREATE UNIQUE INDEX linked_phone_number ON linked_phone (municipality_id, number_hash) WHERE linked_at IS NOT NULL AND removed_at IS NULL;
CREATE UNIQUE INDEX linked_phone_code ON linked_phone (municipality_id, code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX linked_phone_permit ON linked_phone (permit_id) WHERE removed_at IS NULL;

-- Numbers nobody linked are answered once a day.
CREATE TABLE unknown_sender (
  municipality_id  text NOT NULL REFERENCES municipality,
  sender_hash      bytea NOT NULL,
  told_at          timestamptz NOT NULL,
  PRIMARY KEY (municipality_id, sender_hash)
);

-- Who signs on with a number and a code need not be the holder: the trail says so.
ALTER TABLE audit_event DROP CONSTRAINT audit_event_actor_kind_check;
ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor_kind_check CHECK (actor_kind IN ('holder', 'account', 'staff', 'provider', 'system', 'key'));
`;
