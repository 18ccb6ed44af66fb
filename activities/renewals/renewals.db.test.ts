import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type RenewalTerms } from '../../rules/municipalities/product.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { switchPlate } from '../active-plate.ts';
import { recordBounce } from '../messages/bounce.ts';
import { importReleases } from '../municipalities/import.ts';
import { startPayment, createAtProvider } from '../payments/start.ts';
import { readPayment } from '../payments/settle.ts';
import { endPermit, expirePermit, permitFacts } from '../permits/life.ts';
import { type Deps } from '../ports.ts';
import { CLERK, count, depsOn, ME, providerSaying } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt, residentPermit } from '../testing/resident-permit.ts';
import { visitorPermit } from '../testing/visitor-scheme.ts';
import { voorbeeld } from '../testing/voorbeeld.ts';
import { confirmRenewal, reachRenewalDeadline, renewAfterPayment, withdrawRenewal } from './acts.ts';
import { prepareRenewals } from './season.ts';

jest.setTimeout(60_000);

/** The last day is 31 December 2026; the season begins on 19 November. */
const END = '2026-12-31T23:00:00.000Z';
const NEXT_END = '2027-12-31T23:00:00.000Z';
const LAPSES = '2027-01-30T23:00:00.000Z';
const SEASON = '2026-11-20T03:00:00.000Z';
const IN_TIME = '2026-12-01T12:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
const provider = providerSaying();
beforeAll(async () => {
  database = await openTestDatabase(8);
  deps = await depsOn(database.pool, { payments: provider });
  await importReleases(database.pool, [withTerms({})], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());
beforeEach(() => void Object.assign(provider.word, { status: 'open', paidCents: 0 }));

function withTerms(more: Partial<RenewalTerms>) {
  const content = voorbeeld();
  const products = content.products.map((product) =>
    product.id === 'resident' && product.renewal ? { ...product, renewal: { ...product.renewal, ...more } } : product,
  );
  return { ...content, products };
}

interface Ready {
  permitId: string;
  renewalId: string;
  holderId: string;
  plate: string;
}

let serial = 0;
/** A resident permit with its renewal, as the season leaves it. */
async function inSeason(): Promise<Ready> {
  serial += 1;
  const plate = `VL${String(serial).padStart(3, '0')}A`;
  const { permitId, holderId } = await residentPermit(deps, 'resident', [plate], {
    from: '2025-12-31T23:00:00.000Z',
    to: END,
  });
  await prepareRenewals(deps, SEASON);
  return { permitId, holderId, plate, renewalId: await renewalOf(permitId) };
}

async function renewalOf(permitId: string): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM renewal WHERE permit_id = $1', [permitId]);
  expect(rows).toHaveLength(1);
  return rows[0]!.id;
}

const confirm = (renewalId: string, at: Instant = IN_TIME) =>
  confirmRenewal(deps, { renewalId, actor: ME, at, key: randomUUID() });
const withdraw = (renewalId: string, at: Instant = IN_TIME) =>
  withdrawRenewal(deps, { renewalId, actor: ME, at, key: randomUUID() });
const renew = (renewalId: string, at: Instant = IN_TIME) =>
  renewAfterPayment(deps, { renewalId, at, key: `renew ${renewalId}` });

async function row<Row extends object>(text: string, id: string): Promise<Row> {
  const { rows } = await database.pool.query<Row>(text, [id]);
  return rows[0]!;
}
const permitRow = (id: string) =>
  row<{ status: string; valid_until: Date; kept_until: Date | null }>(
    'SELECT status, valid_until, kept_until FROM permit WHERE id = $1',
    id,
  );
const statusOf = async (id: string) =>
  (await row<{ status: string }>('SELECT status FROM renewal WHERE id = $1', id)).status;
const green = (plate: string, at: Instant) => isGreenAt(deps, plate, 'B', at);
const told = (renewalId: string, kind: string) =>
  count(database.pool, 'message WHERE renewal_id = $1 AND kind = $2', [renewalId, kind]);

/** The charge of a renewal in a payment that the provider has not settled yet. */
async function paying(renewalId: string): Promise<string> {
  const { id: chargeId, holder_id: holderId } = await row<{ id: string; holder_id: string }>(
    `SELECT id, holder_id FROM charge WHERE renewal_id = $1`,
    renewalId,
  );
  const paymentId = randomUUID();
  const started = await startPayment(deps, {
    paymentId, municipalityId: 'voorbeeld', holderId, chargeIds: [chargeId], actor: ME, at: IN_TIME, key: paymentId,
  }); // prettier-ignore
  expect(started).toMatchObject({ outcome: 'started' });
  await createAtProvider(deps, { paymentId });
  return paymentId;
}
const ask = (paymentId: string) => readPayment(deps, { paymentId, at: IN_TIME, nextPollAt: IN_TIME });
async function pay(renewalId: string): Promise<string> {
  const paymentId = await paying(renewalId);
  Object.assign(provider.word, { status: 'paid', paidCents: 9000 });
  await ask(paymentId);
  return paymentId;
}
const refunds = (paymentId: string) => count(database.pool, 'refund WHERE payment_id = $1', [paymentId]);

describe('the renewal season', () => {
  it('opens one renewal for a permit that ends within six weeks, and none when it runs again or twice at once [LOKET-005, LOKET-052]', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['VLSEA1'], { from: '2025-12-31T23:00:00.000Z', to: END });
    await prepareRenewals(deps, '2026-11-18T22:00:00.000Z');
    expect(await count(database.pool, 'renewal WHERE permit_id = $1', [permitId])).toBe(0);
    await Promise.all([prepareRenewals(deps, SEASON), prepareRenewals(deps, SEASON)]);
    const renewalId = await renewalOf(permitId);
    expect(await prepareRenewals(deps, SEASON)).toMatchObject({ permits: 0, opened: 0 });
    expect(await statusOf(renewalId)).toBe('awaiting-confirmation');
    expect(await told(renewalId, 'renewal-to-confirm')).toBe(1);
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'start-renewal'`, [renewalId])).toBe(1);
    const { next_due_at } = await row<{ next_due_at: Date }>('SELECT next_due_at FROM process WHERE subject_id = $1', renewalId);
    expect(next_due_at.toISOString()).toBe('2026-12-17T23:00:00.000Z');
  }); // prettier-ignore

  it('leaves alone what has ended, and what its holder gave up', async () => {
    const { permitId, renewalId } = await inSeason();
    expect(await withdraw(renewalId)).toMatchObject({ outcome: 'changed', state: { status: 'withdrawn' } });
    await prepareRenewals(deps, IN_TIME);
    await renewalOf(permitId);
  });

  it('renews by itself what the municipality renews by itself, with the balance of the next period [PORTAL-073]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    await database.pool.query('UPDATE permit SET valid_until = $2 WHERE id = $1', [permitId, END]);
    await prepareRenewals(deps, SEASON);
    expect(await statusOf(await renewalOf(permitId))).toBe('renewed');
    expect((await permitRow(permitId)).valid_until.toISOString()).toBe(NEXT_END);
    expect(await count(database.pool, 'permit_balance WHERE permit_id = $1', [permitId])).toBe(1);
    expect(await count(database.pool, 'balance WHERE id = $1 AND available = 500', [balanceId])).toBe(1);
    expect(await count(database.pool, 'charge WHERE renewal_id IS NOT NULL AND cents = 0')).toBe(0);
  });
});

describe('a renewal that is confirmed', () => {
  it('can be paid only then, and the plate counts on while it waits for payment, without a gap [PORTAL-085, PEERS-022]', async () => {
    const { permitId, renewalId, plate } = await inSeason();
    expect(await count(database.pool, 'charge WHERE renewal_id = $1', [renewalId])).toBe(0);
    expect(await green(plate, END)).toBe(false);
    expect(await confirm(renewalId)).toMatchObject({ outcome: 'changed', state: { status: 'awaiting-payment' } });
    expect(await count(database.pool, `charge WHERE renewal_id = $1 AND cents = 9000 AND status = 'open'`, [renewalId])).toBe(1);

    const { valid_until, kept_until } = await permitRow(permitId);
    expect([valid_until, kept_until].map((moment) => moment?.toISOString())).toEqual([END, LAPSES]);
    for (const at of ['2026-12-31T22:59:59.999Z', END, '2027-01-30T22:59:59.999Z'])
      expect([at, await green(plate, at)]).toEqual([at, true]);
    expect(await green(plate, LAPSES)).toBe(false);
    expect(await expirePermit(deps, { permitId, at: END })).toEqual({ validUntil: LAPSES });
    expect((await permitFacts(deps, { permitId })).validUntil).toBe(LAPSES);
  }); // prettier-ignore

  it('is refused when the address no longer gives the right to it [PORTAL-085]', async () => {
    const { renewalId, holderId } = await inSeason();
    await database.pool.query(
      `UPDATE holder SET address = jsonb_set(address, '{postcode}', '"9999 ZZ"') WHERE id = $1`,
      [holderId],
    );
    expect(await confirm(renewalId)).toMatchObject({ outcome: 'refuse', ground: 'address-outside-area' });
    expect(await statusOf(renewalId)).toBe('awaiting-confirmation');
  });

  it('and withdrawn again ends when what was paid for ends, and keeps nothing in the cart [PORTAL-087]', async () => {
    const { permitId, renewalId, plate } = await inSeason();
    await confirm(renewalId);
    expect(await withdraw(renewalId)).toMatchObject({ outcome: 'changed', state: { status: 'withdrawn' } });
    expect(await green(plate, '2026-12-31T22:59:59.999Z')).toBe(true);
    expect(await green(plate, END)).toBe(false);
    expect(await count(database.pool, `charge WHERE renewal_id = $1 AND status = 'open'`, [renewalId])).toBe(0);
    expect(await expirePermit(deps, { permitId, at: END })).toBeNull();
    expect(await confirm(renewalId)).toMatchObject({ outcome: 'refuse', ground: 'move-not-allowed' });
  });

  it('and withdrawn again takes back no more than it gave of a plate that was chosen meanwhile', async () => {
    const [one, two] = ['VLSW1A', 'VLSW2A'];
    const { permitId } = await residentPermit(deps, 'resident', [one, two], { from: '2025-12-31T23:00:00.000Z', to: END });
    await prepareRenewals(deps, SEASON);
    const renewalId = await renewalOf(permitId);
    await confirm(renewalId);
    await switchPlate(deps, { permitId, role: 'owner', country: 'NL', plate: two, actor: ME, at: '2026-12-02T12:00:00.000Z' });
    expect(await green(two, END)).toBe(true);
    await withdraw(renewalId, '2026-12-03T12:00:00.000Z');
    expect(await green(two, '2026-12-31T22:59:59.999Z')).toBe(true);
    expect(await green(two, END)).toBe(false);
    expect(await green(one, END)).toBe(false);
  }); // prettier-ignore

  it('lapses when nobody pays within thirty days of the end: red, and the place is free again [PEERS-022, PORTAL-088]', async () => {
    const { permitId, renewalId, plate } = await inSeason();
    const confirmed = await confirm(renewalId);
    if (confirmed.outcome !== 'changed') throw new Error('not confirmed');
    const { version } = confirmed.state;
    await reachRenewalDeadline(deps, { renewalId, kind: 'lapse', version, at: LAPSES, key: randomUUID() });
    expect(await statusOf(renewalId)).toBe('lapsed');
    expect(await told(renewalId, 'renewal-lapsed')).toBe(1);
    expect(await green(plate, LAPSES)).toBe(false);
    await expirePermit(deps, { permitId, at: LAPSES });
    expect(await permitRow(permitId)).toMatchObject({ status: 'expired', kept_until: null });
  });
});

describe('a renewal that is paid', () => {
  it('moves the end by one period, and the plate counts on from the old end, once, however often its process asks [PORTAL-086]', async () => {
    const { permitId, renewalId, plate } = await inSeason();
    await confirm(renewalId);
    await pay(renewalId);
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'renewal-paid'`, [renewalId])).toBe(1);
    // A process does a step that lost against another again, with the same key.
    const again = () => renew(renewalId).catch(() => renew(renewalId));
    await Promise.all([again(), again()]);
    await renewAfterPayment(deps, { renewalId, at: IN_TIME, key: randomUUID() });

    expect(await permitRow(permitId)).toMatchObject({ status: 'issued', kept_until: null });
    expect((await permitRow(permitId)).valid_until.toISOString()).toBe(NEXT_END);
    for (const at of ['2026-12-31T22:59:59.999Z', END, LAPSES, '2027-12-31T22:59:59.999Z'])
      expect([at, await green(plate, at)]).toEqual([at, true]);
    expect(await green(plate, NEXT_END)).toBe(false);
    expect(await count(database.pool, `letter WHERE renewal_id = $1 AND kind = 'permit-renewed'`, [renewalId])).toBe(1);
    expect(await told(renewalId, 'permit-renewed')).toBe(1);
    expect((await permitFacts(deps, { permitId })).toRegister).toHaveLength(3);
  });

  it('after its permit expired is valid for a whole period from that day [PORTAL-088]', async () => {
    const { permitId, renewalId, plate } = await inSeason();
    expect(await expirePermit(deps, { permitId, at: END })).toBeNull();
    expect(await count(database.pool, `message WHERE permit_id = $1 AND kind = 'permit-expired-renewable'`, [permitId])).toBe(1);
    const late = '2027-01-10T12:00:00.000Z';
    await confirm(renewalId, late);
    expect(await green(plate, late)).toBe(false);
    await pay(renewalId);
    await renew(renewalId, late);
    expect(await permitRow(permitId)).toMatchObject({ status: 'issued' });
    expect((await permitRow(permitId)).valid_until.toISOString()).toBe('2028-01-09T23:00:00.000Z');
    expect(await green(plate, '2027-01-10T11:59:59.000Z')).toBe(false);
    expect(await green(plate, late)).toBe(true);
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'permit-term-changed'`, [permitId])).toBe(1);
  }); // prettier-ignore

  it('cannot be withdrawn any more, and of the payment and the withdrawal at once one wins (R9, R13)', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { renewalId } = await inSeason();
      await confirm(renewalId);
      const paymentId = await paying(renewalId);
      Object.assign(provider.word, { status: 'paid', paidCents: 9000 });
      const [, withdrawn] = await Promise.all([ask(paymentId), withdraw(renewalId)]);
      await renew(renewalId);
      const status = await statusOf(renewalId);
      // Either the money is kept and the permit renewed, or it goes back: never both, never neither.
      expect([status, await refunds(paymentId), withdrawn.outcome]).toEqual(
        status === 'renewed' ? ['renewed', 0, 'refuse'] : ['withdrawn', 1, 'changed'],
      );
    }
  });

  it('whose permit was ended a moment before goes back to the payer, and the books balance (R9)', async () => {
    const { permitId, renewalId, plate } = await inSeason();
    await confirm(renewalId);
    const paymentId = await pay(renewalId);
    await endPermit(deps, { permitId, actor: CLERK, ground: 'by-staff', at: IN_TIME, key: randomUUID() });
    await renew(renewalId);
    expect(await statusOf(renewalId)).toBe('withdrawn');
    expect(await permitRow(permitId)).toMatchObject({ status: 'ended' });
    expect(await green(plate, IN_TIME)).toBe(false);
    expect(await green(plate, END)).toBe(false);
    expect(await refunds(paymentId)).toBe(1);
    expect(await count(database.pool, `posting p JOIN journal_entry e ON e.id = p.entry_id JOIN refund r ON r.id = e.subject_id WHERE r.payment_id = $1 AND p.account = 'refunds-payable' AND p.amount = -9000`, [paymentId])).toBe(1);
    expect(await count(database.pool, `outbox o JOIN refund r ON r.id = o.subject_id WHERE r.payment_id = $1 AND o.kind = 'start-refund'`, [paymentId])).toBe(1);
  }); // prettier-ignore
});

describe('a permit that ends while its renewal is open', () => {
  it('takes the renewal with it, out of the cart, and its process hears of it', async () => {
    const { permitId, renewalId } = await inSeason();
    await confirm(renewalId);
    await endPermit(deps, { permitId, actor: CLERK, ground: 'moved', at: IN_TIME, key: randomUUID() });
    expect(await statusOf(renewalId)).toBe('withdrawn');
    expect(await count(database.pool, `charge WHERE renewal_id = $1 AND status = 'open'`, [renewalId])).toBe(0);
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'renewal-closed'`, [renewalId])).toBe(1);
  });
});

