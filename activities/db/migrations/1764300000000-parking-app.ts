import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The parking app: accounts, coupled permits, grants, what people keep in it, and top-ups. */
export class ParkingApp1764300000000 implements MigrationInterface {
  readonly name = 'ParkingApp1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [accounts, coupling, keeping, topUps, actions, messages]) await runner.query(part);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const accounts = `
-- Somebody who uses the parking app, in whatever municipality. An address that is not verified signs nobody in.
CREATE TABLE account (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  email            text NOT NULL,
  -- Lower case: one account per address, however it is typed.
  email_key        text NOT NULL UNIQUE,
  password_hash    text,
  verified_at      timestamptz,
  bounced_at       timestamptz,
  language         text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
  theme            text NOT NULL DEFAULT 'standard',
  -- The product that opens first.
  start_permit_id  uuid REFERENCES permit,
  -- How long before an end somebody is reminded; null is not.
  remind_minutes   integer DEFAULT 10 CHECK (remind_minutes BETWEEN 1 AND 240),
  created_at       timestamptz NOT NULL
);

-- Only the hash of the cookie is kept. Runs on real time; a remembered device has no idle end.
CREATE TABLE account_session (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  token_hash  bytea NOT NULL UNIQUE,
  account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  device      text NOT NULL,
  remembered  boolean NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  seen_at     timestamptz NOT NULL DEFAULT now(),
  ends_at     timestamptz NOT NULL
);
CREATE INDEX account_session_account ON account_session (account_id);

-- Links that were mailed: each does one thing, once, until it ends. Business time.
CREATE TABLE account_link (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  token_hash  bytea NOT NULL UNIQUE,
  purpose     text NOT NULL CHECK (purpose IN ('verify', 'reset', 'couple', 'grant', 'action')),
  account_id  uuid REFERENCES account ON DELETE CASCADE,
  permit_id   uuid REFERENCES permit,
  grant_id    uuid,
  action_id   uuid REFERENCES parking_action,
  -- The address it was mailed to: who opens it there has shown that it is theirs.
  email       text,
  ends_at     timestamptz NOT NULL,
  used_at     timestamptz
);
CREATE INDEX account_link_permit ON account_link (permit_id) WHERE used_at IS NULL;

-- Wrong passwords per address, known or not, so that nobody learns which exist. Real time.
CREATE TABLE sign_in_failure (
  email_hash  bytea PRIMARY KEY,
  failures    integer NOT NULL,
  last_at     timestamptz NOT NULL
);

CREATE TABLE passkey (
  id          text PRIMARY KEY,
  account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  public_key  bytea NOT NULL,
  counter     bigint NOT NULL,
  transports  text[] NOT NULL,
  name        text NOT NULL,
  created_at  timestamptz NOT NULL,
  used_at     timestamptz
);
CREATE INDEX passkey_account ON passkey (account_id);

-- Questions a browser has to answer once: by a passkey, or with work before a mail is sent. Real time.
CREATE TABLE challenge (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  purpose     text NOT NULL CHECK (purpose IN ('passkey-register', 'passkey-sign-in', 'work')),
  account_id  uuid REFERENCES account ON DELETE CASCADE,
  value       text NOT NULL,
  ends_at     timestamptz NOT NULL
);

-- Where a browser takes notices (web push), as long as it is signed in: a notice can be acted on without signing in.
CREATE TABLE push_subscription (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  session_id  uuid NOT NULL REFERENCES account_session ON DELETE CASCADE,
  endpoint    text NOT NULL UNIQUE,
  p256dh      text NOT NULL,
  auth        text NOT NULL,
  created_at  timestamptz NOT NULL
);
CREATE INDEX push_subscription_account ON push_subscription (account_id);
CREATE INDEX push_subscription_session ON push_subscription (session_id);
`;

const coupling = `
-- A permit has one owner account; coupling it again moves it (koppeling).
CREATE TABLE coupling (
  permit_id   uuid PRIMARY KEY REFERENCES permit,
  account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  coupled_at  timestamptz NOT NULL,
  -- Taken off the list by its owner, after it ended.
  removed_at  timestamptz
);
CREATE INDEX coupling_account ON coupling (account_id);

-- The right, given to somebody else, to use part of a balance (machtiging).
CREATE TABLE permit_grant (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  email            text NOT NULL,
  email_key        text NOT NULL,
  -- Absent: any plate.
  country          text,
  plate            text,
  display          text,
  -- A balance of its own when an amount was given; without, the owner's is used.
  balance_id       uuid REFERENCES balance,
  -- Where that part came from, and where what is left of it goes.
  source_balance_id uuid REFERENCES balance,
  unit             text CHECK (unit IN ('eurocent', 'minute', 'action')),
  amount           bigint CHECK (amount > 0),
  -- At most so much a calendar month; of an own or of the owner's balance.
  monthly_cap      bigint CHECK (monthly_cap > 0),
  status           text NOT NULL CHECK (status IN ('invited', 'accepted', 'ended')),
  account_id       uuid REFERENCES account,
  end_ground       text,
  invited_at       timestamptz NOT NULL,
  accepted_at      timestamptz,
  ended_at         timestamptz,
  removed_at       timestamptz,
  version          integer NOT NULL DEFAULT 1,
  CHECK ((plate IS NULL) = (country IS NULL)),
  CHECK ((balance_id IS NULL) = (amount IS NULL)),
  CHECK ((balance_id IS NULL) = (source_balance_id IS NULL)),
  CHECK (status <> 'accepted' OR account_id IS NOT NULL)
);
CREATE UNIQUE INDEX grant_once ON permit_grant (permit_id, email_key) WHERE status <> 'ended';
CREATE INDEX grant_account ON permit_grant (account_id) WHERE account_id IS NOT NULL;
ALTER TABLE account_link ADD FOREIGN KEY (grant_id) REFERENCES permit_grant;
`;

const keeping = `
-- Plates with a name of at most ten characters, per permit (favorieten). Erased when it is deleted.
CREATE TABLE favourite (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  permit_id   uuid NOT NULL REFERENCES permit,
  country     text NOT NULL,
  plate       text NOT NULL,
  display     text NOT NULL,
  name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 10),
  created_at  timestamptz NOT NULL,
  UNIQUE (permit_id, country, plate)
);

