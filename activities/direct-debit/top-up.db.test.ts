import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { erase } from '../erasure.ts';
import { readPayment } from '../payments/settle.ts';
import { startParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME, providerSaying } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { leaveOf, mandateOf } from '../testing/mandate.ts';
import { visitorPermit } from '../testing/visitor-scheme.ts';
import { chooseAutomaticTopUp, stopAutomaticTopUp } from './choose.ts';
import { giveMandate } from './give.ts';
import { lapseMandate, mandateState, registerMandate, revokeMandate } from './mandate.ts';
import { topUpByItself } from './top-up.ts';

jest.setTimeout(60_000); // a database of its own takes its time on a busy machine

/** A Wednesday in the second quarter; a minute costs a cent. Five, ten and twenty euros are sold, sixty a quarter at most. */
const NOW = '2026-05-06T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
const provider = providerSaying();
const debited: { reference: string; cents: number }[] = [];
beforeAll(async () => {
  database = await openTestDatabase(12);
  const payments = {
    ...provider,
    debit: (...[mandate, payment, key]: Parameters<typeof provider.debit>) => {
      debited.push(payment);
      return provider.debit(mandate, payment, key);
    },
  };
  deps = { ...(await depsOn(database.pool, { payments })), clock: () => NOW };
});
afterAll(() => database.drop());
beforeEach(() => {
  Object.assign(provider.word, { status: 'open', paidCents: 0, chargedBackCents: 0 });
  debited.length = 0;
});

interface Visitor {
  permitId: string;
  balanceId: string;
  holderId: string;
  mandateId: string;
}

async function one<Row extends object>(text: string, values: unknown[]): Promise<Row> {
  const { rows } = await database.pool.query<Row>(text, values);
  return rows[0]!;
}

async function visitor(cents: number): Promise<Visitor> {
  const permit = await visitorPermit(deps, cents);
  const { holder_id: holderId } = await one<{ holder_id: string }>('SELECT holder_id FROM permit WHERE id = $1', [permit.permitId]); // prettier-ignore
  return { ...permit, holderId, mandateId: await mandateOf(deps, holderId, NOW) };
}

const choose = ({ permitId, holderId }: Visitor, threshold: number, optionId = 'ten') =>
  chooseAutomaticTopUp(
    deps,
    { permitId, holderId, choice: { optionId, threshold }, actor: { kind: 'holder', id: holderId } },
    NOW,
  );
/** An hour of parking: sixty cents. */
async function park({ permitId }: Visitor, plate: string): Promise<void> {
  const started = await startParking(deps, {
    permitId, country: 'NL', plate, display: plate, endsAt: '2026-05-06T09:00:00.000Z', actor: ME, at: NOW,
  }); // prettier-ignore
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
}
const falls = ({ balanceId }: Visitor) =>
  count(database.pool, `outbox WHERE kind = 'alarm-crossed' AND subject_id = $1`, [balanceId]);
const debits = async ({ mandateId }: Visitor) => {
  const { rows } = await database.pool.query<{ id: string; open: boolean }>(
    'SELECT payment_id AS id, open FROM debit WHERE mandate_id = $1 ORDER BY payment_id',
    [mandateId],
  );
  return rows;
};
const ask = (paymentId: string, at = NOW) => readPayment(deps, { paymentId, at, nextPollAt: at });
const available = async ({ balanceId }: Visitor) =>
  Number((await one<{ available: string }>('SELECT available FROM balance WHERE id = $1', [balanceId])).available);
const posted = async ({ balanceId }: Visitor) =>
  Number((await one<{ sum: string }>(`SELECT coalesce(-sum(amount), 0) AS sum FROM posting WHERE account = 'available' AND ref = $1`, [balanceId])).sum); // prettier-ignore
const stopped = async ({ permitId }: Visitor) =>
  (await one<{ ground: string | null }>('SELECT stopped_ground AS ground FROM automatic_top_up WHERE permit_id = $1', [permitId])).ground; // prettier-ignore
