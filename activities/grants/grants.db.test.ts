import { type Pool } from 'pg';
import { acceptLink } from '../coupling.ts';
import { openPool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { importReleases } from '../municipalities/import.ts';
import { settleParking, startParking, stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { newAccount } from '../testing/account.ts';
import { count, depsOn } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { endGrant, endGrantsOf } from './end.ts';
import { inviteToGrant, type InviteToGrant } from './invite.ts';
import { closeGrant, grantFacts, reachGrantTerm } from './term.ts';

/** A Wednesday, ten in the morning by the wall clock; a minute costs a cent until nine in the evening. */
const NOW = '2026-05-06T08:00:00.000Z';
const at = (time: string) => `2026-05-06T${time}:00.000Z`;

let database: TestDatabase;
let deps: Deps;
/** As several processes would stand beside each other: each with connections of its own. */
let pools: Pool[];
beforeAll(async () => {
  database = await openTestDatabase(10);
  pools = Array.from({ length: 4 }, () => openPool(database.url, 2, () => undefined));
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

const beside = (process: number): Deps => ({ ...deps, pool: pools[process % pools.length]! });
let serial = 0;

interface Person {
  id: string;
  email: string;
}
async function person(name: string): Promise<Person> {
  const email = `${name}${++serial}@inwoner.example`;
  return { id: await newAccount(database.pool, email), email };
}

/** A visitor permit with this much on its balance, coupled to an account. */
async function owned(cents: number) {
  const permit = await visitorPermit(deps, cents);
  const owner = await person('sanne');
  await database.pool.query('INSERT INTO coupling (permit_id, account_id, coupled_at) VALUES ($1, $2, $3)', [
    permit.permitId,
    owner.id,
    NOW,
  ]);
  return { ...permit, owner };
}
type Owned = Awaited<ReturnType<typeof owned>>;

const invite = ({ permitId, owner }: Owned, email: string, more: Partial<InviteToGrant> = {}, process = 0) =>
  inviteToGrant(beside(process), {
    permitId,
    accountId: owner.id,
    email,
    plate: null,
    amount: null,
    monthlyCap: null,
    at: NOW,
    ...more,
  });

async function invited(permit: Owned, email: string, more: Partial<InviteToGrant> = {}): Promise<string> {
  const result = await invite(permit, email, more);
  if (result.outcome !== 'invited') throw new Error(JSON.stringify(result));
  return result.grantId;
}

/** The token in the mail that is waiting to be sent. */
async function tokenOf(grantId: string): Promise<string> {
  const { rows } = await database.pool.query<{ link: string }>(
    `SELECT private ->> 'link' AS link FROM message WHERE grant_id = $1 AND kind = 'grant-invited'`,
    [grantId],
  );
  return rows[0]!.link.split('#')[1]!;
}

/** Somebody who accepted a grant on this permit. */
async function granted(permit: Owned, more: Partial<InviteToGrant> = {}) {
  const grantee = await person('oma');
  const grantId = await invited(permit, grantee.email, more);
  const accepted = await acceptLink(deps, { token: await tokenOf(grantId), accountId: grantee.id, at: NOW });
  if (accepted.outcome !== 'accepted') throw new Error(JSON.stringify(accepted));
  const { rows } = await database.pool.query<{ balance_id: string | null }>(
    'SELECT balance_id FROM permit_grant WHERE id = $1',
    [grantId],
  );
  return { grantId, grantee, balanceId: rows[0]!.balance_id };
}
type Granted = Awaited<ReturnType<typeof granted>>;

const start = ({ permitId }: Owned, { grantId, grantee }: Granted, plate: string, more: object = {}, process = 0) =>
  startParking(beside(process), {
    permitId,
    grantId,
    accountId: grantee.id,
    country: 'NL',
    plate,
    display: plate,
    endsAt: at('09:00'),
    actor: { kind: 'account', id: grantee.id },
    at: NOW,
    ...more,
  });
async function started(...given: Parameters<typeof start>): Promise<string> {
  const result = await start(...given);
  if (result.outcome !== 'started') throw new Error(JSON.stringify(result));
  return result.id;
}

const revoke = ({ permitId, owner }: Owned, grantId: string, process = 0, moment = NOW) =>
  endGrant(beside(process), {
    permitId,
    grantId,
    ground: 'revoked',
    actor: { kind: 'account', id: owner.id },
    at: moment,
  });

async function purse(balanceId: string | null): Promise<{ available: number; held: number }> {
  const { rows } = await database.pool.query<{ available: string; held: string }>(
    'SELECT available, held FROM balance WHERE id = $1',
    [balanceId],
  );
  return { available: Number(rows[0]!.available), held: Number(rows[0]!.held) };
}

const mails = async (accountId: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ kind: string }>(
    'SELECT kind FROM message WHERE account_id = $1 ORDER BY id',
    [accountId],
  );
  return rows.map(({ kind }) => kind);
};

describe('giving a grant', () => {
  it('with a part moves that part to a balance of its own and mails a link [2PARK-091]', async () => {
    const permit = await owned(500);
    const grantId = await invited(permit, 'oma@inwoner.example', { amount: 200, monthlyCap: 100 });
    expect(await purse(permit.balanceId)).toEqual({ available: 300, held: 0 });
    const { rows } = await database.pool.query<{ balance_id: string; monthly_cap: string }>(
      'SELECT balance_id, monthly_cap FROM permit_grant WHERE id = $1',
      [grantId],
    );
    expect(await purse(rows[0]!.balance_id)).toEqual({ available: 200, held: 0 });
    expect(rows[0]!.monthly_cap).toBe('100');
    expect(await tokenOf(grantId)).toMatch(/^[\w-]{43}$/);
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'start-grant'`, [grantId])).toBe(1);
    expect(
      await count(database.pool, `audit_event WHERE permit_id = $1 AND kind = 'grant-invited'`, [permit.permitId]),
    ).toBe(1);
  });

  it('without a part leaves the balance as it is', async () => {
    const permit = await owned(500);
    await invited(permit, 'oma@inwoner.example');
    expect(await purse(permit.balanceId)).toEqual({ available: 500, held: 0 });
  });

  it('for the last euros: as many as they pay for, of fifty at once (R1) [2PARK-091]', async () => {
    const permit = await owned(799);
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, n) => invite(permit, `guest${n}@inwoner.example`, { amount: 100 }, n)),
    );
    const outcomes = all.map((one) => (one.outcome === 'invited' ? 'invited' : one.ground));
    expect(outcomes.filter((outcome) => outcome === 'invited')).toHaveLength(7);
    expect(new Set(outcomes)).toEqual(new Set(['invited', 'grant-more-than-balance']));
    expect(await purse(permit.balanceId)).toEqual({ available: 99, held: 0 });
  });

  it('to one address twice at once gives one', async () => {
    const permit = await owned(500);
    const all = await Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        invite(permit, n % 2 ? 'Opa@inwoner.example' : 'opa@inwoner.example', { amount: 100 }, n),
      ),
    );
    expect(all.filter(({ outcome }) => outcome === 'invited')).toHaveLength(1);
    expect(all.filter((one) => one.outcome === 'refuse' && one.ground === 'grant-exists')).toHaveLength(3);
    expect(await purse(permit.balanceId)).toEqual({ available: 400, held: 0 });
  });

  it('beside starts on the same balance never gives out what they hold', async () => {
    const permit = await owned(360);
    const owner = { kind: 'account', id: permit.owner.id } as const;
    const work = Array.from({ length: 8 }, (_, n) =>
      n % 2
        ? invite(permit, `mix${n}@inwoner.example`, { amount: 120 }, n)
        : startParking(beside(n), {
            permitId: permit.permitId,
            accountId: permit.owner.id,
            country: 'NL',
            plate: `MIX${n}`,
            display: `MIX${n}`,
            endsAt: at('10:00'),
            actor: owner,
            at: NOW,
          }),
    );
    const done = (await Promise.all(work)).filter(({ outcome }) => outcome !== 'refuse');
    expect(done).toHaveLength(3);
    const { available, held } = await purse(permit.balanceId);
    expect(available).toBe(0);
    expect(held).toBe(120 * done.filter(({ outcome }) => outcome === 'started').length);
  });

  it('is for the owner of the permit alone', async () => {
    const permit = await owned(500);
    const stranger = await person('boef');
    expect(await invite(permit, 'x@inwoner.example', { accountId: stranger.id })).toMatchObject({
      ground: 'not-found',
    });
  });
});

describe('accepting a grant', () => {
  it('is for the address it was mailed to, and leaves the link for them when somebody else tries [2PARK-092]', async () => {
    const permit = await owned(500);
    const [oma, thief] = [await person('oma'), await person('dief')];
    const token = await tokenOf(await invited(permit, oma.email));
    expect(await acceptLink(deps, { token, accountId: thief.id, at: NOW })).toMatchObject({
      ground: 'grant-for-other-address',
    });
    expect(await acceptLink(deps, { token, accountId: oma.id, at: NOW })).toMatchObject({ outcome: 'accepted' });
    expect(await mails(permit.owner.id)).toEqual(['grant-accepted']);
  });

  it('happens once, of five at the same moment', async () => {
    const permit = await owned(500);
    const oma = await person('oma');
    const grantId = await invited(permit, oma.email);
    const token = await tokenOf(grantId);
    const all = await Promise.all(
      Array.from({ length: 5 }, (_, n) => acceptLink(beside(n), { token, accountId: oma.id, at: NOW })),
    );
    expect(all.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect(all.filter((one) => one.outcome === 'refuse' && one.ground === 'link-used')).toHaveLength(4);
    expect(
      await count(database.pool, `audit_event WHERE kind = 'grant-accepted' AND permit_id = $1`, [permit.permitId]),
    ).toBe(1);
  });

  it('or revoking it: whoever is first wins, and the other hears it', async () => {
    const permit = await owned(500);
    const oma = await person('oma');
    const grantId = await invited(permit, oma.email, { amount: 100 });
    const token = await tokenOf(grantId);
    const [accepted, revoked] = await Promise.all([
      acceptLink(beside(1), { token, accountId: oma.id, at: NOW }),
      revoke(permit, grantId, 2),
    ]);
    expect(revoked.outcome).toBe('ended');
    expect(accepted.outcome === 'accepted' || accepted.outcome === 'refuse').toBe(true);
    expect((await grantFacts(deps, { grantId })).status).toBe('ended');
    expect(await purse(permit.balanceId)).toEqual({ available: 500, held: 0 });
  });
});

describe('revoking a grant', () => {
  it('returns the rest at once, cancels what is planned and lets what runs go on; what that gives back follows [2PARK-093]', async () => {
    const permit = await owned(500);
    const grant = await granted(permit, { amount: 300 });
    const running = await started(permit, grant, 'RUN1');
    const planned = await started(permit, grant, 'PLAN1', { startsAt: at('12:00'), endsAt: at('13:00') });
    expect(await purse(grant.balanceId)).toEqual({ available: 180, held: 120 });

    expect(await revoke(permit, grant.grantId)).toEqual({ outcome: 'ended', returned: 240, cancelled: 1, running: 1 });
    expect(await purse(permit.balanceId)).toEqual({ available: 440, held: 0 });
    expect(await purse(grant.balanceId)).toEqual({ available: 0, held: 60 });
    expect(await start(permit, grant, 'LATE1')).toMatchObject({ outcome: 'refuse', ground: 'grant-ended' });
    expect(await mails(grant.grantee.id)).toEqual(['grant-invited', 'grant-ended', 'parking-cancelled']);
    expect(await mails(permit.owner.id)).toEqual(['grant-accepted', 'parking-cancelled']);
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'parking-stopped'`, [planned])).toBe(1);
    expect(await count(database.pool, `parking_right WHERE action_id = $1 AND open`, [running])).toBe(1);

    const actor = { kind: 'account', id: permit.owner.id } as const;
    expect(await stopParking(deps, { actionId: running, actor, at: at('08:20') })).toMatchObject({
      outcome: 'stopped',
    });
    expect(await purse(permit.balanceId)).toEqual({ available: 480, held: 0 });
    expect(await purse(grant.balanceId)).toEqual({ available: 0, held: 0 });
  });

  it('while an action settles at its own end gives every cent to one place', async () => {
    const permit = await owned(500);
    const grant = await granted(permit, { amount: 300 });
    const running = await started(permit, grant, 'END1', { endsAt: at('09:00') });
    const actor = { kind: 'account', id: grant.grantee.id } as const;
    await Promise.all([
      revoke(permit, grant.grantId, 1, at('08:30')),
      stopParking(beside(2), { actionId: running, actor, at: at('08:30') }),
    ]);
    await settleParking(deps, { actionId: running, at: at('09:00') });
    expect(await purse(permit.balanceId)).toEqual({ available: 470, held: 0 });
    expect(await purse(grant.balanceId)).toEqual({ available: 0, held: 0 });
  });

  it('twice at once happens once', async () => {
    const permit = await owned(500);
    const grant = await granted(permit, { amount: 300 });
    const all = await Promise.all(Array.from({ length: 4 }, (_, n) => revoke(permit, grant.grantId, n)));
    expect(all.filter(({ outcome }) => outcome === 'ended')).toHaveLength(1);
    expect(all.filter((one) => one.outcome === 'refuse' && one.ground === 'grant-over')).toHaveLength(3);
    expect(await purse(permit.balanceId)).toEqual({ available: 500, held: 0 });
  });

  it('while the grantee starts: nothing is started after it, and no cent stays behind [2PARK-093]', async () => {
    for (let round = 0; round < 5; round += 1) {
      const permit = await owned(500);
      const grant = await granted(permit, round % 2 ? { amount: 300 } : {});
      const [result] = await Promise.all([
        start(permit, grant, `RACE${round}`, {}, 1),
        revoke(permit, grant.grantId, 2),
        start(permit, grant, `RACE${round}B`, {}, 3),
      ]);
      if (result.outcome === 'refuse') expect(result.ground).toBe('grant-ended');
      const open = await count(database.pool, `parking_action WHERE permit_id = $1 AND state = 'open'`, [
        permit.permitId,
      ]);
      const held = grant.balanceId === null ? await purse(permit.balanceId) : await purse(grant.balanceId);
      expect(held.held).toBe(open * 60);
      if (grant.balanceId !== null) expect(held.available).toBe(0);
      expect((await purse(permit.balanceId)).available).toBe(500 - open * 60);
    }
  });

  it('of another permit, or none, finds nothing', async () => {
    const [one, other] = [await owned(100), await owned(100)];
    const grantId = await invited(one, 'oma@inwoner.example');
    expect(await revoke(other, grantId)).toMatchObject({ ground: 'not-found' });
  });
});

describe('a grant that ends by itself', () => {
  it('lapses after thirty days when nobody took it up, and not before; the part goes back', async () => {
    const permit = await owned(500);
    const grantId = await invited(permit, 'oma@inwoner.example', { amount: 300 });
    const { dueAt } = await grantFacts(deps, { grantId });
    expect(dueAt).toBe('2026-06-05T08:00:00.000Z');
    await reachGrantTerm(deps, { grantId, at: '2026-06-05T07:59:59.000Z' });
    expect(await purse(permit.balanceId)).toEqual({ available: 200, held: 0 });
    await Promise.all([dueAt!, dueAt!].map((moment) => reachGrantTerm(deps, { grantId, at: moment })));
    expect(await purse(permit.balanceId)).toEqual({ available: 500, held: 0 });
    expect(await grantFacts(deps, { grantId })).toEqual({ status: 'ended', dueAt: undefined });
    await closeGrant(deps, { grantId, at: dueAt! });
    expect(await count(database.pool, `process WHERE subject_id = $1 AND closed_at IS NOT NULL`, [grantId])).toBe(1);
  });

  it('ends with its permit: nothing can be started, the part is back, and the address is free again', async () => {
    const permit = await owned(500);
    const grant = await granted(permit, { amount: 300 });
    await inTransaction(database.pool, (tx) => endGrantsOf(tx, deps, permit.permitId, NOW));
    expect(await purse(permit.balanceId)).toEqual({ available: 500, held: 0 });
    expect(await start(permit, grant, 'OVER1')).toMatchObject({ ground: 'grant-ended' });
    expect((await invite(permit, grant.grantee.email)).outcome).toBe('invited');
  });
});

describe('after everything', () => {
  it('every balance is what its postings say, and no part of a grant that is over is left [2PARK-093]', async () => {
    const { rows } = await database.pool.query(
      `SELECT b.id FROM balance b
        WHERE b.held <> (SELECT -coalesce(sum(amount), 0) FROM posting WHERE ref = b.id::text AND account = 'held')
           OR (EXISTS (SELECT FROM permit_grant g WHERE g.balance_id = b.id)
               AND b.available <> (SELECT -coalesce(sum(amount), 0) FROM posting WHERE ref = b.id::text AND account = 'available'))
           OR (b.available > 0 AND EXISTS (SELECT FROM permit_grant g WHERE g.balance_id = b.id AND g.status = 'ended'))`,
    );
    expect(rows).toEqual([]);
  });
});
