import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { record, SYSTEM } from '../../activities/db/stores/audit.ts';
import { openDataSource } from '../../activities/db/data-source.ts';
import { inTransaction } from '../../activities/db/transaction.ts';
import { depsOn, NOW } from '../../activities/testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../../activities/testing/database.ts';
import { residentPermit } from '../../activities/testing/resident-permit.ts';
import { type Deps } from '../../activities/ports.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { findCases, findEvents } from './search.ts';
import { type EventSearch } from './shapes.ts';
import { type z } from 'zod';
import { readTimeline } from './timeline.ts';

jest.setTimeout(60_000);

const AUDITOR = {
  kind: 'staff',
  id: randomUUID(),
  municipalityId: 'voorbeeld',
  roles: ['auditor'],
} as unknown as Staff;

let database: TestDatabase;
let deps: Deps;
let api: Pick<Api, 'deps' | 'orm'>;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  api = { deps, orm: await openDataSource(database.url, 1) };
});
afterAll(async () => {
  await api.orm.destroy();
  await database.drop();
});

/** Minutes after noon of the first of May. */
const at = (minute: number) => new Date(Date.parse(NOW) + minute * 60_000).toISOString();
const search = (more: Partial<z.infer<typeof EventSearch>>) =>
  findEvents(api, 'voorbeeld', { kinds: [], limit: 25, ...more });
const opened = (minute: number, municipalityId = 'voorbeeld') =>
  inTransaction(database.pool, (tx) =>
    record(tx, at(minute), SYSTEM, { municipalityId }, { kind: 'release-imported', data: { release: minute, sha256: 'x' } }),
  ); // prettier-ignore

describe('the search of the auditor', () => {
  it('finds a case by a plate and a moment, with what counted then, and leaves word of the search with it', async () => {
    const { permitId } = await residentPermit(deps, 'resident-centre', ['AB12CD']);
    await residentPermit(deps, 'resident-centre', ['AB12CE']);
    const { items } = await findCases(api, AUDITOR, {
      plate: 'ab-12-cd',
      country: 'NL',
      at: '2026-05-01T12:00:00.000Z',
    });
    expect(items).toHaveLength(1);
    expect(items[0]!.rights).toEqual([
      { kind: 'permit', since: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z', areas: ['A'], actionId: null },
    ]); // prettier-ignore
    const { rows } = await database.pool.query(
      `SELECT application_id, data FROM audit_event WHERE kind = 'plate-searched'`,
    );
    expect(rows).toEqual([{ application_id: items[0]!.id, data: { at: '2026-05-01T12:00:00.000Z', cases: 1 } }]);
    expect(JSON.stringify(rows)).not.toContain('AB12');
    expect((await database.pool.query('SELECT application_id FROM permit WHERE id = $1', [permitId])).rows[0]).toEqual({
      application_id: items[0]!.id,
    });
    expect(await findCases(api, AUDITOR, { plate: 'AB-12-CD', country: 'D', at: NOW })).toEqual({
      items: [],
      thirdParties: [],
    });
    expect(await findCases(api, AUDITOR, { plate: 'AB12CD', country: 'NL', at: '2025-05-01T12:00:00.000Z' })).toEqual({ items: [], thirdParties: [] }); // prettier-ignore
  });

  it('reads events page by page, newest first, each once, also those of one moment', async () => {
    for (const minute of [1, 2, 2, 2, 3]) await opened(minute);
    await opened(9, 'deventer');
    const kinds = ['release-imported'];
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await search({ kinds, from: at(1), limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ data }) => data['release'] as number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([3, 2, 2, 2, 1]);
    expect((await search({ kinds, from: at(2), before: at(3) })).items).toHaveLength(3);
    expect((await search({ from: at(3) })).items.map(({ data }) => data['release'])).toEqual([3]);
    expect((await search({ kinds: ['permit-ended'] })).items).toEqual([]);
  });

  it('finds what one member of staff did', async () => {
    const found = await search({ staffId: AUDITOR.id });
    expect(new Set(found.items.map(({ kind }) => kind))).toEqual(new Set(['plate-searched']));
    expect(await search({ staffId: randomUUID() })).toEqual({ items: [], nextCursor: null });
  });
});

describe('the timeline of a case', () => {
  it('goes on page by page through what its permit did, and tells each event once', async () => {
    const { permitId, holderId } = await residentPermit(deps, 'resident', ['XY98ZA']);
    const { rows } = await database.pool.query<{ id: string; release: number }>(
      'SELECT a.id, a.release FROM application a JOIN permit p ON p.application_id = a.id WHERE p.id = $1',
      [permitId],
    );
    const { id, release } = rows[0]!;
    const about = { municipalityId: 'voorbeeld', holderId, applicationId: id, permitId };
    await inTransaction(database.pool, async (tx) => {
      for (let minute = 0; minute < 5; minute += 1)
        await record(tx, at(minute), SYSTEM, about, { kind: 'permit-coupled', data: { permitId, moved: false } });
    });
    const first = await readTimeline(api, 'voorbeeld', { id, release }, { limit: 4 });
    const rest = await readTimeline(api, 'voorbeeld', { id, release }, { limit: 4, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items].map(({ kind }) => kind)).toEqual(['application-opened', ...Array(5).fill('permit-coupled')]); // prettier-ignore
    expect(rest.nextCursor).toBeNull();
    expect(first.items[0]!.about).toMatchObject({ nl: expect.any(String) });
  });
});
