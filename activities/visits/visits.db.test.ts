import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type Interval } from '../../rules/values/moment.ts';
import { inTransaction } from '../db/transaction.ts';
import { openBalances } from '../balances/open.ts';
import { erase } from '../erasure.ts';
import { importReleases } from '../municipalities/import.ts';
import { stopParking } from '../parking.ts';
import { openApplication } from '../permit-applications/open.ts';
import { type Deps } from '../ports.ts';
import { accountWith, newAccount } from '../testing/account.ts';
import { count, depsOn, ME, NOW as LONG_AGO, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt } from '../testing/resident-permit.ts';
import { voorbeeld } from '../testing/voorbeeld.ts';
import { cancelVisit, readRoster, shiftVisit } from './one.ts';
import { addPlan, planVisits, removePlan, type NewPlan } from './plan.ts';

jest.setTimeout(60_000);

/** A Wednesday, ten in the morning; the Monday after the next weekend but one is Whit Monday. */
const NOW = '2026-05-06T08:00:00.000Z';
const VALIDITY: Interval = { from: '2026-05-01T00:00:00.000Z', to: '2027-05-01T00:00:00.000Z' };
const YEAR = 750 * 60;

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(8);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [voorbeeld()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

interface Care {
  permitId: string;
  accountId: string;
  plates: string[];
}

/** Care at home in zone B with two carers' plates on it, in the app of whoever is cared for. */
async function careAtHome(): Promise<Care> {
  const holderId = await resident(database.pool);
  const [permitId, applicationId] = [randomUUID(), randomUUID()];
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'home-care', actor: ME, at: LONG_AGO, key: `open ${applicationId}`,
  }); // prettier-ignore
  await database.pool.query(
    `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                         valid_from, valid_until, issued_at)
     SELECT $1, 'voorbeeld', $2, $3::uuid, 'ZH-' || $3::uuid, 'home-care', max(number), 'B', 'P12M', 0, $4, $5, $4
       FROM release WHERE municipality_id = 'voorbeeld'`,
    [permitId, holderId, applicationId, VALIDITY.from, VALIDITY.to],
  );
  const plates = [1, 2].map((n) => `Z${n}${randomUUID().slice(0, 5).toUpperCase()}`);
  for (const [at, plate] of plates.entries())
    await database.pool.query(
      `INSERT INTO permit_plate (permit_id, position, country, plate, display, since) VALUES ($1, $2, 'NL', $3, $3, $4)`,
      [permitId, at + 1, plate, VALIDITY.from],
    );
  const product = voorbeeld().products.find(({ id }) => id === 'home-care')!;
  const balances = { permitId, municipalityId: 'voorbeeld', product, validity: VALIDITY, timeZone: 'Europe/Amsterdam' };
  await inTransaction(database.pool, (tx) => openBalances(tx, balances, VALIDITY.from));
  return { permitId, plates, accountId: await accountWith(database.pool, permitId) };
}

const add = ({ permitId, accountId, plates }: Care, more: Partial<NewPlan> & { carer?: number } = {}) => {
  const plate = plates[more.carer ?? 0]!;
  return addPlan(deps, {
    municipalityId: 'voorbeeld', permitId, plate: { country: 'NL', key: plate, display: plate }, areaId: null, weekdays: [5],
    startTime: '09:00', endTime: '10:00', terms: { dayEnd: 'midnight', longestMinutes: null }, actor: { kind: 'account', id: accountId },
    at: NOW, key: randomUUID(), ...more,
  });
}; // prettier-ignore
const roster = ({ permitId }: Care, at = NOW, grantId: string | null = null) =>
  readRoster(database.pool, { permitId, grantId }, { today: at.slice(0, 10), at });
const free = async ({ permitId }: Care) => {
  const { rows } = await database.pool.query<{ available: string }>(
    `SELECT b.available FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
      WHERE pb.permit_id = $1 AND b.period_from = '2026-01-01'`,
    [permitId],
  );
  return Number(rows[0]!.available);
};
const by = ({ permitId, accountId }: Care, visitId: string, grantId: string | null = null, at = NOW) => ({
  permitId, grantId, visitId, actor: { kind: 'account', id: accountId } as const, at,
}); // prettier-ignore

