import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { erase } from '../erasure.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Deps } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague, inTheNameOf, type Colleague } from '../testing/staff.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { importReleases } from '../municipalities/import.ts';
import { recordOutage, withdrawOutage } from './record.ts';
import { decideOnRelief, proposeRelief } from './relief.ts';
import { keepingTries } from './tries.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let anna: Colleague;
let bob: Colleague;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
  [anna, bob] = [await colleague(database.pool, 'finance'), await colleague(database.pool, 'finance')];
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('TRUNCATE outage, failed_try CASCADE'));

/** An outage of an hour before now, and somebody with ten euros who could not start in it. */
async function hit(ground = 'failed') {
  const outageId = randomUUID();
  await recordOutage(
    deps,
    {
      id: outageId,
      ...inTheNameOf(anna),
      part: 'parking',
      beganAt: '2026-05-01T11:00:00.000Z',
      endedAt: NOW,
      instead: null,
    },
    NOW,
  );
  const { permitId, balanceId } = await visitorPermit(deps, 1_000);
  const accountId = await accountWith(database.pool, permitId);
  await tried(permitId, accountId, ground, '2026-05-01T11:30:00.000Z');
  return { outageId, permitId, balanceId, accountId, tryId: await newestTry() };
}
const tried = async (permitId: string, accountId: string, ground: string, at: string) => {
  const tries = { accountId, permitId, act: 'start', plate: { country: 'NL', plate: 'K51FTN' } } as const;
  const clock = () => at;
  if (ground !== 'failed')
    return void (await keepingTries({ ...deps, clock }, tries, () => Promise.resolve(refuse(ground))));
  const broken = keepingTries({ ...deps, clock }, tries, () => Promise.reject(new Error('the books are closed')));
  await expect(broken).rejects.toThrow('the books are closed');
};
const newestTry = async () => {
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM failed_try ORDER BY id DESC LIMIT 1');
  return rows[0]!.id;
};
const propose = async (of: { tryId: string; outageId: string }, more: object = {}, actor = anna) => {
  const id = randomUUID();
  const asked = { id, ...inTheNameOf(actor), ...of, unit: 'eurocent', amount: 250, actionId: null, ...more } as const;
  return { id, said: await proposeRelief(deps, asked, NOW) };
};
const available = async (balanceId: string): Promise<number> => {
  const { rows } = await database.pool.query<{ available: string }>('SELECT available FROM balance WHERE id = $1', [balanceId]);
  return Number(rows[0]!.available);
}; // prettier-ignore

it('keeps who tried in vain, with a keyed hash of the car and nothing else, for grounds an outage can be behind [PEERS-044]', async () => {
  await hit();
  const { rows } = await database.pool.query<{ text: string }>('SELECT t::text AS text FROM failed_try t');
  expect(rows).toHaveLength(1);
  expect(rows[0]!.text).not.toContain('K51FTN');
  await hit('plate-empty').catch(() => undefined);
  expect(await count(database.pool, 'failed_try')).toBe(1);
});

it('gives a credit that one proposes and another grants: on the balance, in the books, with a mail, once [PEERS-044]', async () => {
  const of = await hit();
  const { id, said } = await propose(of);
  expect(said).toEqual({ outcome: 'proposed' });
  expect(await decideOnRelief(deps, { id, ...inTheNameOf(anna), grant: true }, NOW)).toMatchObject({ ground: 'own-work' });
  expect((await propose(of)).said).toMatchObject({ ground: 'relief-given' });
  const twice = await Promise.all([bob, await colleague(database.pool, 'finance')].map((one) => decideOnRelief(deps, { id, ...inTheNameOf(one), grant: true }, NOW)));
  expect(twice.map(({ outcome }) => outcome).sort()).toEqual(['decided', 'refuse']);
  expect(await available(of.balanceId)).toBe(1_250);
  expect(await count(database.pool, `journal_entry WHERE subject_id = $1 AND reason = 'relief'`, [id])).toBe(1);
  expect(await count(database.pool, `message WHERE kind = 'outage-relief' AND account_id = $1`, [of.accountId])).toBe(1);
  await expect(
    database.pool.query('UPDATE outage_relief SET decided_by = proposed_by WHERE id = $1', [id]),
  ).rejects.toThrow('relief_granted_by_another');
}); // prettier-ignore

it('gives back what an action of that time cost, and no more, out of what was earned', async () => {
  const of = await hit();
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, state, holds, costs, started_at, account_id)
     SELECT 'voorbeeld', $1, 'B', release, 'NL', 'K51FTN', 'K-51-FTN', '2026-05-01T11:10:00Z', '2026-05-01T11:50:00Z', 'settled', '[]', $2,
            '2026-05-01T11:10:00Z', $3 FROM permit WHERE id = $1 RETURNING id`,
    [of.permitId, JSON.stringify([{ balanceId: of.balanceId, amount: 121 }]), of.accountId],
  );
  const actionId = rows[0]!.id;
  expect((await propose(of, { actionId, amount: 122 })).said).toMatchObject({ ground: 'relief-above-cost' });
  const { id } = await propose(of, { actionId, amount: 121 });
  expect(await decideOnRelief(deps, { id, ...inTheNameOf(bob), grant: true }, NOW)).toEqual({ outcome: 'decided' });
  expect(await available(of.balanceId)).toBe(1_121);
  const { rows: posted } = await database.pool.query<{ account: string; amount: string }>(
    'SELECT p.account, p.amount FROM posting p JOIN journal_entry e ON e.id = p.entry_id WHERE e.subject_id = $1 ORDER BY 1',
    [id],
  );
  expect(posted).toEqual([
    { account: 'available', amount: '-121' },
    { account: 'income', amount: '100' },
    { account: 'vat', amount: '21' },
  ]);
});

it('goes to nobody who was not hit, to no balance that is not there, and what was refused can be proposed anew', async () => {
  const of = await hit();
  expect((await propose({ ...of, tryId: randomUUID() })).said).toMatchObject({ ground: 'not-found' });
  expect((await propose(of, { unit: 'minute' })).said).toMatchObject({ ground: 'relief-no-balance' });
  expect((await propose(of, { actionId: randomUUID() })).said).toMatchObject({ ground: 'relief-not-hit' });
  const { id } = await propose(of);
  expect(await decideOnRelief(deps, { id, ...inTheNameOf(anna), grant: false }, NOW)).toEqual({ outcome: 'decided' });
  expect(await decideOnRelief(deps, { id, ...inTheNameOf(bob), grant: true }, NOW)).toMatchObject({
    ground: 'relief-decided',
  });
  expect(await available(of.balanceId)).toBe(1_000);
  expect((await propose(of)).said).toEqual({ outcome: 'proposed' });
});

it('forgets tries outside an outage after a week, and those inside with the plates of that time', async () => {
  const { outageId, permitId, accountId } = await hit();
  await tried(permitId, accountId, 'failed', '2026-05-01T09:00:00.000Z');
  expect(await erase(deps, '2026-05-08T09:00:00.000Z')).toMatchObject({ strayTries: 1, failedTries: 0 });
  expect(await count(database.pool, 'failed_try')).toBe(1);
  expect(await erase(deps, '2026-06-01T00:00:00.000Z')).toMatchObject({ failedTries: 0 });
  expect(await erase(deps, '2026-08-15T00:00:00.000Z')).toMatchObject({ failedTries: 1 });
  expect(await withdrawOutage(deps, { id: outageId, ...inTheNameOf(anna) }, NOW)).toEqual({ outcome: 'recorded' });
});
