import { jest } from '@jest/globals';
import { importReleases } from '../municipalities/import.ts';
import { parkingFacts, startParking, stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { accountWith, newAccount } from '../testing/account.ts';
import { count, depsOn } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { inviteToGrant, type InvitedRails } from './invite.ts';
import { pauseGrant } from './pause.ts';
import { grantFacts, reachGrantTerm } from './term.ts';

jest.setTimeout(60_000);

/** A Wednesday, ten in the morning by the wall clock. */
const NOW = '2026-05-06T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

let serial = 0;

/** A permit with ten euros, and somebody who accepted a grant on it with these guard rails. */
async function granted(more: Partial<InvitedRails> = {}) {
  const { permitId } = await visitorPermit(deps, 1_000);
  const owner = await accountWith(database.pool, permitId);
  const email = `bound${++serial}@inwoner.example`;
  const accountId = await newAccount(database.pool, email);
  const rails = { days: null, hours: null, weeklyStarts: null, tellStarts: false, lastDay: null, ...more };
  const invited = await inviteToGrant(deps, { permitId, accountId: owner, email, plate: null, amount: null, monthlyCap: null, rails, at: NOW });
  if (invited.outcome !== 'invited') throw new Error(JSON.stringify(invited));
  const { grantId } = invited;
  await database.pool.query(`UPDATE permit_grant SET status = 'accepted', account_id = $2, accepted_at = $3 WHERE id = $1`, [grantId, accountId, NOW]);
  return { permitId, owner, accountId, grantId };
} // prettier-ignore
type Granted = Awaited<ReturnType<typeof granted>>;

const start = ({ permitId, accountId, grantId }: Granted, at = NOW, minutes = 30) => {
  const plate = `GR${String(++serial).padStart(4, '0')}`;
  return startParking(deps, {
    permitId, accountId, grantId, country: 'NL', plate, display: plate, actor: { kind: 'account', id: accountId }, at,
    endsAt: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
  }); // prettier-ignore
};
const pause = ({ permitId, grantId, owner }: Granted, paused: boolean) =>
  pauseGrant(deps, { permitId, grantId, paused, accountId: owner, at: NOW });

it('lets nobody start outside the days and hours it was given for [BEYOND-042]', async () => {
  const bound = await granted({ days: [3], hours: { fromMinute: 600, untilMinute: 720 } });
  expect(await start(bound)).toMatchObject({ outcome: 'started' });
  expect(await start(bound, '2026-05-06T07:59:00.000Z')).toMatchObject({ ground: 'outside-grant-hours' });
  expect(await start(bound, '2026-05-07T08:30:00.000Z')).toMatchObject({ ground: 'outside-grant-hours' });
  expect(await start(bound, NOW, 121)).toMatchObject({ ground: 'past-latest-end' });
});

it('has its starts of a week and not one more, also when five begin at the same moment; one that was taken back is none [BEYOND-042]', async () => {
  const bound = await granted({ weeklyStarts: 2 });
  const results = await Promise.all(Array.from({ length: 5 }, () => start(bound)));
  const grounds = results.flatMap((result) => ('ground' in result ? [result.ground] : []));
  expect(grounds).toEqual(Array.from({ length: 3 }, () => 'weekly-starts-reached'));
  expect(await count(database.pool, 'parking_action WHERE grant_id = $1', [bound.grantId])).toBe(2);

  const other = await granted({ weeklyStarts: 1 });
  const planned = await startParking(deps, {
    permitId: other.permitId, accountId: other.accountId, grantId: other.grantId, country: 'NL', plate: 'GRPLAN', display: 'GRPLAN',
    actor: { kind: 'account', id: other.accountId }, at: NOW, startsAt: '2026-05-06T10:00:00.000Z', endsAt: '2026-05-06T11:00:00.000Z',
  }); // prettier-ignore
  if (planned.outcome !== 'started') throw new Error(JSON.stringify(planned));
  expect(await start(other)).toMatchObject({ ground: 'weekly-starts-reached' });
  await stopParking(deps, {
    actionId: planned.id,
    actor: { kind: 'account', id: other.accountId },
    at: NOW,
    planned: true,
  });
  expect(await start(other)).toMatchObject({ outcome: 'started' });
  expect(await start(other, '2026-05-11T08:00:00.000Z')).toMatchObject({ outcome: 'started' });
});

it('is paused and goes on again: meanwhile nothing begins, whatever was decided a moment before [BEYOND-042]', async () => {
  const bound = await granted();
  const [raced] = await Promise.all([start(bound), pause(bound, true)]);
  const begun = raced.outcome === 'started' ? 1 : 0;
  expect(await start(bound)).toMatchObject({ ground: 'grant-paused' });
  expect(await pause(bound, true)).toEqual({ outcome: 'set' });
  expect(await pause(bound, false)).toEqual({ outcome: 'set' });
  expect(await start(bound)).toMatchObject({ outcome: 'started' });
  expect(await count(database.pool, 'parking_action WHERE grant_id = $1', [bound.grantId])).toBe(begun + 1);
  const trail = (kind: string) =>
    count(database.pool, `audit_event WHERE permit_id = $1 AND kind = $2`, [bound.permitId, kind]);
  expect([await trail('grant-paused'), await trail('grant-resumed')]).toEqual([1, 1]);
  expect(await pauseGrant(deps, { ...bound, paused: true, accountId: bound.accountId, at: NOW })).toMatchObject({ ground: 'not-found' }); // prettier-ignore
});

it('tells the owner of each start once, when they asked for it [BEYOND-042]', async () => {
  const told = async (bound: Granted) => {
    const started = await start(bound);
    if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
    await Promise.all([parkingFacts(deps, { actionId: started.id }), parkingFacts(deps, { actionId: started.id })]);
    return count(database.pool, `message WHERE kind = 'grant-started' AND account_id = $1 AND action_id = $2`, [bound.owner, started.id]); // prettier-ignore
  };
  expect(await told(await granted({ tellStarts: true }))).toBe(1);
  expect(await told(await granted())).toBe(0);
});

it('ends with its last day, or after a year [BEYOND-042]', async () => {
  const bound = await granted({ lastDay: '2026-05-08' });
  const end = '2026-05-08T22:00:00.000Z';
  expect(await grantFacts(deps, bound)).toEqual({ status: 'accepted', dueAt: end });
  expect(await start(bound, end)).toMatchObject({ ground: 'after-grant-end' });
  await reachGrantTerm(deps, { grantId: bound.grantId, at: end });
  expect(await count(database.pool, `permit_grant WHERE id = $1 AND end_ground = 'term-over'`, [bound.grantId])).toBe(1);
  const year = await granted();
  expect(await count(database.pool, `permit_grant WHERE id = $1 AND ends_at = '2027-05-05T22:00:00Z'`, [year.grantId])).toBe(1); // prettier-ignore
  const { permitId, owner } = year;
  const past = { days: null, hours: null, weeklyStarts: null, tellStarts: false, lastDay: '2026-05-05' };
  const late = { permitId, accountId: owner, email: 'late@inwoner.example', plate: null, amount: null, monthlyCap: null, rails: past, at: NOW };
  expect(await inviteToGrant(deps, late)).toMatchObject({ ground: 'grant-end-past' });
}); // prettier-ignore
