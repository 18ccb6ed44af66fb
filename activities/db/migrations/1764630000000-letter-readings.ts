import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a letter says in every language and as fields, beside its file. */
export class LetterReadings1764630000000 implements MigrationInterface {
  readonly name = 'LetterReadings1764630000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE document_reading (
  document_id  uuid PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  -- Under the key of the document.
  sealed       bytea NOT NULL
);
`;
