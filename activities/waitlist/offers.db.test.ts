import { randomUUID } from 'node:crypto';
import { inTransaction } from '../db/transaction.ts';
import { importReleases } from '../municipalities/import.ts';
import { claimPlace, releasePlace } from '../permit-applications/places.ts';
import { readDossier } from '../permit-applications/dossier.ts';
import { withdrawApplication } from '../permit-applications/time.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME, readyToPay, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { join, minutes, scarceTown } from '../testing/waiting-list.ts';
import { acceptOffer, skipOffer, withdrawFromWaitlist } from './act.ts';
import { chooseWaitlistLocations } from './join.ts';
import { offerPlaces } from './offer.ts';
import { runWaitingLists } from './run.ts';
import { reachOfferDeadline, waitlistState } from './time.ts';

let database: TestDatabase;
let deps: Deps;
const next = minutes();

beforeEach(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [scarceTown({ B: 2, D: 1 })], '2026-02-01T00:00:00.000Z');
});
afterEach(() => database.drop());

const B = { municipalityId: 'voorbeeld', productId: 'resident', areaId: 'B' };
const D = { ...B, areaId: 'D' };
const offer = (place = B) => offerPlaces(deps, place, next());
const command = (entryId: string, at = next()) => ({ entryId, actor: ME, at, key: randomUUID() });
const accept = (entryId: string, at = next()) =>
  acceptOffer(deps, { ...command(entryId, at), applicationId: randomUUID() });
const told = (result: { outcome: string; ground?: string }) => result.ground ?? result.outcome;

async function statusOf(entryId: string): Promise<string> {
  const state = await waitlistState(deps, { entryId });
  return state.outcome === 'changed' ? state.state.status : state.ground;
}
const statusesOf = (...ids: string[]) => Promise.all(ids.map(statusOf));

/** What is counted, and what is claimed: they never differ. */
async function places(area = 'B'): Promise<number> {
  const { rows } = await database.pool.query<{ taken: number; claims: string }>(
    `SELECT c.taken, (SELECT count(*) FROM place_claim p WHERE p.area_id = c.area_id AND p.released_at IS NULL) AS claims
       FROM place_count c WHERE c.area_id = $1`,
    [area],
  );
  expect(Number(rows[0]?.claims ?? 0)).toBe(rows[0]?.taken ?? 0);
  return rows[0]?.taken ?? 0;
}

/** Area B given out to applications. */
async function fill(): Promise<string[]> {
  const issued = [];
  for (let n = 0; n < 2; n += 1) issued.push((await readyToPay(deps, await resident(database.pool))).applicationId);
  return issued;
}
const giveUp = (applicationId: string) =>
  withdrawApplication(deps, { applicationId, actor: ME, at: next(), key: randomUUID() });
const newcomer = async () => readyToPay(deps, await resident(database.pool));
const joinNow = async (areas?: string[]) => join(deps, await resident(database.pool), next(), areas);

