import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Written by hand: TypeORM cannot express partial exclusion constraints or deferred triggers, and `migration:generate` would drop
 * them. A migration holds its own SQL, is never edited once it has landed, and only goes forward.
 */
export class Foundation1764000000000 implements MigrationInterface {
  readonly name = 'Foundation1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [
      municipalities,
      people,
      cases,
      documents,
      money,
      permits,
      queues,
      staffWork,
      processes,
      audit,
    ]) {
      await runner.query(part);
    }
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const municipalities = `
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is never changed, only added to', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

CREATE TABLE municipality (
  id    text PRIMARY KEY,
  name  text NOT NULL
);

-- Immutable: a decision of years ago is explained with the data of then.
CREATE TABLE release (
  municipality_id  text NOT NULL REFERENCES municipality,
  number           integer NOT NULL CHECK (number > 0),
  valid_from       timestamptz NOT NULL,
  content          jsonb NOT NULL,
  sha256           text NOT NULL,
  imported_at      timestamptz NOT NULL,
  PRIMARY KEY (municipality_id, number)
);
CREATE TRIGGER release_is_final BEFORE UPDATE OR DELETE ON release FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Numbers people see: Z-2304, BV-2026-04417.
CREATE TABLE number_series (
  municipality_id  text NOT NULL REFERENCES municipality,
  series           text NOT NULL,
  last             integer NOT NULL,
  PRIMARY KEY (municipality_id, series)
);

-- How far business time runs ahead of real time; the row exists only where the sandbox does.
CREATE TABLE business_clock (
  id         integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  offset_ms  bigint NOT NULL DEFAULT 0
);
`;

const people = `
-- Somebody known to one municipality by a login. The identifying number is sealed; the keyed hash finds it again.
CREATE TABLE holder (
  id                 uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id    text NOT NULL REFERENCES municipality,
  kind               text NOT NULL CHECK (kind IN ('person', 'business')),
  subject_type       text NOT NULL CHECK (subject_type IN ('bsn', 'kvk', 'rsin', 'rrn', 'pseudo')),
  subject_hash       bytea NOT NULL,
  subject_sealed     bytea NOT NULL,
  name               text NOT NULL,
  address            jsonb,
  details_at         timestamptz,
  means              text NOT NULL,
  level              text,
  email              text,
  email_verified_at  timestamptz,
  email_bounced_at   timestamptz,
  language           text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
  theme              text NOT NULL DEFAULT 'standard',
  created_at         timestamptz NOT NULL,
  UNIQUE (municipality_id, subject_type, subject_hash)
);

CREATE TABLE staff_member (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  subject_hash     bytea NOT NULL,
  name             text NOT NULL,
  roles            text[] NOT NULL,
  language         text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
  theme            text NOT NULL DEFAULT 'standard',
  seen_at          timestamptz NOT NULL,
  UNIQUE (municipality_id, subject_hash)
);

-- Only the hash of the cookie is kept: who reads this table cannot sign in with it. Sessions run on real time.
CREATE TABLE session (
  token_hash       bytea PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid REFERENCES holder ON DELETE CASCADE,
  staff_id         uuid REFERENCES staff_member ON DELETE CASCADE,
  means            text NOT NULL,
  id_token_sealed  bytea,
  created_at       timestamptz NOT NULL DEFAULT now(),
  seen_at          timestamptz NOT NULL DEFAULT now(),
  ends_at          timestamptz NOT NULL,
  CHECK ((holder_id IS NULL) <> (staff_id IS NULL))
);
CREATE INDEX session_end ON session (ends_at);

-- Between leaving for the identity provider and coming back.
CREATE TABLE login_attempt (
  state_hash       bytea PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  means            text NOT NULL,
  verifier         text NOT NULL,
  nonce            text NOT NULL,
  return_to        text NOT NULL,
  ends_at          timestamptz NOT NULL
);

CREATE TABLE email_code (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  holder_id   uuid NOT NULL REFERENCES holder ON DELETE CASCADE,
  email       text NOT NULL,
  code_hash   bytea NOT NULL,
  sent_at     timestamptz NOT NULL,
  ends_at     timestamptz NOT NULL,
  tries       integer NOT NULL DEFAULT 0 CHECK (tries <= 5),
  used_at     timestamptz
);
CREATE INDEX email_code_holder ON email_code (holder_id, sent_at DESC);
`;

