import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Receipts and invoices of what was topped up (kwitantie, factuur). */
export class Invoices1764531000000 implements MigrationInterface {
  readonly name = 'Invoices1764531000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE invoice (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  payment_id       uuid NOT NULL UNIQUE REFERENCES payment,
  kind             text NOT NULL CHECK (kind IN ('receipt', 'invoice')),
  -- Who it is made out to, sealed; emptied when books need not be kept any longer.
  party_sealed     bytea,
  requested_at     timestamptz NOT NULL,
  -- Given when the provider says it is paid: what was never paid has no number, so none is missing.
  year             integer,
  number           integer CHECK (number > 0),
  release          integer,
  vat_percent      numeric(5, 2),
  cents            bigint,
  issued_at        timestamptz,
  erased_at        timestamptz,
  UNIQUE (municipality_id, kind, year, number),
  CHECK ((number IS NULL) = (issued_at IS NULL) AND (number IS NULL) = (year IS NULL) AND (number IS NULL) = (cents IS NULL))
);
CREATE INDEX invoice_holder ON invoice (holder_id, requested_at DESC);

-- Whatever gives out numbers: each follows the one before it, and none is ever taken back or given twice.
CREATE FUNCTION invoice_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.number IS NOT NULL THEN RAISE EXCEPTION 'an invoice with a number stays' USING ERRCODE = 'integrity_constraint_violation'; END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.number IS NOT NULL AND (OLD.number, OLD.year, OLD.cents, OLD.kind) IS DISTINCT FROM (NEW.number, NEW.year, NEW.cents, NEW.kind) THEN
    RAISE EXCEPTION 'an invoice that was issued does not change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.number IS NOT NULL AND NEW.number > 1 AND NOT EXISTS (
       SELECT FROM invoice i WHERE i.municipality_id = NEW.municipality_id AND i.kind = NEW.kind AND i.year = NEW.year AND i.number = NEW.number - 1) THEN
    RAISE EXCEPTION 'invoice number % has no predecessor', NEW.number USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_follows BEFORE INSERT OR UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_follows();
`;
