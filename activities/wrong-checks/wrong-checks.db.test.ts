import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { shownOf } from '../../rules/error-rate.ts';
import { DAY_MS, plusMs } from '../../rules/values/moment.ts';
import { inTransaction } from '../db/transaction.ts';
import { checkPlate } from '../enforcement.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { markByOfficer, markByReport } from './mark.ts';
import { countMonths, recentChecks } from './rate.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

const officerId = randomUUID();
const actor = { kind: 'staff' as const, id: officerId, roles: ['officer' as const] };
const check = async (at = NOW, plate = 'W11RNG') =>
  (await checkPlate({ pool: deps.pool, clock: () => at }, { municipalityId: 'voorbeeld', officerId, country: 'NL', plate, areaId: 'A', at })).id; // prettier-ignore
const wrong = (checkId: string, more: Partial<Parameters<typeof markByOfficer>[1]> = {}) =>
  markByOfficer(deps, { municipalityId: 'voorbeeld', officerId, checkId, cause: 'other', actor, ...more });
const period = { municipalityId: 'voorbeeld', timeZone: 'Europe/Amsterdam', from: '2025-06-01T00:00:00.000Z' };

/** A report that was right, about these checks. */
async function putRight(checkIds: string[]): Promise<void> {
  const { permitId, holderId } = await residentPermit(deps, 'resident', []);
  const reportId = randomUUID();
  const { id: staffId } = await colleague(deps.pool, 'clerk');
  await deps.pool.query(
    `INSERT INTO fine_report (id, municipality_id, permit_id, reporter, holder_id, number, release, area_id, language, fine_on, status, cause,
                              answered_by, target_on, legal_on, opened_at, closed_at)
     VALUES ($1, 'voorbeeld', $2, 'holder', $3, $6, 1, 'A', 'nl', '2026-05-01', 'put-right', 'registered-late', $4, '2026-05-08', '2026-06-26', $5, $5)`,
    [reportId, permitId, holderId, staffId, NOW, reportId],
  );
  for (const id of checkIds)
    await deps.pool.query('INSERT INTO fine_report_check (report_id, check_id) VALUES ($1, $2)', [reportId, id]);
  await inTransaction(deps.pool, (tx) => markByReport(tx, reportId, 'registered-late', NOW));
}

describe('checks that turned out wrong', () => {
  it('are counted once each, by who made them or by a report that was right: the rate is the counted cases [BEYOND-026]', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 25; at += 1) ids.push(await check());
    expect(await wrong(ids[0]!)).toEqual({ outcome: 'marked' });
    expect(await wrong(ids[0]!, { cause: 'wrong-place' })).toEqual({ outcome: 'marked' }); // a change of mind
    expect(await wrong(ids[1]!)).toEqual({ outcome: 'marked' });
    await putRight([ids[1]!, ids[2]!]); // one of them the officer had said already
    await putRight([]);
    expect(await wrong(ids[1]!, { cause: 'wrong-place' })).toEqual({ outcome: 'marked' }); // what staff found out stays
    const [month] = await countMonths(deps.pool, period);
    expect(month).toEqual({ month: '2026-05', checks: 25, wrong: { 'wrong-place': 1, 'registered-late': 2 }, withoutCheck: 1 });
    const cases = await count(deps.pool, 'wrong_check WHERE municipality_id = $1', ['voorbeeld']);
    expect(shownOf(month!)).toMatchObject({ wrong: cases, percent: (100 * cases) / 25, withoutCheck: 1 });
    expect(await count(deps.pool, `audit_event WHERE kind = 'check-found-wrong' AND actor_id = $1`, [officerId])).toBe(4);
  }); // prettier-ignore

  it('count in the month they were made in, by the calendar of the municipality', async () => {
    // Half past midnight on the first of April in Amsterdam is still March in Greenwich.
    const id = await check('2026-03-31T22:30:00.000Z');
    await wrong(id);
    const months = await countMonths(deps.pool, period);
    expect(months.map(({ month }) => month)).toEqual(['2026-05', '2026-04']);
  });

  it('are of one’s own only: a check of a colleague or of another municipality is not there', async () => {
    const id = await check();
    expect(await wrong(id, { officerId: randomUUID() })).toMatchObject({ ground: 'not-found' });
    expect(await wrong(id, { municipalityId: 'deventer' })).toMatchObject({ ground: 'not-found' });
  });

  it('can be told of afterwards, from a list without plates', async () => {
    const id = await check(plusMs(NOW, DAY_MS));
    await wrong(id);
    const [last] = await recentChecks(deps.pool, { municipalityId: 'voorbeeld', officerId, since: plusMs(NOW, 1) });
    expect(last).toEqual({ id, at: plusMs(NOW, DAY_MS), areaId: 'A', green: false, cause: 'other' });
  });
});