describe('who waits for a place', () => {
  it('is offered it in the order of entry, and nobody who comes by passes them [PORTAL-080, PORTAL-082]', async () => {
    const [first, second] = await fill();
    const line = [await joinNow(), await joinNow(), await joinNow()];
    expect(await offer()).toEqual({ offered: 0, passed: 0 });

    await giveUp(first!);
    // Free, and not for whoever applies at this moment: somebody is waiting.
    await expect(newcomer()).rejects.toThrow('no place left');
    expect(await offer()).toEqual({ offered: 1, passed: 0 });
    expect(await statusesOf(...line)).toEqual(['offered', 'waiting', 'waiting']);
    await expect(newcomer()).rejects.toThrow('no place left');

    await giveUp(second!);
    await offer();
    expect(await statusesOf(...line)).toEqual(['offered', 'offered', 'waiting']);
    expect(await places()).toBe(2);
    expect(await offer()).toEqual({ offered: 0, passed: 0 });
  });

  it('hears of it: a command for the line when a place is given back, and a mail with the offer', async () => {
    const [first] = await fill();
    await joinNow();
    const commands = () => count(database.pool, `outbox WHERE kind = 'offer-places'`);
    const before = await commands();
    await giveUp(first!);
    expect(await commands()).toBe(before + 1);
    await offer();
    expect(await count(database.pool, `message WHERE kind = 'waitlist-offered'`)).toBe(1);
    expect(await count(database.pool, 'place_count WHERE to_offer')).toBe(0);
  });

  it('joins once, and only where there is no place [PORTAL-033]', async () => {
    const holder = await resident(database.pool);
    await expect(join(deps, holder, next())).rejects.toThrow('location-free');
    await fill();
    await join(deps, holder, next());
    await expect(join(deps, holder, next())).rejects.toThrow('already-waiting');
    expect(await places()).toBe(2);
  });

  it('takes the very place that was held, when they accept [PORTAL-080]', async () => {
    const [first] = await fill();
    const entry = await joinNow();
    await giveUp(first!);
    await offer();
    const applicationId = randomUUID();
    const accepting = { ...command(entry), applicationId };
    expect(told(await acceptOffer(deps, accepting))).toBe('changed');
    expect(told(await acceptOffer(deps, accepting))).toBe('changed');
    expect(told(await accept(entry))).toBe('move-not-allowed');
    expect(await places()).toBe(2);
    await inTransaction(database.pool, async (tx) => {
      const dossier = (await readDossier(tx, deps, applicationId, next()))!;
      expect(dossier.answers.areaId).toBe('B');
      expect(await claimPlace(tx, deps, dossier, next())).toBe(true);
    });
    expect(await places()).toBe(2);
    await inTransaction(database.pool, (tx) => releasePlace(tx, applicationId, next()));
    expect(await places()).toBe(1);
  });

  it('loses the place to the next one when the offer ends [PORTAL-080]', async () => {
    const [first] = await fill();
    const [entry, second] = [await joinNow(), await joinNow()];
    await giveUp(first!);
    await offer();
    const state = await waitlistState(deps, { entryId: entry });
    if (state.outcome === 'refuse') throw new Error(state.ground);
    const { version, deadlines } = state.state;
    const ends = deadlines.at(-1)!.at;
    expect(told(await accept(entry, ends))).toBe('offer-expired');
    const reached = { entryId: entry, kind: 'lapse' as const, version, at: ends, key: randomUUID() };
    await reachOfferDeadline(deps, reached);
    await reachOfferDeadline(deps, { ...reached, key: randomUUID() });
    await offer();
    expect(await statusesOf(entry, second)).toEqual(['lapsed', 'offered']);
    expect(await places()).toBe(2);
  });

  it('leaves with [Trek in], whether a place is offered or not [PORTAL-084]', async () => {
    const [first] = await fill();
    const line = [await joinNow(), await joinNow(), await joinNow()];
    await withdrawFromWaitlist(deps, command(line[1]!));
    await giveUp(first!);
    await offer();
    await withdrawFromWaitlist(deps, command(line[0]!));
    await offer();
    expect(await statusesOf(...line)).toEqual(['withdrawn', 'withdrawn', 'offered']);
    expect(await places()).toBe(2);
  });

  it('may let an offer go once, and keeps the place in line [BEYOND-014]', async () => {
    const [first, second] = await fill();
    const line = [await joinNow(), await joinNow()];
    await giveUp(first!);
    await offer();
    expect(told(await skipOffer(deps, command(line[0]!)))).toBe('changed');
    await offer();
    expect(await statusesOf(...line)).toEqual(['waiting', 'offered']);
    // The next place that comes free is theirs again: they stood first all the time.
    const third = await joinNow();
    await giveUp(second!);
    await offer();
    expect(await statusesOf(...line, third)).toEqual(['offered', 'offered', 'waiting']);
    expect(told(await skipOffer(deps, command(line[0]!)))).toBe('no-skips-left');
    expect(await places()).toBe(2);
  });

  it('is not asked again about the place they let go, which anybody may have then [BEYOND-014]', async () => {
    const [first] = await fill();
    const entry = await joinNow();
    await giveUp(first!);
    await offer();
    await skipOffer(deps, command(entry));
    expect(await offer()).toEqual({ offered: 0, passed: 0 });
    expect(await statusOf(entry)).toBe('waiting');
    await newcomer();
    expect(await places()).toBe(2);
  });

  it('may wait for more than one location, and takes the first that comes [BEYOND-014]', async () => {
    const [first] = await fill();
    const firstInD = await resident(database.pool);
    await database.pool.query(
      `INSERT INTO place_count (municipality_id, product_id, area_id, taken) VALUES ('voorbeeld', 'resident', 'D', 1)`,
    );
    const before = await join(deps, firstInD, next(), ['D']);
    const entry = await joinNow();
    const chosen = await chooseWaitlistLocations(deps, { ...command(entry), areaIds: ['B', 'D'] });
    expect(told(chosen)).toBe('changed');
    await database.pool.query(`UPDATE place_count SET taken = 0 WHERE area_id = 'D'`);
    // Behind who stood there already, however long they wait elsewhere.
    await offer(D);
    expect(await statusesOf(before, entry)).toEqual(['offered', 'waiting']);
    await giveUp(first!);
    await offer();
    expect(await statusOf(entry)).toBe('offered');
    expect([await places('B'), await places('D')]).toEqual([2, 1]);
  });

  it('is passed over, told why, and kept in line when they moved out of the zone [BEYOND-013]', async () => {
    const [first] = await fill();
    const holder = await resident(database.pool);
    const moved = await join(deps, holder, next());
    const behind = await joinNow();
    await database.pool.query(
      `UPDATE holder SET address = jsonb_set(address, '{postcode}', '"9999 ZZ"') WHERE id = $1`,
      [holder],
    );
    await giveUp(first!);
    expect(await offer()).toEqual({ offered: 1, passed: 1 });
    expect(await statusesOf(moved, behind)).toEqual(['waiting', 'offered']);
    const { rows } = await database.pool.query('SELECT passed_ground FROM waitlist_place WHERE entry_id = $1', [moved]);
    expect(rows).toEqual([{ passed_ground: 'address-outside-area' }]);
  });
});

