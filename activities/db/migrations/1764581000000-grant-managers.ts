import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Colleagues of an organisation of whom some manage the list with its owner (medebeheerders). */
export class GrantManagers1764581000000 implements MigrationInterface {
  readonly name = 'GrantManagers1764581000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Who manages has taken up the invitation: nobody manages from an unopened mail.
ALTER TABLE permit_grant
  ADD COLUMN manager boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT manager_accepted CHECK (NOT manager OR status <> 'invited');
-- What somebody planned is found when they leave.
CREATE INDEX parking_action_open_of_account ON parking_action (permit_id, account_id) WHERE state = 'open';
`;