-- Below this somebody is warned, once per crossing (saldo-alarm).
CREATE TABLE balance_alarm (
  permit_id   uuid NOT NULL REFERENCES permit,
  account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  unit        text NOT NULL CHECK (unit IN ('eurocent', 'minute', 'action')),
  threshold   bigint NOT NULL CHECK (threshold > 0),
  below_since timestamptz,
  PRIMARY KEY (permit_id, account_id, unit)
);
CREATE INDEX permit_balance_balance ON permit_balance (balance_id);

-- Every booking changes a balance, and few have an alarm: those without pay nothing for it. Noticed here rather than by each booking,
-- so that none can forget it; what is to be told follows from the outbox, in the same transaction.
ALTER TABLE balance ADD COLUMN alarmed boolean NOT NULL DEFAULT false;
CREATE FUNCTION notice_crossed_alarm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM permit_balance pb JOIN balance_alarm a ON a.permit_id = pb.permit_id AND a.unit = NEW.unit
              WHERE pb.balance_id = NEW.id AND (OLD.available >= a.threshold) <> (NEW.available >= a.threshold)) THEN
    INSERT INTO outbox (subject_id, kind, payload)
    VALUES (NEW.id, 'alarm-crossed', jsonb_build_object('balanceId', NEW.id, 'crossingId', uuidv7()));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER balance_crosses_alarm AFTER UPDATE OF available ON balance
  FOR EACH ROW WHEN (NEW.alarmed AND NEW.available <> OLD.available) EXECUTE FUNCTION notice_crossed_alarm();
`;

const topUps = `
-- Units bought with a charge; on the balance the moment the charge is paid (opwaarderen).
CREATE TABLE top_up (
  charge_id    uuid PRIMARY KEY REFERENCES charge,
  permit_id    uuid NOT NULL REFERENCES permit,
  balance_id   uuid NOT NULL REFERENCES balance,
  account_id   uuid NOT NULL REFERENCES account,
  option_id    text NOT NULL,
  unit         text NOT NULL CHECK (unit IN ('eurocent', 'minute', 'action')),
  amount       bigint NOT NULL CHECK (amount > 0),
  -- First day of the period whose maximum it counts for.
  period_from  date NOT NULL,
  booked_at    timestamptz
);
CREATE INDEX top_up_permit ON top_up (permit_id, period_from);
-- Minutes and actions that came into being on a balance: the other side of what a period began with, or of what was bought.
ALTER TABLE posting DROP CONSTRAINT posting_account_check;
ALTER TABLE posting ADD CONSTRAINT posting_account_check
  CHECK (account IN ('available', 'held', 'income', 'vat', 'clearing', 'refunds-payable', 'issued'));
`;

const actions = `
ALTER TABLE parking_action
  ADD COLUMN account_id uuid REFERENCES account,
  ADD COLUMN grant_id uuid REFERENCES permit_grant,
  ADD COLUMN open_end boolean NOT NULL DEFAULT false,
  -- The plate before it was corrected, and when; both erased with the plate (oops window).
  ADD COLUMN earlier_plate text,
  ADD COLUMN corrected_at timestamptz,
  -- When its end was last told, or chosen anew; and when it was last asked whether the car is still there.
  ADD COLUMN reminded_at timestamptz,
  ADD COLUMN nudged_at timestamptz,
  ADD COLUMN erased_at timestamptz;
-- Lists show the newest first, by a moment that never changes, so that pages neither repeat nor skip.
CREATE INDEX parking_action_newest ON parking_action (permit_id, starts_at DESC, id DESC);
CREATE INDEX parking_action_to_erase ON parking_action (ends_at) WHERE plate IS NOT NULL AND state = 'settled';
CREATE INDEX parking_right_to_erase ON parking_right (until) WHERE plate IS NOT NULL AND kind <> 'action';
CREATE INDEX plate_check_to_erase ON plate_check (least(asked_about, at)) WHERE plate IS NOT NULL;
-- A row without plate is in no answer to an officer: the index holds thirteen weeks and what is in force, however long the history.
DROP INDEX parking_right_check;
CREATE INDEX parking_right_check ON parking_right (municipality_id, plate, country, until) WHERE plate IS NOT NULL;

ALTER TABLE audit_event DROP CONSTRAINT audit_event_actor_kind_check;
ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor_kind_check CHECK (actor_kind IN ('holder', 'account', 'staff', 'system'));
`;

const messages = `
-- Mails to accounts: about an account itself (no municipality), a permit, a grant or an action.
ALTER TABLE message ALTER COLUMN holder_id DROP NOT NULL;
ALTER TABLE message ALTER COLUMN municipality_id DROP NOT NULL;
ALTER TABLE message
  ADD COLUMN account_id uuid REFERENCES account ON DELETE CASCADE,
  ADD COLUMN grant_id uuid REFERENCES permit_grant,
  ADD COLUMN action_id uuid REFERENCES parking_action;
CREATE INDEX message_account ON message (account_id, created_at) WHERE account_id IS NOT NULL;
`;
