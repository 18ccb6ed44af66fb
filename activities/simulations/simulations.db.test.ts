import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { importReleases } from '../municipalities/import.ts';
import { changeDraft, startDraft } from '../municipalities/drafts.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague } from '../testing/staff.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { askSimulation } from './ask.ts';
import { runSimulation, type SimulationResult } from './run.ts';

jest.setTimeout(60_000);

const NOW = '2026-06-10T10:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
let anna: string;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
  anna = (await colleague(database.pool, 'operator')).id;
});
afterAll(() => database.drop());

const by = (municipalityId = 'voorbeeld') => ({
  municipalityId,
  actor: { kind: 'staff', id: anna, roles: ['operator'] } as const,
});

async function dearer(): Promise<string> {
  const id = randomUUID();
  const terms = { title: 'Duurder', article: 'artikel 7', articleUrl: null, validOn: null };
  await startDraft(deps, { id, ...by(), ...terms, base: 2, restores: false }, NOW);
  const values = [{ path: ['tariffs', 'fares', 'visitors', 'parts', '0', 'euros'], value: '0.03' }];
  expect(await changeDraft(deps, { id, ...by(), values }, NOW)).toEqual({ outcome: 'changed' });
  return id;
}

/** Settled stays of an hour on a Wednesday afternoon, without a plate: so many under each permit. */
async function stays(
  permitId: string,
  area: string,
  each: number,
  startsAt = '2026-05-06T12:00:00.000Z',
): Promise<void> {
  await database.pool.query(
    `INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, starts_at, ends_at, state, holds, costs, started_at)
     SELECT 'voorbeeld', $1, $2, 2, 'NL', $3::timestamptz, $3::timestamptz + interval '1 hour', 'settled', '[]', '[]', $3 FROM generate_series(1, $4)`,
    [permitId, area, startsAt, each],
  );
}

async function run(draftId: string): Promise<{ id: string; result: SimulationResult; done: number; total: number }> {
  const id = randomUUID();
  expect(await askSimulation(deps, { id, ...by(), draftId }, NOW)).toEqual({ outcome: 'asked' });
  expect(await count(database.pool, `outbox WHERE kind = 'simulate' AND subject_id = $1`, [id])).toBe(1);
  await runSimulation(deps, { simulationId: id });
  const { rows } = await database.pool.query<{ result: SimulationResult; done: number; total: number }>(
    'SELECT result, done, total FROM simulation WHERE id = $1',
    [id],
  );
  return { id, ...rows[0]! };
}

it('a proposal is run on last year’s stays, which name nobody, and says who would pay more; again it gives the same [BEYOND-023]', async () => {
  const permits = await Promise.all(Array.from({ length: 12 }, () => visitorPermit(deps, 0)));
  for (const { permitId } of permits) await stays(permitId, 'B', 100);
  // Three permits in another zone: too few to be told apart, and all that is left of the total.
  for (const { permitId } of permits.slice(0, 3)) await stays(permitId, 'C', 1);
  // Of this month, which is not over.
  await stays(permits[0]!.permitId, 'D', 5, '2026-06-03T12:00:00.000Z');
  const draftId = await dearer();
  const { id, result, done, total } = await run(draftId);
  expect([result.actions, done, total]).toEqual([1_203, 1_203, 1_203]);
  const of = (by_: string) => result.tables.find(({ by: is }) => is === by_)!;
  expect(of('outcome')).toMatchObject({
    groups: [{ id: 'more', actions: 1_203, permits: 12, before: 72_180, after: 216_540 }],
    together: null,
  });
  expect(of('area')).toMatchObject({ groups: [], together: { groups: 2, actions: 1_203, permits: 12 } });
  expect(of('hour').groups.map(({ id: hour }) => hour)).toEqual(['12-15']);
  // What is kept names no permit.
  const { rows } = await database.pool.query<{ kept: string }>(
    'SELECT result::text AS kept FROM simulation WHERE id = $1',
    [id],
  );
  for (const { permitId } of permits) expect(rows[0]!.kept).not.toContain(permitId);
  expect((await run(draftId)).result).toEqual(result);
});

it('a proposal of another town does not exist here', async () => {
  const draftId = await dearer();
  const asked = await askSimulation(deps, { id: randomUUID(), ...by('deventer'), draftId }, NOW);
  expect(asked).toMatchObject({ outcome: 'refuse', ground: 'not-found' });
});
