import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leave to debit an account (machtiging), debits, and balances that are topped up by themselves. */
export class DirectDebit1764400000000 implements MigrationInterface {
  readonly name = 'DirectDebit1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mandates);
    await runner.query(debits);
    await runner.query(topUps);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const mandates = `
-- One at a time per holder. The account number is here, sealed, only until the provider has it; after that its last digits alone are.
CREATE TABLE mandate (
  id                   uuid PRIMARY KEY,
  municipality_id      text NOT NULL REFERENCES municipality,
  holder_id            uuid NOT NULL REFERENCES holder,
  number               text NOT NULL,
  iban_masked          text,
  iban_sealed          bytea,
  name_sealed          bytea,
  -- What was agreed to, word for word, and when.
  consent              text NOT NULL,
  language             text NOT NULL CHECK (language IN ('nl', 'en')),
  consented_at         timestamptz NOT NULL,
  -- Also for the next periods of permits; otherwise only for balances its holder chose.
  renewals             boolean NOT NULL,
  status               text NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'valid', 'refused', 'revoked', 'lapsed')),
  status_since         timestamptz NOT NULL,
  provider_customer_id text,
  provider_mandate_id  text,
  lapses_at            timestamptz NOT NULL,
  closed_at            timestamptz,
  UNIQUE (municipality_id, number),
  CHECK ((closed_at IS NULL) = (status IN ('requested', 'valid'))),
  CHECK (status <> 'valid' OR provider_mandate_id IS NOT NULL)
);
CREATE UNIQUE INDEX one_mandate_per_holder ON mandate (holder_id) WHERE closed_at IS NULL;
CREATE INDEX mandate_holder ON mandate (holder_id, consented_at);
CREATE INDEX mandate_to_erase ON mandate (municipality_id, closed_at) WHERE closed_at IS NOT NULL AND iban_masked IS NOT NULL;
`;

const debits = `
-- A payment nobody has to make: for a balance or for a renewal. What may happen once is refused a second time here.
CREATE TABLE debit (
  payment_id  uuid PRIMARY KEY REFERENCES payment,
  mandate_id  uuid NOT NULL REFERENCES mandate,
  balance_id  uuid REFERENCES balance,
  renewal_id  uuid REFERENCES renewal,
  open        boolean NOT NULL DEFAULT true,
  CHECK (num_nonnulls(balance_id, renewal_id) = 1)
);
CREATE UNIQUE INDEX one_open_debit_per_balance ON debit (balance_id) WHERE open;
CREATE UNIQUE INDEX renewal_debited_once ON debit (renewal_id) WHERE renewal_id IS NOT NULL;
CREATE INDEX debit_mandate ON debit (mandate_id);

-- When it is debited, once that was announced; null while it is paid in the ordinary way.
ALTER TABLE renewal ADD COLUMN debit_at timestamptz;

-- What a bank took back of what came in.
ALTER TABLE payment ADD COLUMN charged_back_cents bigint NOT NULL DEFAULT 0 CHECK (charged_back_cents >= 0);
ALTER TABLE posting DROP CONSTRAINT posting_account_check;
ALTER TABLE posting ADD CONSTRAINT posting_account_check
  CHECK (account IN ('available', 'held', 'income', 'vat', 'clearing', 'refunds-payable', 'issued', 'bank', 'claims'));
`;

const topUps = `
CREATE TABLE automatic_top_up (
  permit_id       uuid PRIMARY KEY REFERENCES permit,
  mandate_id      uuid NOT NULL REFERENCES mandate,
  option_id       text NOT NULL,
  unit            text NOT NULL CHECK (unit IN ('eurocent', 'minute', 'action')),
  threshold       bigint NOT NULL CHECK (threshold > 0),
  set_at          timestamptz NOT NULL,
  stopped_at      timestamptz,
  stopped_ground  text,
  CHECK ((stopped_at IS NULL) = (stopped_ground IS NULL))
);
CREATE INDEX automatic_top_up_mandate ON automatic_top_up (mandate_id) WHERE stopped_at IS NULL;

-- By itself nobody buys it: a permit may be in no app at all.
ALTER TABLE top_up ALTER COLUMN account_id DROP NOT NULL;

-- Noticed where alarms are, so that a start costs no statement more: each fall that ends below, as one may begin there, too.
CREATE OR REPLACE FUNCTION notice_crossed_alarm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM permit_balance pb JOIN balance_alarm a ON a.permit_id = pb.permit_id AND a.unit = NEW.unit
              WHERE pb.balance_id = NEW.id AND (OLD.available >= a.threshold) <> (NEW.available >= a.threshold))
     OR (NEW.available < OLD.available
         AND EXISTS (SELECT FROM permit_balance pb JOIN automatic_top_up t ON t.permit_id = pb.permit_id AND t.unit = NEW.unit
                      WHERE pb.balance_id = NEW.id AND t.stopped_at IS NULL AND NEW.available < t.threshold))
  THEN
    INSERT INTO outbox (subject_id, kind, payload)
    VALUES (NEW.id, 'alarm-crossed', jsonb_build_object('balanceId', NEW.id, 'crossingId', uuidv7()));
  END IF;
  RETURN NULL;
END $$;
`;
