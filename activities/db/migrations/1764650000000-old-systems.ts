import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came over from the system a municipality had before: each run with its report, and each row with what became of it. */
export class OldSystems1764650000000 implements MigrationInterface {
  readonly name = 'OldSystems1764650000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- The report holds counts, sums and where which fault stood: nothing of a person.
CREATE TABLE old_system_run (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  system           text NOT NULL,
  taken_on         date NOT NULL,
  format           integer NOT NULL,
  for_real         boolean NOT NULL,
  release          integer NOT NULL,
  report           jsonb NOT NULL,
  at               timestamptz NOT NULL,
  -- Empty when it was stopped halfway: then the report says what it was to be.
  finished_at      timestamptz,
  FOREIGN KEY (municipality_id, release) REFERENCES release
);
CREATE INDEX old_system_run_newest ON old_system_run (municipality_id, at DESC, id DESC);

-- A row of an old system is known by the keyed hash of what it was called there: it comes over once, however often it is read.
CREATE TABLE old_system_item (
  id                 uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id    text NOT NULL REFERENCES municipality,
  kind               text NOT NULL CHECK (kind IN ('holder', 'permit', 'plate', 'balance', 'favourite', 'waitlist')),
  reference_hash     bytea NOT NULL,
  -- The run that last judged it.
  run_id             uuid NOT NULL REFERENCES old_system_run,
  came_over          boolean NOT NULL,
  fault              text,
  holder_id          uuid REFERENCES holder,
  permit_id          uuid REFERENCES permit,
  waitlist_entry_id  uuid REFERENCES waitlist_entry,
  -- What its holder knows it by; kept only of what did not come over.
  label_sealed       bytea,
  unit               text CHECK (unit IN ('eurocent', 'minute', 'action')),
  amount             bigint CHECK (amount >= 0),
  judged_at          timestamptz NOT NULL,
  erased_at          timestamptz,
  UNIQUE (municipality_id, kind, reference_hash),
  CHECK (came_over = (fault IS NULL))
);
CREATE INDEX old_system_item_holder ON old_system_item (holder_id) WHERE holder_id IS NOT NULL;
CREATE INDEX old_system_item_permit ON old_system_item (permit_id) WHERE permit_id IS NOT NULL;
CREATE INDEX old_system_item_to_erase ON old_system_item (municipality_id, judged_at) WHERE erased_at IS NULL;

-- Until when somebody has read what came over of theirs.
ALTER TABLE holder ADD COLUMN came_over_read_at timestamptz;
ALTER TABLE account ADD COLUMN came_over_read_at timestamptz;

ALTER TABLE posting DROP CONSTRAINT posting_account_check;
ALTER TABLE posting ADD CONSTRAINT posting_account_check
  CHECK (account IN ('available', 'held', 'income', 'vat', 'clearing', 'refunds-payable', 'issued', 'bank', 'claims', 'old-system'));
`;
