import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { checkPlate } from '../enforcement.ts';
import { importReleases } from '../municipalities/import.ts';
import { startParking, stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt } from '../testing/resident-permit.ts';
import { colleague, inTheNameOf, type Colleague } from '../testing/staff.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { decideOnForgottenStop } from './decide.ts';
import { tellForgottenStop } from './tell.ts';

jest.setTimeout(60_000);

/** A Wednesday; a minute costs a cent until nine in the evening. */
const at = (time: string, day = '2026-05-06') => `${day}T${time}:00.000Z`;
const EVENING = at('17:00');

let database: TestDatabase;
let deps: Deps;
let anna: Colleague;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
  anna = await colleague(database.pool, 'finance');
});
afterAll(() => database.drop());

let serial = 0;
const fresh = () => `FS${String(++serial).padStart(4, '0')}`;

async function owned(cents = 5_000) {
  const permit = await visitorPermit(deps, cents);
  return { ...permit, accountId: await accountWith(database.pool, permit.permitId) };
}
type Owned = Awaited<ReturnType<typeof owned>>;

/** From eight until four, and over unless said otherwise. */
async function parked({ permitId, accountId }: Owned, plate = fresh(), until: string | null = at('16:00')) {
  const started = await startParking(deps, {
    permitId, accountId, country: 'NL', plate, display: plate, actor: ME, at: at('08:00'), endsAt: at('18:00'),
  }); // prettier-ignore
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  if (until !== null) await stopParking(deps, { actionId: started.id, actor: ME, at: until });
  return started.id;
}

const tell = (
  { accountId }: Owned,
  actionId: string,
  leftAt = at('09:00'),
  moment = EVENING,
  id: string = randomUUID(),
) => tellForgottenStop(deps, { id, actionId, leftAt, accountId, at: moment });

const purse = async ({ balanceId }: Owned) => {
  const { rows } = await database.pool.query<{ available: string; held: string }>(
    'SELECT available, held FROM balance WHERE id = $1',
    [balanceId],
  );
  return { available: Number(rows[0]!.available), held: Number(rows[0]!.held) };
};
const idOf = async (actionId: string): Promise<string> => {
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM forgotten_stop WHERE action_id = $1', [actionId]);
  return rows[0]!.id;
}; // prettier-ignore

it('gives back at once what was paid after the car left, as a line of its own in the books, and keeps it in the trail [BEYOND-009]', async () => {
  const mine = await owned();
  const actionId = await parked(mine);
  expect(await purse(mine)).toEqual({ available: 5_000 - 480, held: 0 });
  const id = randomUUID();
  const said = { outcome: 'told', status: 'forgiven', back: [{ unit: 'eurocent', amount: 420 }] };
  expect(await tell(mine, actionId, at('09:00'), EVENING, id)).toEqual(said);
  expect(await tell(mine, actionId, at('09:00'), EVENING, id)).toEqual(said);
  expect(await purse(mine)).toEqual({ available: 5_000 - 60, held: 0 });
  const { rows } = await database.pool.query(
    `SELECT p.account, p.amount FROM posting p JOIN journal_entry e ON e.id = p.entry_id
      WHERE e.subject_id = $1 AND e.reason = 'forgiven' ORDER BY 1`,
    [actionId],
  );
  // Four euro eighty had 83 cents of VAT in it, sixty cents have ten.
  expect(rows).toEqual([
    { account: 'available', amount: '-420' },
    { account: 'income', amount: '347' },
    { account: 'vat', amount: '73' },
  ]);
  expect(await count(database.pool, `audit_event WHERE permit_id = $1 AND kind = 'forgotten-stop-forgiven'`, [mine.permitId])).toBe(1); // prettier-ignore
  expect(await tell(mine, actionId)).toMatchObject({ ground: 'forgotten-told' });
});