describe('all at once', () => {
  it('two places and twelve in line give two offers, however often the line is asked [PORTAL-080]', async () => {
    const issued = await fill();
    const line = [];
    for (let n = 0; n < 12; n += 1) line.push(await joinNow());
    await Promise.all([...issued.map(giveUp), ...Array.from({ length: 6 }, () => offer())]);
    await Promise.all(Array.from({ length: 4 }, () => offer()));
    const statuses = await statusesOf(...line);
    expect(statuses.slice(0, 2)).toEqual(['offered', 'offered']);
    expect(new Set(statuses.slice(2))).toEqual(new Set(['waiting']));
    expect(await places()).toBe(2);
  });

  it('two who accept, with newcomers trying, get one place each and no more [PORTAL-080]', async () => {
    const issued = await fill();
    const line = [await joinNow(), await joinNow()];
    await Promise.all(issued.map(giveUp));
    await offer();
    const results = await Promise.allSettled([
      ...line.flatMap((entry) => [accept(entry), accept(entry)]),
      ...Array.from({ length: 4 }, newcomer),
    ]);
    const outcomes = results.map((one) =>
      one.status === 'rejected' ? 'refused' : 'outcome' in one.value ? told(one.value) : 'got one',
    );
    expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === 'got one')).toHaveLength(0);
    expect(await places()).toBe(2);
    expect(await count(database.pool, `application WHERE status = 'draft' AND area_id = 'B'`)).toBe(2);
  });

  it('accepting and withdrawing the same offer has one winner, and the place one owner [PORTAL-084]', async () => {
    const [first] = await fill();
    const [entry, behind] = [await joinNow(), await joinNow()];
    await giveUp(first!);
    await offer();
    const results = await Promise.all([accept(entry), withdrawFromWaitlist(deps, command(entry)), offer()]);
    expect(
      results
        .slice(0, 2)
        .map((one) => told(one as never))
        .sort(),
    ).toEqual(['changed', 'move-not-allowed']);
    await offer();
    const [mine, theirs] = await statusesOf(entry, behind);
    expect([mine, theirs]).toEqual(mine === 'accepted' ? ['accepted', 'waiting'] : ['withdrawn', 'offered']);
    expect(await places()).toBe(2);
  });

  it('withdrawing while the place is being offered neither loses nor doubles it [PORTAL-084]', async () => {
    const [first] = await fill();
    const line = [await joinNow(), await joinNow(), await joinNow()];
    await Promise.all([
      giveUp(first!),
      offer(),
      withdrawFromWaitlist(deps, command(line[0]!)),
      offer(),
      withdrawFromWaitlist(deps, command(line[1]!)),
    ]);
    await offer();
    expect(await statusesOf(...line)).toEqual(['withdrawn', 'withdrawn', 'offered']);
    expect(await places()).toBe(2);
  });

  it('accepting at the deadline while the offer ends has one outcome [PORTAL-080]', async () => {
    const [first] = await fill();
    const entry = await joinNow();
    await giveUp(first!);
    await offer();
    const state = await waitlistState(deps, { entryId: entry });
    if (state.outcome === 'refuse') throw new Error(state.ground);
    const { version, deadlines } = state.state;
    const at = deadlines.at(-1)!.at;
    await Promise.all([
      accept(entry, new Date(Date.parse(at) - 1).toISOString()),
      reachOfferDeadline(deps, { entryId: entry, kind: 'lapse', version, at, key: randomUUID() }),
    ]);
    const status = await statusOf(entry);
    expect(['accepted', 'lapsed']).toContain(status);
    expect(await places()).toBe(status === 'accepted' ? 2 : 1);
  });
});