const cases = `
CREATE TABLE application (
  id                    uuid PRIMARY KEY,
  municipality_id       text NOT NULL REFERENCES municipality,
  holder_id             uuid NOT NULL REFERENCES holder,
  number                text NOT NULL,
  product_id            text NOT NULL,
  release               integer NOT NULL,
  status                text NOT NULL,
  status_since          timestamptz NOT NULL,
  area_id               text,
  starts_on             date,
  period_id             text,
  plates_confirmed      boolean NOT NULL DEFAULT false,
  documents_confirmed   boolean NOT NULL DEFAULT false,
  questions             jsonb NOT NULL DEFAULT '{}',
  declared_at           timestamptz,
  declaration_version   text,
  declaration_language  text,
  approved_at           timestamptz,
  received_at           timestamptz,
  paused_since          timestamptz,
  paused_days           integer NOT NULL DEFAULT 0,
  ground                text,
  deadlines             jsonb NOT NULL DEFAULT '[]',
  version               integer NOT NULL DEFAULT 1,
  opened_at             timestamptz NOT NULL,
  closed_at             timestamptz,
  FOREIGN KEY (municipality_id, release) REFERENCES release,
  UNIQUE (municipality_id, number)
) WITH (fillfactor = 80);
CREATE INDEX application_holder ON application (holder_id, opened_at DESC);
CREATE INDEX application_open ON application (municipality_id, status) WHERE closed_at IS NULL;

CREATE TABLE application_plate (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  application_id   uuid NOT NULL REFERENCES application ON DELETE CASCADE,
  position         integer NOT NULL,
  country          text NOT NULL,
  plate            text NOT NULL,
  display          text NOT NULL,
  keeper           text NOT NULL DEFAULT 'not-asked'
                   CHECK (keeper IN ('own', 'other', 'unknown', 'unavailable', 'not-asked')),
  keeper_asked_at  timestamptz,
  -- As the open vehicle data know it: make and model, and the colour by its Dutch word.
  vehicle          text,
  colour           text,
  UNIQUE (application_id, country, plate)
);

-- What somebody typed, kept until the process has taken it over: messages to a process carry its id only.
CREATE TABLE command_input (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  subject_id  uuid NOT NULL,
  body        jsonb NOT NULL,
  at          timestamptz NOT NULL DEFAULT now()
);

-- Places given out per product and area; who takes one adds to this row or finds it full.
CREATE TABLE place_count (
  municipality_id  text NOT NULL REFERENCES municipality,
  product_id       text NOT NULL,
  area_id          text NOT NULL,
  taken            integer NOT NULL DEFAULT 0 CHECK (taken >= 0),
  PRIMARY KEY (municipality_id, product_id, area_id)
);

CREATE TABLE place_claim (
  application_id   uuid PRIMARY KEY REFERENCES application ON DELETE CASCADE,
  municipality_id  text NOT NULL,
  product_id       text NOT NULL,
  area_id          text NOT NULL,
  released_at      timestamptz
);
`;

const documents = `
-- Uploads and letters: encrypted chunks, a key per document wrapped by the master key.
CREATE TABLE document (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  application_id   uuid REFERENCES application,
  permit_id        uuid,
  origin           text NOT NULL CHECK (origin IN ('upload', 'letter')),
  kind             text NOT NULL,
  requirement_id   text,
  file_name        text NOT NULL,
  media_type       text NOT NULL,
  bytes            integer NOT NULL CHECK (bytes > 0),
  sha256           bytea NOT NULL,
  key_sealed       bytea NOT NULL,
  attached_at      timestamptz,
  -- Staff asked for a better one: still readable, no longer counted.
  superseded_at    timestamptz,
  removed_at       timestamptz,
  created_at       timestamptz NOT NULL
);
CREATE INDEX document_application ON document (application_id);
CREATE INDEX document_permit ON document (permit_id);

CREATE TABLE document_chunk (
  document_id  uuid NOT NULL REFERENCES document ON DELETE CASCADE,
  position     integer NOT NULL,
  sealed       bytea NOT NULL,
  PRIMARY KEY (document_id, position)
);
ALTER TABLE document_chunk ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE letter (
  id                uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id   text NOT NULL REFERENCES municipality,
  holder_id         uuid NOT NULL REFERENCES holder,
  application_id    uuid REFERENCES application,
  permit_id         uuid,
  kind              text NOT NULL,
  language          text NOT NULL,
  template_version  text,
  document_id       uuid REFERENCES document,
  due_at            timestamptz NOT NULL,
  rendered_at       timestamptz
);

CREATE TABLE message (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  kind             text NOT NULL,
  language         text NOT NULL,
  application_id   uuid,
  permit_id        uuid,
  payment_id       uuid,
  -- What only this mail knows, such as a code; emptied when it is sent.
  private          jsonb,
  recipient        text NOT NULL,
  status           text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'bounced', 'given-up')),
  smtp_id          text UNIQUE,
  bounce_status    text,
  created_at       timestamptz NOT NULL,
  sent_at          timestamptz
);
CREATE INDEX message_queued ON message (created_at) WHERE status = 'queued';
`;