/** A carer with a grant for the plate of a carer. */
async function carer({ permitId, plates }: Care, n: number): Promise<string> {
  const [id, email] = [randomUUID(), `${randomUUID()}@zorg.example`];
  const accountId = await newAccount(database.pool, email);
  await database.pool.query(
    `INSERT INTO permit_grant (id, municipality_id, permit_id, email, email_key, country, plate, display, status, account_id, invited_at, accepted_at)
     VALUES ($1, 'voorbeeld', $2, $3, $3, 'NL', $4, $4, 'accepted', $5, $6, $6)`,
    [id, permitId, email, plates[n], accountId, NOW],
  );
  return id;
}

it('a visit on the roster parks by itself, every week, from the hours of care [BEYOND-012]', async () => {
  const care = await careAtHome();
  expect(await add(care)).toEqual({ outcome: 'added' });
  expect((await roster(care)).visits).toMatchObject([{ date: '2026-05-08', state: 'planned', ground: null }]);
  expect(await free(care)).toBe(YEAR - 60);
  expect(await isGreenAt(deps, care.plates[0]!, 'B', '2026-05-08T07:30:00.000Z')).toBe(true);
  expect(await isGreenAt(deps, care.plates[0]!, 'B', '2026-05-08T08:30:00.000Z')).toBe(false);

  // The next comes within reach, once, whoever looks how often.
  await planVisits(deps, NOW);
  expect(await free(care)).toBe(YEAR - 60);
  const friday = '2026-05-08T12:00:00.000Z';
  await Promise.all([planVisits(deps, friday), planVisits(deps, friday)]);
  expect((await roster(care, friday)).visits.map(({ date }) => date)).toEqual(['2026-05-15']);
  expect(await count(database.pool, 'parking_action WHERE permit_id = $1', [care.permitId])).toBe(2);
  expect(await free(care)).toBe(YEAR - 120);
});

it('on a holiday nobody comes, and nothing is taken [BEYOND-012]', async () => {
  const care = await careAtHome();
  await add(care, { weekdays: [1], at: '2026-05-20T08:00:00.000Z' });
  expect((await roster(care, '2026-05-20T08:00:00.000Z')).visits).toMatchObject([
    { date: '2026-05-25', state: 'holiday', startsAt: null },
  ]);
  expect(await free(care)).toBe(YEAR);
});

it('a visit that cannot be says why, and is booked when it can be after all [BEYOND-012]', async () => {
  const care = await careAtHome();
  await database.pool.query(
    `UPDATE permit_plate SET until = $2 WHERE permit_id = $1 AND plate = $3 AND until IS NULL`,
    [care.permitId, NOW, care.plates[1]],
  );
  expect(await add(care, { carer: 1 })).toMatchObject({ ground: 'plate-not-on-permit' });
  await database.pool.query('UPDATE permit SET blocked_at = $2 WHERE id = $1', [care.permitId, NOW]);
  await add(care);
  expect((await roster(care)).visits).toMatchObject([{ state: 'refused', ground: 'permit-not-in-force' }]);
  await database.pool.query('UPDATE permit SET blocked_at = NULL WHERE id = $1', [care.permitId]);
  await planVisits(deps, NOW);
  expect((await roster(care)).visits).toMatchObject([{ state: 'planned', ground: null }]);
});

