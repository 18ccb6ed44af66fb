import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money that goes back as a case of its own (terugbetaling), files for the bank, account numbers, and cover while a payment hangs. */
export class Refunds1764370000000 implements MigrationInterface {
  readonly name = 'Refunds1764370000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(accounts);
    await runner.query(refunds);
    await runner.query(guards);
    await runner.query(provisional);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const accounts = `
-- Where money of a holder goes back to. Sealed: who takes the table along reads no account number.
CREATE TABLE bank_account (
  holder_id    uuid PRIMARY KEY REFERENCES holder ON DELETE CASCADE,
  iban_sealed  bytea NOT NULL,
  name_sealed  bytea NOT NULL,
  given_at     timestamptz NOT NULL
);

-- A file of credit transfers (betaalbestand): what finance made, and a second person let go. Its content is erased when it has had its use.
CREATE TABLE refund_file (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  number           text NOT NULL,
  refunds          integer NOT NULL CHECK (refunds > 0),
  cents            bigint NOT NULL CHECK (cents > 0),
  execute_on       date NOT NULL,
  content_sealed   bytea,
  sha256           text NOT NULL,
  made_by          uuid NOT NULL REFERENCES staff_member,
  made_at          timestamptz NOT NULL,
  released_by      uuid REFERENCES staff_member,
  released_at      timestamptz,
  UNIQUE (municipality_id, number),
  CHECK ((released_by IS NULL) = (released_at IS NULL)),
  CONSTRAINT file_released_by_another CHECK (released_by <> made_by)
);
`;

const refunds = `
ALTER TABLE refund
  ADD COLUMN municipality_id text REFERENCES municipality,
  ADD COLUMN holder_id       uuid REFERENCES holder,
  ADD COLUMN application_id  uuid REFERENCES application,
  ADD COLUMN permit_id       uuid REFERENCES permit,
  ADD COLUMN number          text,
  ADD COLUMN route           text NOT NULL DEFAULT 'provider' CHECK (route IN ('provider', 'transfer')),
  ADD COLUMN attempt         integer NOT NULL DEFAULT 1,
  ADD COLUMN steps           jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN vat_percent     numeric(4,2),
  ADD COLUMN ledger_account  text,
  ADD COLUMN due_on          date,
  ADD COLUMN told            text NOT NULL DEFAULT 'nothing' CHECK (told IN ('nothing', 'alarm', 'late')),
  ADD COLUMN made_by         uuid REFERENCES staff_member,
  ADD COLUMN approved_by     uuid REFERENCES staff_member,
  ADD COLUMN approved_at     timestamptz,
  ADD COLUMN refused_by      uuid REFERENCES staff_member,
  ADD COLUMN refused_at      timestamptz,
  ADD COLUMN ground          text,
  ADD COLUMN file_id         uuid REFERENCES refund_file,
  ADD COLUMN paid_at         timestamptz,
  ADD COLUMN returned_at     timestamptz,
  ADD COLUMN looked_at       timestamptz,
  ADD COLUMN version         integer NOT NULL DEFAULT 1;

ALTER TABLE refund DROP CONSTRAINT refund_status_check;
UPDATE refund r
   SET municipality_id = p.municipality_id, holder_id = p.holder_id, status = CASE r.status WHEN 'due' THEN 'approved' ELSE r.status END,
       due_on = (r.created_at AT TIME ZONE 'Europe/Amsterdam')::date + 56, number = 'TERUG-' || n.year || '-' || lpad(n.place::text, 5, '0')
  FROM payment p,
       (SELECT x.id, to_char(x.created_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY') AS year,
               row_number() OVER (PARTITION BY y.municipality_id, to_char(x.created_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY') ORDER BY x.created_at, x.id) AS place
          FROM refund x JOIN payment y ON y.id = x.payment_id) n
 WHERE p.id = r.payment_id AND n.id = r.id;
INSERT INTO number_series (municipality_id, series, last)
SELECT municipality_id, left(number, 10), count(*) FROM refund GROUP BY 1, 2;
ALTER TABLE refund
  ALTER COLUMN municipality_id SET NOT NULL, ALTER COLUMN holder_id SET NOT NULL, ALTER COLUMN number SET NOT NULL,
  ALTER COLUMN due_on SET NOT NULL, ALTER COLUMN route DROP DEFAULT,
  ADD CONSTRAINT refund_status_check
    CHECK (status IN ('due', 'awaiting-approval', 'approved', 'sent', 'paid', 'refused', 'returned')),
  ADD UNIQUE (municipality_id, number),
  ADD CONSTRAINT refund_of_charge_once UNIQUE (payment_id, charge_id);

-- Those under way get a process like every other.
INSERT INTO process (workflow_id, kind, subject_id, municipality_id, opened_at)
SELECT 'refund-' || id, 'refund', id, municipality_id, created_at FROM refund;
INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'start-refund', jsonb_build_object('refundId', id) FROM refund;

CREATE INDEX refund_queue ON refund (municipality_id, due_on, id) WHERE status NOT IN ('paid', 'refused');
CREATE INDEX refund_holder ON refund (holder_id, created_at);
CREATE INDEX refund_file_of ON refund (file_id) WHERE file_id IS NOT NULL;
ALTER TABLE letter ADD COLUMN refund_id uuid REFERENCES refund;
ALTER TABLE message ADD COLUMN refund_id uuid REFERENCES refund;
`;

const guards = `
-- Two people: whoever set it in motion does not approve it, and what is not plainly somebody's own money needs an approval at all.
ALTER TABLE refund
  ADD CONSTRAINT refund_approved_by_another CHECK (approved_by <> made_by),
  ADD CONSTRAINT refund_approved
    CHECK (status NOT IN ('approved', 'sent', 'paid') OR approved_by IS NOT NULL OR (route = 'provider' AND reason <> 'ended'));

-- Never more goes back than came in, whoever promises it at the same moment.
CREATE FUNCTION refuse_more_than_received() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  received bigint;
BEGIN
  SELECT received_cents INTO received FROM payment WHERE id = NEW.payment_id FOR UPDATE;
  IF (SELECT sum(cents) FROM refund WHERE payment_id = NEW.payment_id AND status <> 'refused') > coalesce(received, 0) THEN
    RAISE EXCEPTION 'payment % did not bring in what its refunds give back', NEW.payment_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refund_within_payment AFTER INSERT OR UPDATE OF cents, status ON refund
  FOR EACH ROW EXECUTE FUNCTION refuse_more_than_received();

-- Nothing is sent to a bank in a file nobody let go.
CREATE FUNCTION refuse_unreleased_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM refund_file WHERE id = NEW.file_id AND released_by IS NOT NULL) THEN
    RAISE EXCEPTION 'refund % is in no file that was released', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfer_is_released BEFORE UPDATE OF status ON refund
  FOR EACH ROW WHEN (NEW.status = 'sent' AND NEW.route = 'transfer') EXECUTE FUNCTION refuse_unreleased_transfer();

ALTER TABLE posting DROP CONSTRAINT posting_account_check;
ALTER TABLE posting ADD CONSTRAINT posting_account_check
  CHECK (account IN ('available', 'held', 'income', 'vat', 'clearing', 'refunds-payable', 'issued', 'bank'));
`;

const provisional = `
-- Since when the provider says that the bank has it and has not confirmed it.
ALTER TABLE payment ADD COLUMN pending_since timestamptz;

-- A right while a payment hangs: once per application, until the outcome or until its hours are over.
CREATE TABLE provisional_cover (
  application_id  uuid PRIMARY KEY REFERENCES application,
  payment_id      uuid NOT NULL REFERENCES payment,
  since           timestamptz NOT NULL,
  until           timestamptz NOT NULL CHECK (until > since),
  right_ids       uuid[] NOT NULL,
  ended_at        timestamptz,
  outcome         text CHECK (outcome IN ('confirmed', 'cut')),
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX provisional_cover_payment ON provisional_cover (payment_id);
ALTER TABLE parking_right DROP CONSTRAINT parking_right_kind_check;
ALTER TABLE parking_right ADD CONSTRAINT parking_right_kind_check
  CHECK (kind IN ('permit', 'action', 'temporary', 'third-party', 'provisional'));
`;
