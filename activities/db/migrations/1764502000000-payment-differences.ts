import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the payment provider and our books do not agree (verschillen met de betaaldienst). */
export class PaymentDifferences1764502000000 implements MigrationInterface {
  readonly name = 'PaymentDifferences1764502000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE payment_difference (
  id                uuid PRIMARY KEY DEFAULT uuidv7(),
  -- Null: a payment at the provider nobody here knows of, so nobody knows whose it is.
  municipality_id   text REFERENCES municipality,
  kind              text NOT NULL
    CHECK (kind IN ('only-at-provider', 'only-in-books', 'received-differs', 'refunded-differs', 'charged-back-differs')),
  provider_payment  text NOT NULL,
  payment_id        uuid REFERENCES payment,
  reference         text NOT NULL,
  provider_cents    bigint NOT NULL,
  books_cents       bigint NOT NULL CHECK (books_cents <> provider_cents),
  found_at          timestamptz NOT NULL,
  -- When both sides agreed again.
  gone_at           timestamptz,
  explanation       text,
  explained_by      uuid REFERENCES staff_member,
  explained_at      timestamptz,
  CHECK (num_nonnulls(explanation, explained_by, explained_at) IN (0, 3))
);
CREATE UNIQUE INDEX payment_difference_once ON payment_difference (provider_payment, kind) WHERE gone_at IS NULL;
CREATE INDEX payment_created ON payment (created_at) WHERE provider_id IS NOT NULL;
`;