it('a carer shifts or cancels one visit of their own plate, and no other’s [BEYOND-012]', async () => {
  const care = await careAtHome();
  await add(care);
  await add(care, { carer: 1, startTime: '14:00', endTime: '15:00' });
  const grantId = await carer(care, 0);
  const own = await roster(care, NOW, grantId);
  expect([own.lines, own.visits, own.plates].map(({ length }) => length)).toEqual([1, 1, 1]);
  const [first, second] = (await roster(care)).visits;
  const later = { startsAt: '2026-05-09T12:00:00.000Z', endsAt: '2026-05-09T14:00:00.000Z' };
  expect(await shiftVisit(deps, { ...by(care, second!.id, grantId), ...later })).toMatchObject({ ground: 'not-found' });
  expect(await shiftVisit(deps, { ...by(care, first!.id, grantId), ...later })).toEqual({ outcome: 'shifted' });
  expect(await free(care)).toBe(YEAR - 60 - 120);
  expect(await isGreenAt(deps, care.plates[0]!, 'B', '2026-05-08T07:30:00.000Z')).toBe(false);
  expect(await isGreenAt(deps, care.plates[0]!, 'B', '2026-05-09T13:00:00.000Z')).toBe(true);

  // What cannot be leaves it as it was.
  const past = { startsAt: '2026-05-05T12:00:00.000Z', endsAt: '2026-05-05T14:00:00.000Z' };
  expect(await shiftVisit(deps, { ...by(care, first!.id), ...past })).toMatchObject({ outcome: 'refuse' });
  expect(await isGreenAt(deps, care.plates[0]!, 'B', '2026-05-09T13:00:00.000Z')).toBe(true);

  expect(await cancelVisit(deps, by(care, first!.id, grantId))).toEqual({ outcome: 'cancelled' });
  expect(await cancelVisit(deps, by(care, first!.id, grantId))).toMatchObject({ ground: 'not-found' });
  expect(await free(care)).toBe(YEAR - 60);
  await planVisits(deps, NOW);
  expect((await roster(care)).visits.map(({ state }) => state).sort()).toEqual(['cancelled', 'planned']);
});

it('a visit cancelled among the other actions is cancelled on the roster, and one that began is not shifted [BEYOND-012]', async () => {
  const care = await careAtHome();
  await add(care);
  await add(care, { carer: 1 });
  const [first, second] = (await roster(care)).visits;
  const { rows } = await database.pool.query<{ action_id: string }>('SELECT action_id FROM visit WHERE id = $1', [
    first!.id,
  ]);
  await stopParking(deps, { actionId: rows[0]!.action_id, actor: ME, at: NOW, planned: true });
  expect((await roster(care)).visits.find(({ id }) => id === first!.id)).toMatchObject({ state: 'cancelled' });
  const during = '2026-05-08T07:30:00.000Z';
  expect((await roster(care, during)).visits).toMatchObject([{ id: second!.id, state: 'running' }]);
  expect(await cancelVisit(deps, by(care, second!.id, null, during))).toMatchObject({ ground: 'already-begun' });
});

it('who is taken off the roster comes no more, and what was ahead goes back [BEYOND-012]', async () => {
  const care = await careAtHome();
  await add(care, { weekdays: [5, 6] });
  const { lines } = await roster(care);
  const actor = { kind: 'account', id: care.accountId } as const;
  const { permitId } = care;
  expect(await removePlan(deps, { planId: lines[0]!.id, permitId: randomUUID(), actor, at: NOW })).toBeUndefined();
  expect(await removePlan(deps, { planId: lines[0]!.id, permitId, actor, at: NOW })).toBe(1);
  expect(await free(care)).toBe(YEAR - 60);
  const left = await roster(care);
  expect([left.lines, left.visits].map(({ length }) => length)).toEqual([1, 1]);
});

it('the roster of a permit that is over goes when its plates do [BEYOND-012]', async () => {
  const care = await careAtHome();
  await add(care);
  await database.pool.query(`UPDATE permit SET status = 'ended', ended_at = $2 WHERE id = $1`, [care.permitId, NOW]);
  await planVisits(deps, '2026-05-09T08:00:00.000Z');
  expect(await count(database.pool, 'parking_action WHERE permit_id = $1', [care.permitId])).toBe(1);
  const planned = () => count(database.pool, 'visit_plan WHERE permit_id = $1', [care.permitId]);
  await erase(deps, '2026-07-01T08:00:00.000Z');
  expect(await planned()).toBe(1);
  await erase(deps, '2026-08-07T08:00:00.000Z');
  expect(await planned()).toBe(0);
});