const mails = ({ holderId }: Visitor, kind: string) =>
  count(database.pool, 'message WHERE holder_id = $1 AND kind = $2', [holderId, kind]);
const paid = (chargedBackCents = 0) =>
  Object.assign(provider.word, { status: 'paid', paidCents: 1_000, chargedBackCents });

/** A balance of seven euros that fell to six forty and is topped up below six fifty, with ten. */
async function fallen(): Promise<{ who: Visitor; paymentId: string }> {
  const who = await visitor(700);
  expect(await choose(who, 650)).toEqual({ outcome: 'chosen' });
  await park(who, 'AA1');
  await topUpByItself(deps, who.balanceId);
  const [debit] = await debits(who);
  return { who, paymentId: debit!.id };
}

describe('a balance that is topped up by itself', () => {
  it('is debited once when a parking action brings it below the threshold, however often that is heard [PEERS-020]', async () => {
    const who = await visitor(700);
    await choose(who, 650);
    const before = await falls(who);
    await Promise.all(['AA1', 'AA2'].map((plate) => park(who, plate)));
    expect(await falls(who)).toBe(before + 2);
    await Promise.all(Array.from({ length: 12 }, () => topUpByItself(deps, who.balanceId)));
    const all = await debits(who);
    expect(all).toHaveLength(1);
    await Promise.all(Array.from({ length: 6 }, () => ask(all[0]!.id)));
    expect(new Set(debited.map(({ reference }) => reference)).size).toBe(1);
    paid();
    await Promise.all(Array.from({ length: 6 }, () => ask(all[0]!.id)));
    expect(await available(who)).toBe(700 - 120 + 1_000);
    expect((await available(who)) - 700).toBe(await posted(who));
    expect([await mails(who, 'top-up-debit-announced'), await mails(who, 'top-up-debited')]).toEqual([1, 1]);
  });

  it('is left alone above the threshold, and by the trigger of those who did not choose it', async () => {
    const [chosen, other] = [await visitor(700), await visitor(700)];
    await choose(chosen, 600);
    await database.pool.query('DELETE FROM outbox');
    await Promise.all([park(chosen, 'AA1'), park(other, 'AA2')]);
    expect([await falls(chosen), await falls(other)]).toEqual([0, 0]);
    await topUpByItself(deps, chosen.balanceId);
    expect(await debits(chosen)).toEqual([]);
  });

  it('gets another debit only when the first was settled and it is still low', async () => {
    const who = await visitor(100);
    await choose(who, 2_000);
    await topUpByItself(deps, who.balanceId);
    const [first] = await debits(who);
    await ask(first!.id);
    await topUpByItself(deps, who.balanceId);
    expect(await debits(who)).toHaveLength(1);
    await database.pool.query('DELETE FROM outbox');
    paid();
    await ask(first!.id);
    expect(await falls(who)).toBeGreaterThan(0); // looked at again, for it is still below
    await topUpByItself(deps, who.balanceId);
    expect((await debits(who)).filter(({ open }) => open)).toHaveLength(1);
  });

  it('is not brought above the maximum of the period', async () => {
    const who = await visitor(100);
    await choose(who, 2_000, 'twenty');
    for (let times = 0; times < 5; times += 1) {
      await database.pool.query('UPDATE balance SET available = 100 WHERE id = $1', [who.balanceId]);
      await topUpByItself(deps, who.balanceId);
      const open = (await debits(who)).find((debit) => debit.open);
      if (!open) continue;
      await ask(open.id);
      Object.assign(provider.word, { status: 'paid', paidCents: 2_000 });
      await ask(open.id);
      Object.assign(provider.word, { status: 'open', paidCents: 0 });
    }
    expect(await debits(who)).toHaveLength(3); // sixty euros a quarter
    expect(await stopped(who)).toBeNull();
  });

  it('stops when the bank does not debit, and its holder is told; nothing is booked [PEERS-020]', async () => {
    const { who, paymentId } = await fallen();
    await ask(paymentId);
    Object.assign(provider.word, { status: 'failed' });
    await Promise.all([ask(paymentId), ask(paymentId)]);
    expect([await stopped(who), await available(who), await mails(who, 'top-up-debit-failed')]).toEqual(['debit-failed', 640, 1]); // prettier-ignore
    await topUpByItself(deps, who.balanceId);
    expect(await debits(who)).toEqual([{ id: paymentId, open: false }]);
    expect(await choose(who, 650)).toEqual({ outcome: 'chosen' }); // and goes on when its holder says so
    await topUpByItself(deps, who.balanceId);
    expect(await debits(who)).toHaveLength(2);
  });

  it('that the bank took back goes as far as it is still there; the rest is claimed, once [PEERS-020]', async () => {
    const { who, paymentId } = await fallen();
    await ask(paymentId);
    paid();
    await ask(paymentId);
    await database.pool.query('UPDATE balance SET available = 300 WHERE id = $1', [who.balanceId]); // used meanwhile
    paid(1_000);
    await Promise.all(Array.from({ length: 5 }, () => ask(paymentId)));
    expect([await available(who), await stopped(who)]).toEqual([0, 'charged-back']);
    const claims = await one<{ claim: string; clearing: string }>(
      `SELECT sum(amount) FILTER (WHERE account = 'claims') AS claim, sum(amount) FILTER (WHERE account = 'clearing') AS clearing
         FROM posting WHERE ref = $1`,
      [paymentId],
    );
    expect([Number(claims.claim), Number(claims.clearing)]).toEqual([700, 0]);
    expect(await count(database.pool, `incident WHERE kind = 'debit-charged-back' AND subject = $1`, [paymentId])).toBe(1); // prettier-ignore
    expect(await mails(who, 'debit-charged-back')).toBe(1);
    paid(0); // the bank gives it back after all
    await ask(paymentId, '2026-06-06T08:00:00.000Z');
    const after = await one<{ claim: string }>(`SELECT sum(amount) AS claim FROM posting WHERE ref = $1 AND account = 'claims'`, [paymentId]); // prettier-ignore
    expect(Number(after.claim)).toBe(-300);
  });

  it('is refused without a mandate, above what the product allows, and for the permit of another', async () => {
    const [who, other] = [await visitor(700), await visitor(700)];
    expect(await choose(who, 2_001)).toMatchObject({ ground: 'threshold-out-of-range' });
    expect(await choose({ ...who, permitId: other.permitId }, 500)).toMatchObject({ ground: 'automatic-top-up-not-offered' }); // prettier-ignore
    await revokeMandate(deps, { mandateId: who.mandateId, actor: ME, at: NOW, key: randomUUID() });
    expect(await choose(who, 500)).toMatchObject({ ground: 'mandate-needed' });
  });

  it('is topped up by hand again when its holder, or whoever parks with it, says so', async () => {
    const who = await visitor(700);
    await choose(who, 650);
    const actor = { kind: 'account', id: randomUUID() } as const;
    await stopAutomaticTopUp(deps, { permitId: who.permitId, ground: 'switched-off-in-app', actor }, NOW);
    expect(await stopped(who)).toBe('switched-off-in-app');
    expect(await count(database.pool, 'balance WHERE id = $1 AND alarmed', [who.balanceId])).toBe(0);
    await park(who, 'AA1');
    await topUpByItself(deps, who.balanceId);
    expect(await debits(who)).toEqual([]);
  });
});

