import { jest } from '@jest/globals';
import { count, depsOn } from '../../activities/testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../../activities/testing/database.ts';
import { type Api } from '../api.ts';
import { deletionsAsCsv, readDeletions, readTerms } from './retention.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
let api: Pick<Api, 'deps'>;
beforeAll(async () => {
  database = await openTestDatabase(2);
  api = { deps: await depsOn(database.pool) };
});
afterAll(() => database.drop());

const logged = (municipalityId: string, what: string, gone: number, at: string) =>
  database.pool.query(
    `INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, data) VALUES ($1, $2, 'records-erased', 'system', 'parkwerk', $3)`,
    [municipalityId, at, { what, count: gone, upTo: at }],
  );

describe('the log of deletions', () => {
  it('is read a page at a time, newest first, of one municipality alone, and whole as a file', async () => {
    for (let day = 1; day <= 5; day += 1) await logged('voorbeeld', 'actions', day, `2026-06-0${day}T01:00:00.000Z`);
    await logged('deventer', 'checks', 99, '2026-06-03T01:00:00.000Z');
    const counts: number[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await readDeletions(api, 'voorbeeld', { limit: 2, cursor });
      counts.push(...items.map((one) => one.count));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(counts).toEqual([5, 4, 3, 2, 1]);

    const lines = (await deletionsAsCsv(api, 'voorbeeld', 'en')).trim().split('\r\n');
    expect(lines[0]).toBe('When,Erased,Count,Up to');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toContain('plates of parking,5,');
    expect(await count(database.pool, `audit_event WHERE kind = 'records-erased'`)).toBe(6);
  });

  it('stands beside how long everything is kept, with what the municipality chose', async () => {
    const { items } = await readTerms(api, 'voorbeeld');
    expect(items.find(({ id }) => id === 'plates')).toMatchObject({ term: 91, unit: 'days', everywhere: false });
    expect(items.find(({ id }) => id === 'refundFiles')).toMatchObject({ term: 7, unit: 'years', own: true });
    expect(items.find(({ id }) => id === 'signIns')).toMatchObject({ everywhere: true });
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });
});
