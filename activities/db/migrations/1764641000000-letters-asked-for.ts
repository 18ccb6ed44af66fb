import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters somebody asked for, whether or not mail reaches them. */
export class LettersAskedFor1764641000000 implements MigrationInterface {
  readonly name = 'LettersAskedFor1764641000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
ALTER TABLE post_item DROP CONSTRAINT post_item_ground_check;
ALTER TABLE post_item ADD CONSTRAINT post_item_ground_check CHECK (ground IN ('bounced', 'no-address', 'asked'));
`;
