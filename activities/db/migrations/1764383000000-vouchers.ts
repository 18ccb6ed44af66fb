import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Vouchers bought in bulk and activated on a plate later (waardebonnen). */
export class Vouchers1764383000000 implements MigrationInterface {
  readonly name = 'Vouchers1764383000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- How many vouchers an application asks for; null where the product is none.
ALTER TABLE application ADD COLUMN amount integer CHECK (amount > 0);

CREATE TABLE voucher (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  permit_id        uuid NOT NULL REFERENCES permit,
  position         integer NOT NULL,
  activated_at     timestamptz,
  -- The right it became, which holds the plate until that is erased. One voucher is one right, and one right one voucher.
  right_id         uuid UNIQUE REFERENCES parking_right,
  UNIQUE (permit_id, position),
  CHECK ((activated_at IS NULL) = (right_id IS NULL))
);
CREATE INDEX voucher_unused ON voucher (permit_id, position) WHERE right_id IS NULL;
-- Used once is used: nothing makes a voucher new again, or another right of it.
CREATE FUNCTION voucher_stays_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'voucher % has been used', OLD.id USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER voucher_used_once BEFORE UPDATE ON voucher FOR EACH ROW WHEN (OLD.right_id IS NOT NULL) EXECUTE FUNCTION voucher_stays_used();
`;
