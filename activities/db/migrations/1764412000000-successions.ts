import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A permit that takes the place of another: after a move, or of somebody who has died (opvolging). */
export class Successions1764412000000 implements MigrationInterface {
  readonly name = 'Successions1764412000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- What the permit that comes of an application takes the place of. Of an heir it is judged by a person, and null when there is none such.
CREATE TABLE succession (
  application_id  uuid PRIMARY KEY REFERENCES application ON DELETE CASCADE,
  permit_id       uuid REFERENCES permit,
  inherited       boolean NOT NULL,
  asked_at        timestamptz NOT NULL,
  CHECK (inherited OR permit_id IS NOT NULL)
);
-- It ends the moment its successor begins: not before, so that nobody is without, and not later.
ALTER TABLE permit ADD COLUMN succeeded_by uuid REFERENCES permit, ADD COLUMN succeeded_at timestamptz,
  ADD CHECK ((succeeded_by IS NULL) = (succeeded_at IS NULL)),
  ADD CHECK (succeeded_by <> id);
CREATE INDEX permit_succeeded ON permit (succeeded_by) WHERE succeeded_by IS NOT NULL;
`;
