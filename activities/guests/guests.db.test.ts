import { jest } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { type ParkingTerms } from '../../rules/municipalities/parking.ts';
import { MINUTE_MS, plusMs } from '../../rules/values/moment.ts';
import { readPastActions } from '../db/stores/history.ts';
import { erase } from '../erasure.ts';
import { importReleases } from '../municipalities/import.ts';
import { closeParking, extendParking } from '../parking.ts';
import { cancelPayment, readPayment } from '../payments/settle.ts';
import { createAtProvider, startPayment } from '../payments/start.ts';
import { type Deps } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { count, depsOn, providerSaying } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readAll } from '../testing/everything.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { makeGuestPass, revokeGuestPass, type MakeGuestPass } from './passes.ts';
import { answerVisit, askVisit, quoteGuest, stopVisit, type AskVisit } from './visits.ts';

jest.setTimeout(60_000);

/** A Wednesday at ten by the wall clock; a cent a minute. */
const NOW = '2026-05-06T08:00:00.000Z';
const later = (minutes: number) => plusMs(NOW, minutes * MINUTE_MS);

let database: TestDatabase;
let deps: Deps;
const provider = providerSaying();
const terms: Partial<ParkingTerms> = {
  guests: { daysAtMost: 30, usesAtMost: 10, guestPays: true },
  balances: [
    { unit: 'minute', period: 'permit', allowance: 0 },
    { unit: 'eurocent', period: 'permit', allowance: 0 },
  ],
};
beforeAll(async () => {
  database = await openTestDatabase(8);
  deps = await depsOn(database.pool, { payments: provider });
  await importReleases(database.pool, [withVisitorScheme(terms)], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());
beforeEach(() => void Object.assign(provider.word, { status: 'open', paidCents: 0 }));

interface Host {
  permitId: string;
  euros: string;
  minutes: string;
  actor: { kind: 'account'; id: string };
}

/** A visitor permit with five euros and five hours. */
async function host(): Promise<Host> {
  const { permitId, balanceId } = await visitorPermit(deps, 500);
  const minutes = randomUUID();
  await database.pool.query(`INSERT INTO balance (id, municipality_id, unit, available) VALUES ($1, 'voorbeeld', 'minute', 300)`, [minutes]);
  await database.pool.query('INSERT INTO permit_balance (permit_id, balance_id) VALUES ($1, $2)', [permitId, minutes]);
  const accountId = await accountWith(database.pool, permitId);
  return { permitId, euros: balanceId, minutes, actor: { kind: 'account', id: accountId } };
} // prettier-ignore

async function link({ permitId, actor }: Host, more: Partial<MakeGuestPass> = {}) {
  const made = await makeGuestPass(deps, {
    permitId, actor, name: 'Verjaardag', days: 7, uses: 2, mostMinutes: 180, payer: 'host', consent: 'automatic', at: NOW, ...more,
  }); // prettier-ignore
  if (made.outcome !== 'made') throw new Error(JSON.stringify(made));
  return made;
}

const key = () => randomBytes(24).toString('base64url');
let plates = 0;
const guest = (code: string, more: Partial<AskVisit> = {}): AskVisit => {
  const plate = `GAST${(plates += 1)}`;
  return {
    code, key: key(), plate: { country: 'NL', key: plate, display: plate }, endsAt: later(60), name: null, keepsPlate: false, cents: null,
    language: 'nl', at: NOW, ...more,
  }; // prettier-ignore
};

async function signedOn(code: string, more: Partial<AskVisit> = {}) {
  const asked = guest(code, more);
  const visit = await askVisit(deps, asked);
  if (visit.outcome !== 'visit') throw new Error(JSON.stringify(visit));
  return { ...visit, asked };
}

const left = async (balanceId: string) => {
  const { rows } = await database.pool.query<{ available: string; held: string }>(
    'SELECT available, held FROM balance WHERE id = $1',
    [balanceId],
  );
  return [Number(rows[0]!.available), Number(rows[0]!.held)];
};
const rowOf = async (visitId: string) => {
  const { rows } = await database.pool.query<{ status: string; ground: string | null; action_id: string | null }>(
    'SELECT status, ground, action_id FROM guest_visit WHERE id = $1',
    [visitId],
  );
  return rows[0]!;
};

describe('a guest with a link', () => {
  it('parks at once within the limits, from the balances of the host, and stops early with the key of the visit [BEYOND-010]', async () => {
    const town = await host();
    const { code } = await link(town);
    const { visitId, status, asked } = await signedOn(code.toLowerCase());
    expect(status).toBe('started');
    expect([await left(town.euros), await left(town.minutes)]).toEqual([[440, 60], [240, 60]]);
    const { action_id: actionId } = await rowOf(visitId);
    expect(await count(database.pool, `parking_right WHERE action_id = $1 AND open`, [actionId])).toBe(1);
    expect(await stopVisit(deps, { key: key(), at: later(15) })).toMatchObject({ ground: 'not-found' });
    expect(await stopVisit(deps, { key: asked.key, at: later(15) })).toMatchObject({ outcome: 'stopped' });
    expect([await left(town.euros), await left(town.minutes)]).toEqual([[485, 0], [285, 0]]);
  }); // prettier-ignore

  it('is one visit however often the page sends it', async () => {
    const town = await host();
    const { code } = await link(town, { uses: 1 });
    const asked = guest(code);
    const first = await askVisit(deps, asked);
    expect(await askVisit(deps, asked)).toEqual(first);
  });

  it('of two on its last use one comes in; the other hears that it is used up [BEYOND-010]', async () => {
    const town = await host();
    const { code } = await link(town, { uses: 1 });
    const came = await Promise.all([askVisit(deps, guest(code)), askVisit(deps, guest(code))]);
    const outcomes = came.map((one) => (one.outcome === 'refuse' ? one.ground : one.outcome));
    expect(outcomes.sort()).toEqual(['guest-link-used-up', 'visit']);
    expect(await count(database.pool, 'parking_action WHERE permit_id = $1', [town.permitId])).toBe(1);
  });

  it('is turned away kindly once it is over, revoked or unknown, and when staying too long [BEYOND-010]', async () => {
    const town = await host();
    const { code, passId } = await link(town, { days: 1 });
    const quote = (at: string, endsAt: string, typed = code) => quoteGuest(deps, { ...guest(typed), at, endsAt });
    expect(await quote(later(24 * 60), later(24 * 60 + 30))).toMatchObject({ ground: 'guest-link-expired' });
    expect(await quote(NOW, later(181))).toMatchObject({ ground: 'guest-stay-too-long' });
    expect(await quote(NOW, later(60), 'AAAABBBBCCCC')).toMatchObject({ ground: 'guest-link-unknown' });
    expect(await revokeGuestPass(deps, { ...town, passId, at: NOW })).toEqual({ outcome: 'revoked' });
    expect(await quote(NOW, later(60))).toMatchObject({ ground: 'guest-link-revoked' });
    expect(await askVisit(deps, guest(code))).toMatchObject({ ground: 'guest-link-revoked' });
  });

  it('parks on when the link is revoked meanwhile, and can still stop [BEYOND-010]', async () => {
    const town = await host();
    const { code, passId } = await link(town);
    const { asked, visitId } = await signedOn(code);
    await revokeGuestPass(deps, { ...town, passId, at: later(5) });
    expect(await rowOf(visitId)).toMatchObject({ status: 'started' });
    expect(await stopVisit(deps, { key: asked.key, at: later(30) })).toMatchObject({ outcome: 'stopped' });
    expect(await left(town.minutes)).toEqual([270, 0]);
  });

  it('may keep the plate from the host, who reads the name instead; both are gone thirteen weeks later [BEYOND-010]', async () => {
    const town = await host();
    const { code } = await link(town);
    expect(await askVisit(deps, guest(code, { keepsPlate: true }))).toMatchObject({ ground: 'guest-name-needed' });
    const plate = { country: 'NL', key: 'GEHEIM1', display: 'GEHEIM-1' };
    const { asked } = await signedOn(code, { plate, keepsPlate: true, name: 'Tante Riet' });
    await stopVisit(deps, { key: asked.key, at: later(30) });
    const past = await readPastActions(database.pool, { permitId: town.permitId, grantId: null }, later(60));
    expect(past.map(({ display }) => display)).toEqual([null]);
    await erase({ ...deps, log: deps.log }, '2026-09-01T08:00:00.000Z');
    const found = (await readAll(database.pool)).filter(({ text }) => /GEHEIM|Tante Riet|Verjaardag/.test(text));
    expect(found.map(({ table }) => table)).toEqual([]);
  });
});

describe('a host who wants to say yes each time', () => {
  it('is asked by mail and on the own devices, lets the guest in once, and is told who came first [BEYOND-010]', async () => {
    const town = await host();
    const { code } = await link(town, { consent: 'each-time' });
    const { visitId, status } = await signedOn(code);
    expect(status).toBe('asked');
    expect(await count(database.pool, `message WHERE permit_id = $1 AND kind = 'guest-asks'`, [town.permitId])).toBe(1);
    expect(await left(town.minutes)).toEqual([300, 0]);
    const answer = (said: 'allow' | 'refuse', at = later(5)) => answerVisit(deps, { ...town, visitId, answer: said, at });
    expect(await answerVisit(deps, { ...(await host()), visitId, answer: 'allow', at: NOW })).toMatchObject({ ground: 'not-found' });
    expect(await answer('allow')).toMatchObject({ status: 'started' });
    expect(await left(town.minutes)).toEqual([245, 55]);
    expect(await answer('refuse')).toMatchObject({ ground: 'guest-visit-over' });
  }); // prettier-ignore

  it('who does not answer keeps nobody waiting: after half an hour the use is free again', async () => {
    const town = await host();
    const { code } = await link(town, { consent: 'each-time', uses: 1 });
    const { visitId } = await signedOn(code);
    expect(await askVisit(deps, guest(code))).toMatchObject({ ground: 'guest-link-used-up' });
    const answered = await answerVisit(deps, { ...town, visitId, answer: 'allow', at: later(30) });
    expect(answered).toMatchObject({ ground: 'guest-visit-over' });
    expect(await askVisit(deps, guest(code, { at: later(30) }))).toMatchObject({ status: 'asked' });
  });
});

describe('a guest who pays', () => {
  /** At the checkout page of the provider. */
  async function paying(more: Partial<MakeGuestPass> = {}) {
    const town = await host();
    const made = await link(town, { payer: 'guest', ...more });
    const visit = await signedOn(made.code);
    expect(visit.status).toBe('allowed');
    return { town, made, visit, ...(await checkout(visit.visitId)) };
  }
  async function checkout(visitId: string, at = NOW) {
    const paymentId = randomUUID();
    const { rows } = await database.pool.query<{ holder_id: string }>(
      'SELECT p.holder_id FROM guest_visit v JOIN permit p ON p.id = v.permit_id WHERE v.id = $1',
      [visitId],
    );
    const started = await startPayment(deps, {
      paymentId, municipalityId: 'voorbeeld', holderId: rows[0]!.holder_id, chargeIds: [], guestVisitId: visitId,
      actor: { kind: 'key', id: visitId }, at, key: `start ${paymentId}`,
    }); // prettier-ignore
    if (started.outcome === 'started') await createAtProvider(deps, { paymentId });
    return { paymentId, started };
  }
  const ask = (paymentId: string, at: string) => readPayment(deps, { paymentId, at, nextPollAt: at });
  const paid = (cents: number) => Object.assign(provider.word, { status: 'paid', paidCents: cents });
  const refunds = async (paymentId: string) => {
    const { rows } = await database.pool.query<{ cents: string; reason: string }>(
      'SELECT cents, reason FROM refund WHERE payment_id = $1',
      [paymentId],
    );
    return rows.map(({ cents, reason }) => [Number(cents), reason]);
  };

  it('parks when the money is there, though the page was closed; the quota of the host falls, not the money, and the rest comes back [PEERS-009, BEYOND-010]', async () => {
    const { town, visit, paymentId } = await paying();
    expect(await left(town.minutes)).toEqual([300, 0]);
    paid(60);
    await Promise.all([ask(paymentId, later(2)), ask(paymentId, later(2))]);
    const { status, action_id: actionId } = await rowOf(visit.visitId);
    expect(status).toBe('started');
    expect([await left(town.euros), await left(town.minutes)]).toEqual([[500, 0], [242, 58]]);
    const extended = await extendParking(deps, { actionId: actionId!, endsAt: later(90), actor: town.actor, at: later(3) });
    expect(extended).toMatchObject({ ground: 'extension-not-allowed' });

    await stopVisit(deps, { key: visit.asked.key, at: later(22) });
    await closeParking(deps, { actionId: actionId!, at: later(22) });
    await closeParking(deps, { actionId: actionId!, at: later(22) });
    expect(await refunds(paymentId)).toEqual([[40, 'left-early']]);
    expect([await left(town.euros), await left(town.minutes)]).toEqual([[500, 0], [280, 0]]);
    expect(await count(database.pool, `message WHERE payment_id = $1`, [paymentId])).toBe(0);
  }); // prettier-ignore

  it('gets the money back when the host took the link away meanwhile; nothing parks', async () => {
    const { town, made, visit, paymentId } = await paying();
    await revokeGuestPass(deps, { ...town, passId: made.passId, at: later(1) });
    paid(60);
    await ask(paymentId, later(2));
    expect(await refunds(paymentId)).toEqual([[60, 'charge-no-longer-open']]);
    expect(await rowOf(visit.visitId)).toMatchObject({ status: 'lapsed', ground: 'guest-link-revoked' });
    expect(await left(town.minutes)).toEqual([300, 0]);
  });

  it('gets the money back when the hours of the host ran out meanwhile', async () => {
    const { town, visit, paymentId } = await paying();
    await database.pool.query('UPDATE balance SET available = 10 WHERE id = $1', [town.minutes]);
    paid(60);
    await ask(paymentId, later(2));
    expect(await refunds(paymentId)).toEqual([[60, 'charge-no-longer-open']]);
    expect(await rowOf(visit.visitId)).toMatchObject({ status: 'lapsed', ground: 'balance-too-small' });
  });

  it('turns back from the checkout and may try again; the first checkout, paid after all, goes back', async () => {
    const { visit, paymentId } = await paying();
    expect(await checkout(visit.visitId, later(1))).toMatchObject({ started: { outcome: 'under-way' } });
    await cancelPayment(deps, { paymentId, at: later(2), actor: { kind: 'key', id: visit.visitId } });
    expect(await rowOf(visit.visitId)).toMatchObject({ status: 'allowed' });
    const second = await checkout(visit.visitId, later(3));
    expect(second.started).toMatchObject({ outcome: 'started' });
    paid(57);
    await ask(second.paymentId, later(4));
    expect(await rowOf(visit.visitId)).toMatchObject({ status: 'started' });
    paid(60);
    await ask(paymentId, later(5));
    expect(await refunds(paymentId)).toEqual([[60, 'charge-no-longer-open']]);
    expect(await refunds(second.paymentId)).toEqual([]);
  });

  it('is refused a price that rose while the page stood open', async () => {
    const { code } = await link(await host(), { payer: 'guest' });
    expect(await askVisit(deps, guest(code, { cents: 59 }))).toMatchObject({ ground: 'quote-differs' });
    expect(await askVisit(deps, guest(code, { cents: 60 }))).toMatchObject({ status: 'allowed' });
  });
});

it('every balance is what its postings say, whoever paid', async () => {
  const { rows } = await database.pool.query(
    `SELECT b.id FROM balance b
      WHERE b.held <> (SELECT -coalesce(sum(amount), 0) FROM posting WHERE ref = b.id::text AND account = 'held')`,
  );
  expect(rows).toEqual([]);
});
