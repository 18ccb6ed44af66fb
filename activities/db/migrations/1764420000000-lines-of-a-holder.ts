import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The home page asks for lines of a holder and passes of permits: without these it read those of everybody. */
export class LinesOfAHolder1764420000000 implements MigrationInterface {
  readonly name = 'LinesOfAHolder1764420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX waitlist_entry_holder ON waitlist_entry (holder_id, entered_at)');
    await runner.query('CREATE INDEX pass_permit ON pass (permit_id, ordered_at DESC)');
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