const money = `
CREATE TABLE charge (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  application_id   uuid REFERENCES application,
  cents            bigint NOT NULL CHECK (cents > 0),
  vat_percent      numeric(4,2) NOT NULL,
  ledger_account   text NOT NULL,
  status           text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid', 'withdrawn', 'lapsed')),
  postponable      boolean NOT NULL,
  selected         boolean NOT NULL,
  payment_id       uuid,
  created_at       timestamptz NOT NULL,
  settled_at       timestamptz,
  CHECK ((status = 'paid') = (payment_id IS NOT NULL))
);
CREATE INDEX charge_holder ON charge (holder_id) WHERE status = 'open';
CREATE UNIQUE INDEX charge_once ON charge (application_id) WHERE status IN ('open', 'paid');

CREATE TABLE payment (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  reference        text NOT NULL UNIQUE,
  cents            bigint NOT NULL CHECK (cents > 0),
  received_cents   bigint,
  status           text NOT NULL DEFAULT 'starting',
  provider_id      text UNIQUE,
  checkout_url     text,
  expires_at       timestamptz,
  created_at       timestamptz NOT NULL,
  settled_at       timestamptz
);

-- A charge is in one payment at a time; the index is what two checkouts at once compete for.
CREATE TABLE payment_charge (
  payment_id  uuid NOT NULL REFERENCES payment,
  charge_id   uuid NOT NULL REFERENCES charge,
  live        boolean NOT NULL DEFAULT true,
  PRIMARY KEY (payment_id, charge_id)
);
CREATE UNIQUE INDEX charge_in_one_payment ON payment_charge (charge_id) WHERE live;

CREATE TABLE refund (
  id           uuid PRIMARY KEY,
  payment_id   uuid NOT NULL REFERENCES payment,
  charge_id    uuid REFERENCES charge,
  cents        bigint NOT NULL CHECK (cents > 0),
  reason       text NOT NULL,
  status       text NOT NULL DEFAULT 'due' CHECK (status IN ('due', 'sent')),
  provider_id  text,
  created_at   timestamptz NOT NULL,
  sent_at      timestamptz
);

-- What a start of a parking action competes for: one row per balance, unit and period.
CREATE TABLE balance (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  unit             text NOT NULL CHECK (unit IN ('eurocent', 'minute', 'action')),
  period_from      date,
  period_until     date,
  available        bigint NOT NULL DEFAULT 0 CHECK (available >= 0),
  held             bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
  version          integer NOT NULL DEFAULT 1,
  CHECK (period_from < period_until)
) WITH (fillfactor = 70);

CREATE TABLE journal_entry (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  reason           text NOT NULL,
  subject_id       uuid NOT NULL,
  at               timestamptz NOT NULL,
  UNIQUE (subject_id, reason)                        -- an effect happens once
);

CREATE TABLE posting (
  entry_id  bigint NOT NULL REFERENCES journal_entry,
  account   text NOT NULL CHECK (account IN ('available', 'held', 'income', 'vat', 'clearing', 'refunds-payable')),
  ref       text NOT NULL,
  unit      text NOT NULL CHECK (unit IN ('eurocent', 'minute', 'action')),
  amount    bigint NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (entry_id, account, ref, unit)
);
CREATE INDEX posting_account ON posting (account, ref);

CREATE FUNCTION refuse_unbalanced_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM posting WHERE entry_id = NEW.entry_id GROUP BY unit HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'journal entry % does not sum to zero', NEW.entry_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_sums_to_zero AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_entry();
CREATE TRIGGER posting_is_final BEFORE UPDATE OR DELETE ON posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_is_final BEFORE UPDATE OR DELETE ON journal_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

const permits = `
CREATE TABLE permit (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  application_id   uuid NOT NULL UNIQUE REFERENCES application,
  number           text NOT NULL,
  product_id       text NOT NULL,
  release          integer NOT NULL,
  area_id          text NOT NULL,
  period_id        text NOT NULL,
  price_cents      bigint NOT NULL,
  status           text NOT NULL DEFAULT 'issued' CHECK (status IN ('issued', 'ended', 'expired')),
  valid_from       timestamptz NOT NULL,
  valid_until      timestamptz NOT NULL CHECK (valid_until >= valid_from),
  issued_at        timestamptz NOT NULL,
  ended_at         timestamptz,
  end_ground       text,
  version          integer NOT NULL DEFAULT 1,
  FOREIGN KEY (municipality_id, release) REFERENCES release,
  UNIQUE (municipality_id, number)
);
CREATE INDEX permit_holder ON permit (holder_id, issued_at DESC);
ALTER TABLE document ADD FOREIGN KEY (permit_id) REFERENCES permit;

