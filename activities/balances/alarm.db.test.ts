import { jest } from '@jest/globals';
import { importReleases } from '../municipalities/import.ts';
import { startParking, stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { alarmOf, setAlarm, tellAlarms } from './alarm.ts';

jest.setTimeout(30_000); // a database of its own takes its time on a busy machine

/** A Wednesday, ten in the morning by the wall clock; a minute costs a cent until nine in the evening. */
const NOW = '2026-05-06T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(12);
  deps = { ...(await depsOn(database.pool)), clock: () => NOW };
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

interface Visitor {
  permitId: string;
  balanceId: string;
  accountId: string;
}

async function visitor(cents: number, threshold?: number): Promise<Visitor> {
  const permit = await visitorPermit(deps, cents);
  const accountId = await accountWith(database.pool, permit.permitId);
  const who = { ...permit, accountId };
  if (threshold !== undefined) expect(await set(who, threshold)).toEqual({ outcome: 'set' });
  return who;
}

const set = ({ permitId, accountId }: Visitor, threshold: number | null) =>
  setAlarm(deps, { permitId, accountId, unit: 'eurocent', threshold, at: NOW });

async function park({ permitId }: Visitor, plate: string): Promise<string> {
  const started = await startParking(deps, {
    permitId, country: 'NL', plate, display: plate, endsAt: '2026-05-06T09:00:00.000Z', actor: ME, at: NOW,
  }); // prettier-ignore
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  return started.id;
}

const crossings = ({ balanceId }: Visitor) => count(database.pool, `outbox WHERE kind = 'alarm-crossed' AND subject_id = $1`, [balanceId]); // prettier-ignore
const mails = ({ permitId }: Visitor) => count(database.pool, `message WHERE kind = 'balance-low' AND permit_id = $1`, [permitId]); // prettier-ignore
const isBelow = async ({ permitId, accountId }: Visitor) => (await alarmOf(deps, { permitId, accountId, at: NOW }))?.below; // prettier-ignore
/** As somebody else's booking would: money comes in. */
const raise = ({ balanceId }: Visitor, cents: number) =>
  database.pool.query('UPDATE balance SET available = available + $2 WHERE id = $1', [balanceId, cents]);

describe('a balance alarm', () => {
  it('tells once when the balance falls below it, and again only after it has been above [2PARK-108]', async () => {
    const who = await visitor(200, 100);
    expect(await isBelow(who)).toBe(false);
    await park(who, 'AA1');
    expect([await crossings(who), await isBelow(who)]).toEqual([0, false]);
    const second = await park(who, 'AA2');
    expect([await crossings(who), await isBelow(who)]).toEqual([1, true]);
    for (let again = 0; again < 3; again += 1) await tellAlarms(deps, who.balanceId);
    expect(await mails(who)).toBe(1);

    await stopParking(deps, { actionId: second, actor: ME, at: NOW });
    expect([await crossings(who), await isBelow(who)]).toEqual([2, false]);
    await tellAlarms(deps, who.balanceId);
    await park(who, 'AA3');
    await tellAlarms(deps, who.balanceId);
    expect([await crossings(who), await mails(who)]).toEqual([3, 2]);
  });

  it('tells once, however many pass it and look at the same moment', async () => {
    const who = await visitor(600, 300);
    await Promise.all(Array.from({ length: 8 }, (_, n) => park(who, `P${n}`)));
    expect(await crossings(who)).toBe(1);
    await Promise.all(Array.from({ length: 6 }, () => tellAlarms(deps, who.balanceId)));
    expect(await mails(who)).toBe(1);
  });

  it('says nothing when a top-up was there before anybody looked', async () => {
    const who = await visitor(100, 100);
    await park(who, 'AA1');
    await raise(who, 500);
    await tellAlarms(deps, who.balanceId);
    expect(await mails(who)).toBe(0);
  });

  it('set above what there is shows so at once and mails nothing, until it is passed from above', async () => {
    const who = await visitor(50, 100);
    expect(await isBelow(who)).toBe(true);
    await tellAlarms(deps, who.balanceId);
    expect(await mails(who)).toBe(0);
    await raise(who, 100);
    await tellAlarms(deps, who.balanceId);
    await park(who, 'AA1');
    await tellAlarms(deps, who.balanceId);
    expect(await mails(who)).toBe(1);
  });

  it('taken away is gone, and bookings are watched no longer', async () => {
    const who = await visitor(100, 100);
    await set(who, null);
    await park(who, 'AA1');
    expect([await crossings(who), await isBelow(who)]).toEqual([0, undefined]);
    expect(await count(database.pool, 'balance WHERE id = $1 AND alarmed', [who.balanceId])).toBe(0);
  });

  it('of a unit this product does not have is refused', async () => {
    const { permitId, accountId } = await visitor(100);
    expect(await setAlarm(deps, { permitId, accountId, unit: 'minute', threshold: 60, at: NOW })).toMatchObject({
      ground: 'alarm-not-offered',
    });
  });

  it('goes with the permit: whoever it was moved away from hears nothing of it', async () => {
    const who = await visitor(100, 100);
    await database.pool.query('DELETE FROM coupling WHERE permit_id = $1', [who.permitId]);
    await accountWith(database.pool, who.permitId);
    await park(who, 'AA1');
    await tellAlarms(deps, who.balanceId);
    expect(await mails(who)).toBe(0);
  });
});
