import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases in the municipality's own case register (zaakregistratie). */
export class CaseRegistrations1764503000000 implements MigrationInterface {
  readonly name = 'CaseRegistrations1764503000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- The case register hears of events as every other system does: in the order of each case, tried until it took them.
ALTER TABLE event_subscription
  ADD COLUMN channel text NOT NULL DEFAULT 'webhook' CHECK (channel IN ('webhook', 'case-register')),
  ALTER COLUMN url DROP NOT NULL,
  ALTER COLUMN secret_sealed DROP NOT NULL,
  ALTER COLUMN made_by DROP NOT NULL,
  ADD CONSTRAINT webhook_is_whole CHECK (num_nonnulls(url, secret_sealed, made_by) = CASE channel WHEN 'webhook' THEN 3 ELSE 0 END);
CREATE UNIQUE INDEX event_subscription_register ON event_subscription (municipality_id) WHERE channel = 'case-register';

-- Where a case is in that register.
CREATE TABLE case_registration (
  case_id          uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  kind             text NOT NULL CHECK (kind IN ('permit-application', 'plate-change', 'renewal')),
  url              text NOT NULL UNIQUE,
  registered_at    timestamptz NOT NULL
);
`;