CREATE TABLE permit_balance (
  permit_id   uuid NOT NULL REFERENCES permit,
  balance_id  uuid NOT NULL REFERENCES balance,
  PRIMARY KEY (permit_id, balance_id)
);

CREATE TABLE permit_plate (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  permit_id  uuid NOT NULL REFERENCES permit,
  position   integer NOT NULL,
  country    text NOT NULL,
  plate      text NOT NULL,
  display    text NOT NULL,
  since      timestamptz NOT NULL,
  until      timestamptz
);
CREATE UNIQUE INDEX permit_plate_once ON permit_plate (permit_id, country, plate) WHERE until IS NULL;

-- What an officer sees, whatever it comes from. "right" is a reserved word, hence the longer name.
CREATE TABLE parking_right (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL,
  permit_id        uuid,
  action_id        uuid,
  country          text NOT NULL,
  plate            text,
  areas            text[] NOT NULL,
  since            timestamptz NOT NULL,
  until            timestamptz NOT NULL CHECK (until >= since),
  kind             text NOT NULL CHECK (kind IN ('permit', 'action', 'temporary', 'third-party')),
  open             boolean NOT NULL DEFAULT true,
  usage_id         text NOT NULL,
  register_id      text,
  registered_at    timestamptz,
  revoked_at       timestamptz,
  -- Only open rights can clash, so the index stays as small as the street is full, however long the history.
  CONSTRAINT one_right_per_plate EXCLUDE USING gist
    (permit_id WITH =, country WITH =, plate WITH =, tstzrange(since, until) WITH &&) WHERE (open)
) WITH (fillfactor = 90);
-- Ordered by end: a check at this moment starts reading behind everything that is over.
CREATE INDEX parking_right_check ON parking_right (municipality_id, plate, country, until);
CREATE INDEX parking_right_permit ON parking_right (permit_id);

-- One question of an officer and its answer (controle).
CREATE TABLE plate_check (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL,
  officer_id       uuid NOT NULL,
  country          text NOT NULL,
  plate            text,
  area_id          text NOT NULL,
  asked_about      timestamptz NOT NULL,
  at               timestamptz NOT NULL,
  active_until     timestamptz,
  ended_at         timestamptz,
  right_id         uuid
);
`;

const queues = `
-- The next term of a permit, and a place in the queue for a full product; their processes follow the permit's.
CREATE TABLE renewal (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  permit_id        uuid NOT NULL REFERENCES permit,
  status           text NOT NULL,
  opened_at        timestamptz NOT NULL,
  closed_at        timestamptz
);
CREATE INDEX renewal_open ON renewal (holder_id) WHERE closed_at IS NULL;

CREATE TABLE waitlist_entry (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  product_id       text NOT NULL,
  area_id          text NOT NULL,
  status           text NOT NULL,
  entered_at       timestamptz NOT NULL,
  closed_at        timestamptz
);
CREATE INDEX waitlist_entry_open ON waitlist_entry (holder_id) WHERE closed_at IS NULL;
`;

const staffWork = `
CREATE TABLE task (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  application_id   uuid NOT NULL REFERENCES application,
  kind             text NOT NULL,
  status           text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'waiting', 'done')),
  claimed_by       uuid REFERENCES staff_member,
  claimed_at       timestamptz,
  target_on        date NOT NULL,
  legal_on         date NOT NULL,
  escalation       text NOT NULL DEFAULT 'none' CHECK (escalation IN ('none', 'target', 'legal')),
  opened_at        timestamptz NOT NULL,
  waiting_since    timestamptz,
  closed_at        timestamptz,
  version          integer NOT NULL DEFAULT 1
);
CREATE INDEX task_queue ON task (municipality_id, legal_on, id) WHERE status <> 'done';
CREATE UNIQUE INDEX task_once ON task (application_id) WHERE status <> 'done';