describe('the job that looks at all lines', () => {
  it('offers what a higher ceiling frees, and nothing the second time', async () => {
    await fill();
    const line = [await joinNow(), await joinNow(), await joinNow()];
    expect(await runWaitingLists(deps, next())).toMatchObject({ lines: 1, offered: 0 });
    await importReleases(database.pool, [scarceTown({ B: 4 })], '2026-03-01T00:00:00.000Z');
    expect(await runWaitingLists(deps, next())).toMatchObject({ lines: 1, offered: 2 });
    expect(await runWaitingLists(deps, next())).toMatchObject({ lines: 1, offered: 0 });
    expect(await statusesOf(...line)).toEqual(['offered', 'offered', 'waiting']);
    expect(await places()).toBe(4);
  });

  it('offers nothing and takes nothing away when the ceiling is lower than what is issued', async () => {
    const [first] = await fill();
    const entry = await joinNow();
    await importReleases(database.pool, [scarceTown({ B: 1 })], '2026-03-01T00:00:00.000Z');
    await runWaitingLists(deps, next());
    expect(await places()).toBe(2);
    await giveUp(first!);
    await runWaitingLists(deps, next());
    expect(await statusOf(entry)).toBe('waiting');
    expect(await places()).toBe(1);
    // A case of before the change is counted by the ceiling of today as well.
    await expect(newcomer()).rejects.toThrow('no place left');
  });

  it('asks who let a place go when there come to be more [BEYOND-014]', async () => {
    const [first] = await fill();
    const entry = await joinNow();
    await giveUp(first!);
    await offer();
    await skipOffer(deps, command(entry));
    await importReleases(database.pool, [scarceTown({ B: 3 })], '2026-03-01T00:00:00.000Z');
    expect(await runWaitingLists(deps, next())).toMatchObject({ offered: 1 });
    expect(await statusOf(entry)).toBe('offered');
  });

  it('ends the wait for a product that is not issued any more, and frees what was held [PORTAL-081]', async () => {
    const [first] = await fill();
    const line = [await joinNow(), await joinNow()];
    await giveUp(first!);
    await offer();
    const gone = scarceTown({ B: 2 });
    gone.products.find(({ id }) => id === 'resident')!.withdrawn = true;
    await importReleases(database.pool, [gone], '2026-03-01T00:00:00.000Z');
    expect(await runWaitingLists(deps, next())).toMatchObject({ closed: 2 });
    expect(await runWaitingLists(deps, next())).toMatchObject({ closed: 0 });
    expect(await statusesOf(...line)).toEqual(['closed', 'closed']);
    expect(await places()).toBe(1);
    expect(await count(database.pool, `message WHERE kind = 'waitlist-closed'`)).toBe(2);
  });
});