describe('a mandate', () => {
  const row = (mandateId: string) =>
    one<{
      status: string;
      iban_masked: string;
      iban_sealed: Buffer | null;
      name_sealed: Buffer | null;
      consent: string;
    }>('SELECT * FROM mandate WHERE id = $1', [mandateId]);

  it('keeps the words that were agreed to, and of the account no more than its last digits [PEERS-020]', async () => {
    const { mandateId } = await visitor(0);
    const { status, iban_masked, iban_sealed, name_sealed, consent } = await row(mandateId);
    expect([status, iban_masked, iban_sealed, name_sealed]).toEqual(['valid', 'NL•• •••• •••• ••43 00', null, null]);
    expect(consent).toContain('Gemeente Voorbeeldstad (incassant-ID NL00ZZZ999999990000)');
  });

  it('is there once per holder, however many are given at once, and again after it was revoked', async () => {
    const { holderId, mandateId } = await visitor(0);
    const give = () => giveMandate(deps, leaveOf(holderId), NOW);
    expect(await give()).toMatchObject({ ground: 'mandate-exists' });
    await revokeMandate(deps, { mandateId, actor: ME, at: NOW, key: randomUUID() });
    const outcomes = (await Promise.all([give(), give(), give()])).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['given', 'refuse', 'refuse']);
  });

  it('that is revoked debits nothing more: not a balance that falls, nor a debit the bank was not asked for yet', async () => {
    const { who, paymentId } = await fallen();
    const key = randomUUID();
    const revoke = () => revokeMandate(deps, { mandateId: who.mandateId, actor: ME, at: NOW, key });
    expect(await revoke()).toMatchObject({ outcome: 'changed', state: { status: 'revoked' } });
    expect(await revoke()).toMatchObject({ outcome: 'changed' }); // the same word twice
    expect((await ask(paymentId)).status).toBe('failed');
    expect([debited.length, await stopped(who)]).toEqual([0, 'mandate-over']);
    await topUpByItself(deps, who.balanceId);
    expect(await debits(who)).toHaveLength(1);
    expect(await mails(who, 'mandate-ended')).toBe(1);
  });

  it('whose account is no good is refused and can be given anew; one a bank withdrew ends with the debit it refused', async () => {
    const { who, paymentId } = await fallen();
    const refusing = { ...deps, payments: { ...deps.payments, debit: () => Promise.resolve(null) } };
    await readPayment(refusing, { paymentId, at: NOW, nextPollAt: NOW });
    expect([(await row(who.mandateId)).status, await stopped(who)]).toEqual(['refused', 'mandate-over']);
    const leave = leaveOf(who.holderId);
    const { mandateId } = leave;
    await giveMandate(deps, leave, NOW);
    const noGood = { ...deps, payments: { ...deps.payments, mandate: () => Promise.resolve(null) } };
    expect(await registerMandate(noGood, { mandateId, at: NOW })).toMatchObject({ status: 'refused' });
    expect((await row(mandateId)).iban_sealed).toBeNull();
  });

  it('says nothing of the account any more thirteen months after it is over, when no debit can be disputed', async () => {
    const { mandateId } = await visitor(0);
    await revokeMandate(deps, { mandateId, actor: ME, at: NOW, key: randomUUID() });
    await erase(deps, '2027-06-05T12:00:00.000Z');
    expect((await row(mandateId)).iban_masked).toBe('NL•• •••• •••• ••43 00');
    await erase(deps, '2027-06-07T12:00:00.000Z');
    expect((await row(mandateId)).iban_masked).toBeNull();
  });

  it('lapses after three years without a debit, and not when it was used meanwhile', async () => {
    const { who, paymentId } = await fallen();
    const { lapsesAt } = await mandateState(deps, { mandateId: who.mandateId });
    expect(lapsesAt).toBe('2029-05-05T22:00:00.000Z');
    await ask(paymentId);
    paid();
    await readPayment(deps, { paymentId, at: '2027-01-04T12:00:00.000Z', nextPollAt: NOW });
    expect(await lapseMandate(deps, { mandateId: who.mandateId, at: lapsesAt })).toMatchObject({
      status: 'valid',
      lapsesAt: '2030-01-03T23:00:00.000Z',
    });
    expect(await lapseMandate(deps, { mandateId: who.mandateId, at: '2030-01-03T23:00:00.000Z' })).toMatchObject({
      status: 'lapsed',
    });
  });
});