-- A legal outcome with the rules it rests on; its id is the trace id in screens, letters and logs.
CREATE TABLE decision (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  application_id   uuid NOT NULL REFERENCES application,
  decided_by       text NOT NULL CHECK (decided_by IN ('rule', 'staff')),
  staff_id         uuid REFERENCES staff_member,
  result           text NOT NULL,
  ground           text,
  note             text,
  steps            jsonb NOT NULL,
  facts            jsonb NOT NULL,
  release          integer NOT NULL,
  at               timestamptz NOT NULL,
  CHECK ((decided_by = 'staff') = (staff_id IS NOT NULL))
);
CREATE INDEX decision_application ON decision (application_id);
`;

const processes = `
-- Every durable process there should be; the reconciler compares it with what runs, the business clock with what is due.
CREATE TABLE process (
  workflow_id      text PRIMARY KEY,
  kind             text NOT NULL,
  subject_id       uuid NOT NULL,
  municipality_id  text,
  opened_at        timestamptz NOT NULL,
  next_due_at      timestamptz,
  closed_at        timestamptz
);
CREATE INDEX process_subject ON process (subject_id);
CREATE INDEX process_due ON process (next_due_at) WHERE closed_at IS NULL;

-- Commands, committed with what they are about; the relay removes what it delivered, so the table stays small.
CREATE TABLE outbox (
  subject_id  uuid NOT NULL,
  seq         bigint GENERATED ALWAYS AS IDENTITY,
  kind        text NOT NULL,
  payload     jsonb NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  not_before  timestamptz NOT NULL DEFAULT '-infinity',
  attempts    integer NOT NULL DEFAULT 0,
  PRIMARY KEY (subject_id, seq)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, fillfactor = 80);

-- What came from outside, kept before anything is done with it.
CREATE TABLE inbound_event (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  source       text NOT NULL,
  body         jsonb NOT NULL,
  received_at  timestamptz NOT NULL DEFAULT now()
);

-- Steps already taken, by the key of the process and step: a repeated activity finds its result here.
CREATE TABLE effect (
  key     text PRIMARY KEY,
  result  jsonb NOT NULL,
  at      timestamptz NOT NULL DEFAULT now()
);

-- Answers by Idempotency-Key, for a day.
CREATE TABLE answer_given (
  owner         text NOT NULL,
  key           text NOT NULL,
  request_hash  text NOT NULL,
  status        integer,
  body          text,
  claimed_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (owner, key)
);
CREATE INDEX answer_given_age ON answer_given (claimed_at);

CREATE TABLE incident (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text,
  kind             text NOT NULL,
  subject          text NOT NULL,
  detail           jsonb NOT NULL,
  opened_at        timestamptz NOT NULL,
  closed_at        timestamptz
);
CREATE UNIQUE INDEX incident_open ON incident (kind, subject) WHERE closed_at IS NULL;

CREATE TABLE job_run (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  job          text NOT NULL,
  started_at   timestamptz NOT NULL,
  finished_at  timestamptz NOT NULL,
  result       jsonb NOT NULL
);

CREATE TABLE component_beat (
  component  text NOT NULL,
  instance   text NOT NULL,
  version    text NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (component, instance)
);
`;

const audit = `
CREATE TABLE audit_event (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  municipality_id  text NOT NULL,
  at               timestamptz NOT NULL,
  kind             text NOT NULL,
  actor_kind       text NOT NULL CHECK (actor_kind IN ('holder', 'staff', 'system')),
  actor_id         text NOT NULL,
  holder_id        uuid,
  application_id   uuid,
  permit_id        uuid,
  payment_id       uuid,
  data             jsonb NOT NULL,
  personal_digest  text,
  transaction      xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX audit_application ON audit_event (application_id, id) WHERE application_id IS NOT NULL;
CREATE INDEX audit_permit ON audit_event (permit_id, id) WHERE permit_id IS NOT NULL;
CREATE INDEX audit_holder ON audit_event (holder_id, id) WHERE holder_id IS NOT NULL;
CREATE TRIGGER audit_is_final BEFORE UPDATE OR DELETE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What an event knew of a person: erasable; the event keeps a salted digest of it.
CREATE TABLE audit_personal (
  event_id  bigint PRIMARY KEY REFERENCES audit_event,
  salt      text NOT NULL,
  value     text NOT NULL
);

-- The chain, forged a moment after the commit: a running hash per municipality, without a row every transaction would wait for.
CREATE TABLE audit_link (
  municipality_id  text NOT NULL,
  position         bigint NOT NULL,
  event_id         bigint NOT NULL UNIQUE REFERENCES audit_event,
  hash             text NOT NULL,
  PRIMARY KEY (municipality_id, position)
);
CREATE TRIGGER audit_link_is_final BEFORE UPDATE OR DELETE ON audit_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;
