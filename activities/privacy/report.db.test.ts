import { readFileSync } from 'node:fs';
import { RECORD_CLASSES } from '../../rules/retention.ts';
import { type SentenceTree } from '../../rules/sentences.ts';
import { openTestDatabase } from '../testing/database.ts';
import { ABOUT_NOBODY, PROCESSING } from './processing.ts';
import { privacyReport } from './report.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the record of what is done with data of people', () => {
  it('knows every table there is, each once: where it belongs, or that it is about nobody', async () => {
    const database = await openTestDatabase(1);
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
    );
    await database.drop();
    const known = [...PROCESSING.flatMap(({ tables }) => tables), ...ABOUT_NOBODY];
    expect(known.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  });

  it('finds no name, address, plate or sealed value in a table that is about nobody', async () => {
    const database = await openTestDatabase(1);
    const { rows } = await database.pool.query<{ table: string; column: string }>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = ANY ($1)
          AND column_name ~ '^(holder_id|account_id|plate|display|email|iban|words|address|subject_sealed|recipient)'`,
      [ABOUT_NOBODY],
    );
    await database.drop();
    expect(rows).toEqual([]);
  });

  it('says of each class of records where it belongs', () => {
    const named = new Set(PROCESSING.flatMap(({ terms }) => terms));
    expect(RECORD_CLASSES.filter((of) => !named.has(of))).toEqual([]);
    for (const { name, purpose, law, people, data, terms, stays } of PROCESSING)
      expect([name, [purpose, law, data].every((text) => text.length > 10), people.length > 0, terms.length + stays.length > 0]).toEqual([name, true, true, true]); // prettier-ignore
  });

  it('is what people read: made by one command', () => {
    expect(read('docs/privacy.md')).toBe(privacyReport(JSON.parse(read('text/en.json')) as SentenceTree));
  });
});