it('stops one that runs, and leaves what officers were told as it was [BEYOND-009]', async () => {
  const mine = await owned();
  const plate = fresh();
  const actionId = await parked(mine, plate, null);
  expect(await tell(mine, actionId, at('10:00'), at('12:00'))).toMatchObject({
    status: 'forgiven',
    back: [{ unit: 'eurocent', amount: 120 }],
  });
  expect(await purse(mine)).toEqual({ available: 5_000 - 120, held: 0 });
  expect(await isGreenAt(deps, plate, 'B', at('11:59'))).toBe(true);
  expect(await isGreenAt(deps, plate, 'B', at('12:00'))).toBe(false);
  expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'parking-stopped'`, [actionId])).toBe(1);
});

it('is refused when the car was checked there after that, and changes nothing; a check elsewhere says nothing [BEYOND-009]', async () => {
  const mine = await owned();
  const plate = fresh();
  const actionId = await parked(mine, plate, null);
  const asked = { municipalityId: 'voorbeeld', officerId: anna.id, country: 'NL', plate };
  await checkPlate(deps, { ...asked, areaId: 'B', at: at('10:30') });
  await checkPlate(deps, { ...asked, areaId: 'A', at: at('11:30') });
  expect(await tell(mine, actionId, at('10:00'), at('12:00'))).toMatchObject({ ground: 'left-seen-later' });
  expect(await count(database.pool, `parking_action WHERE id = $1 AND state = 'open'`, [actionId])).toBe(1);
  expect(await tell(mine, actionId, at('11:00'), at('12:00'))).toMatchObject({ status: 'forgiven' });
});

it('is forgiven twice a year by itself, also when five are told at the same moment; the others wait for a person [BEYOND-009]', async () => {
  const mine = await owned();
  const actions = [];
  for (let one = 0; one < 5; one += 1) actions.push(await parked(mine));
  const results = await Promise.all(actions.map((id) => tell(mine, id)));
  const of = (status: string) => results.filter((result) => 'status' in result && result.status === status).length;
  expect([of('forgiven'), of('asked')]).toEqual([2, 3]);
  expect(await purse(mine)).toEqual({ available: 5_000 - 2 * 60 - 3 * 480, held: 0 });
  expect(await count(database.pool, `audit_event WHERE permit_id = $1 AND kind = 'forgotten-stop-told'`, [mine.permitId])).toBe(3); // prettier-ignore
});

describe('one that waits for a person', () => {
  async function waiting() {
    const mine = await owned();
    for (let one = 0; one < 2; one += 1) await tell(mine, await parked(mine));
    const actionId = await parked(mine);
    expect(await tell(mine, actionId)).toEqual({ outcome: 'told', status: 'asked', back: [] });
    return { mine, actionId, before: (await purse(mine)).available, id: await idOf(actionId) };
  }
  const mails = (kind: string, actionId: string) =>
    count(database.pool, `message WHERE kind = $1 AND action_id = $2`, [kind, actionId]);

  it('is forgiven once, and who asked is mailed [BEYOND-009]', async () => {
    const { mine, actionId, before, id } = await waiting();
    const forgive = () =>
      decideOnForgottenStop(deps, { id, ...inTheNameOf(anna), verdict: { outcome: 'forgive' } }, at('18:00'));
    const both = await Promise.all([forgive(), forgive()]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['decided', 'refuse']);
    expect((await purse(mine)).available).toBe(before + 420);
    expect(await mails('parking-stop-forgiven', actionId)).toBe(1);
  });

  it('or refused with a reason, and nothing comes back [BEYOND-009]', async () => {
    const { mine, actionId, before, id } = await waiting();
    const verdict = { outcome: 'refuse', ground: 'forgotten-too-often' } as const;
    expect(await decideOnForgottenStop(deps, { id, ...inTheNameOf(anna), verdict }, at('18:00'))).toEqual({ outcome: 'decided' }); // prettier-ignore
    expect((await purse(mine)).available).toBe(before);
    expect(await mails('parking-stop-refused', actionId)).toBe(1);
    expect(await decideOnForgottenStop(deps, { id, municipalityId: 'deventer', actor: anna, verdict }, at('18:00'))).toMatchObject({ ground: 'not-found' }); // prettier-ignore
  });
});

it('counts anew in the next year, and a turn cannot be taken twice', async () => {
  const mine = await owned();
  for (let one = 0; one < 2; one += 1) await tell(mine, await parked(mine));
  await database.pool.query(`UPDATE forgotten_stop SET year = 2025 WHERE permit_id = $1`, [mine.permitId]);
  expect(await tell(mine, await parked(mine))).toMatchObject({ status: 'forgiven' });
  await expect(
    database.pool.query(`UPDATE forgotten_stop SET year = 2025, turn = 1 WHERE permit_id = $1`, [mine.permitId]),
  ).rejects.toThrow('forgotten_stop_turn');
});
