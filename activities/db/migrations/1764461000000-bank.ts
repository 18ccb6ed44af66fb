import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statements of the municipality's own bank account, matched with the books (bankafschriften). */
export class Bank1764461000000 implements MigrationInterface {
  readonly name = 'Bank1764461000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Nothing of the people on it is kept: amounts, days, and numbers of our own.
CREATE TABLE bank_statement (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  reference        text NOT NULL,
  opening_cents    bigint NOT NULL,
  lines_cents      bigint NOT NULL,
  closing_cents    bigint NOT NULL CONSTRAINT statement_adds_up CHECK (closing_cents = opening_cents + lines_cents),
  from_on          date NOT NULL,
  until_on         date NOT NULL CHECK (until_on >= from_on),
  sha256           text NOT NULL,
  imported_by      uuid NOT NULL REFERENCES staff_member,
  imported_at      timestamptz NOT NULL,
  UNIQUE (municipality_id, reference)
);

CREATE TABLE bank_line (
  id              uuid PRIMARY KEY DEFAULT uuidv7(),
  statement_id    uuid NOT NULL REFERENCES bank_statement,
  position        integer NOT NULL,
  booked_on       date NOT NULL,
  cents           bigint NOT NULL,
  bank_reference  text,
  our_references  text[] NOT NULL,
  refund_id       uuid UNIQUE REFERENCES refund,
  refund_file_id  uuid UNIQUE REFERENCES refund_file,
  payment_id      uuid UNIQUE REFERENCES payment,
  UNIQUE (statement_id, position),
  CHECK (num_nonnulls(refund_id, refund_file_id, payment_id) <= 1)
);
CREATE INDEX bank_line_unmatched ON bank_line (statement_id) WHERE num_nonnulls(refund_id, refund_file_id, payment_id) = 0;
`;
