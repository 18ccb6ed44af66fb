import { randomUUID } from 'node:crypto';
import { type Deps } from '../../activities/ports.ts';
import { checkPlate } from '../../activities/enforcement.ts';
import { count, depsOn } from '../../activities/testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../../activities/testing/database.ts';
import { residentPermit } from '../../activities/testing/resident-permit.ts';
import { type Staff } from '../http/caller.ts';
import { findChecks } from './kept-checks.ts';
import { CheckSearch } from './shapes.ts';

let database: TestDatabase;
let deps: Deps;
let clock = '2026-05-06T08:00:00.000Z';
let officerId: string;
let auditor: Staff;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, { clock: () => clock });
  const staff = async (name: string) => {
    const { rows } = await database.pool.query<{ id: string }>(
      `INSERT INTO staff_member (municipality_id, subject_hash, name, roles, seen_at) VALUES ('voorbeeld', $1, $2, '{officer}', now()) RETURNING id`,
      [Buffer.from(name), name],
    );
    return rows[0]!.id;
  };
  officerId = await staff('P. Smit');
  auditor = {
    kind: 'staff', id: await staff('A. Auditor'), municipalityId: 'voorbeeld', language: 'nl', roles: ['auditor'],
    sessionHash: Buffer.alloc(0), actsFor: null,
  }; // prettier-ignore
  await residentPermit(deps, 'resident', ['KC0001']);
  await residentPermit(deps, 'resident', ['KC0002'], {
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-05-06T08:00:00.000Z',
  });
  const ask = async (time: string, plate: string, areaId: string, by = officerId) => {
    clock = `2026-05-06T${time}:00.000Z`;
    await checkPlate(deps, { municipalityId: 'voorbeeld', officerId: by, country: 'NL', plate, areaId, at: clock });
  };
  await ask('08:01', 'KC0001', 'B');
  await ask('08:02', 'KC0002', 'B'); // ended two minutes ago
  await ask('08:03', 'KC0O01', 'B'); // a sign read wrong
  await ask('08:04', 'ZZ9999', 'A', randomUUID());
  await checkPlate(deps, {
    municipalityId: 'deventer',
    officerId,
    country: 'NL',
    plate: 'KC0001',
    areaId: 'B',
    at: clock,
  });
});
afterAll(() => database.drop());

const found = (question: object) => findChecks({ deps }, auditor, CheckSearch.parse(question));
const plates = async (question: object) => (await found(question)).items.map(({ plate }) => plate?.display);

describe('every check of a municipality', () => {
  it('is listed with its answer, newest first, and none of another municipality [PEERS-036, PEERS-037]', async () => {
    const { items, nextCursor } = await found({});
    expect(items.map(({ plate, verdict, justExpired }) => [plate?.display, verdict, justExpired])).toEqual([
      ['ZZ9999', 'red', false],
      ['KC0O01', 'amber', false],
      ['KC0002', 'red', true],
      ['KC0001', 'green', false],
    ]);
    expect(nextCursor).toBeNull();
    expect(items[0]!.officer).toBeNull();
    expect(items[3]).toMatchObject({ officer: 'P. Smit', areaId: 'B', offline: null });
  });

  it('is found by its answer, its place, its officer and its moment', async () => {
    expect(await plates({ answer: 'green' })).toEqual(['KC0001']);
    expect(await plates({ answer: 'amber' })).toEqual(['KC0O01']);
    expect(await plates({ answer: 'red' })).toEqual(['ZZ9999', 'KC0002']);
    expect(await plates({ answer: 'just-expired' })).toEqual(['KC0002']);
    expect(await plates({ area: 'A' })).toEqual(['ZZ9999']);
    expect(await plates({ officerId })).toEqual(['KC0O01', 'KC0002', 'KC0001']);
    expect(await plates({ from: '2026-05-06T08:02:00.000Z', before: '2026-05-06T08:03:00.000Z' })).toEqual(['KC0002']);
  });

  it('comes page by page without one twice or none, and says that somebody looked once per list', async () => {
    const looked = () => count(database.pool, `audit_event WHERE kind = 'checks-listed'`);
    const before = await looked();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof found>> = await found({ limit: 1, ...(cursor !== null && { cursor }) });
      seen.push(...page.items.map(({ plate }) => plate!.display));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['ZZ9999', 'KC0O01', 'KC0002', 'KC0001']);
    expect(await looked()).toBe(before + 1);
  });

  it('keeps its answer when its plate is erased', async () => {
    await database.pool.query(`UPDATE plate_check SET plate = NULL WHERE plate = 'ZZ9999'`);
    expect((await found({ area: 'A' })).items[0]).toMatchObject({ plate: null, verdict: 'red' });
  });
});