describe('a reminder', () => {
  const remind = (renewalId: string, version = 1) =>
    reachRenewalDeadline(deps, { renewalId, kind: 'remind', version, at: IN_TIME, key: randomUUID() });

  it('is mailed, and goes by letter where mail is known not to arrive or comes back [PEERS-021]', async () => {
    const { renewalId, holderId } = await inSeason();
    await remind(renewalId);
    expect(await told(renewalId, 'renewal-reminder')).toBe(1);
    const letters = () => count(database.pool, `letter WHERE renewal_id = $1 AND kind = 'renewal-reminder'`, [renewalId]);
    expect(await letters()).toBe(0);

    const smtpId = randomUUID();
    await database.pool.query(`UPDATE message SET status = 'sent', smtp_id = $2 WHERE renewal_id = $1 AND kind = 'renewal-reminder'`, [renewalId, smtpId]);
    await recordBounce(deps, { smtpId, status: '5.1.1' });
    expect(await letters()).toBe(1);
    expect(await count(database.pool, 'holder WHERE id = $1 AND email_bounced_at IS NOT NULL', [holderId])).toBe(1);
    await remind(renewalId, 2);
    expect([await letters(), await told(renewalId, 'renewal-reminder')]).toEqual([2, 1]);
  }); // prettier-ignore
});
