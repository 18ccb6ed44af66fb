import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { EndGround } from '../../workflows/contract/permit.ts';
import { type Actor } from '../../rules/audit.ts';
import { plusMs, DAY_MS } from '../../rules/values/moment.ts';
import { previewEnding } from '../permits/ending.ts';
import { endPermit } from '../permits/life.ts';
import { issueAfterPayment, withdrawApplication } from '../permit-applications/time.ts';
import { createAtProvider, startPayment } from '../payments/start.ts';
import { readPayment } from '../payments/settle.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME, NOW, providerSaying, readyToPay, resident, type ReadyToPay } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readAll } from '../testing/everything.ts';
import { isGreenAt } from '../testing/resident-permit.ts';
import { colleague, type Colleague } from '../testing/staff.ts';
import { keepAccount, maskedAccount } from './account.ts';
import { approveRefund, refuseRefund, settleTransfer, useAccount } from './act.ts';
import { contentOfFile, makeRefundFile, releaseRefundFile } from './file.ts';
import { tellLateRefund } from './late.ts';
import { lookAtRefund, sendRefund } from './send.ts';

jest.setTimeout(30_000); // a database of its own takes its time on a busy machine

const IBAN = 'NL91ABNA0417164300';
let database: TestDatabase;
let deps: Deps;
let gives: { refundId: string } | null = { refundId: 're_1' };
let says: 'under-way' | 'paid' | 'failed' = 'under-way';
const provider = {
  ...providerSaying({ status: 'paid', paidCents: 9_000 }),
  refund: () => Promise.resolve(gives),
  refundState: () => Promise.resolve(says),
};
let anna: Colleague;
let bob: Colleague;

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, { payments: provider });
  [anna, bob] = await Promise.all([colleague(database.pool, 'finance'), colleague(database.pool, 'finance')]);
});
afterAll(() => database.drop());
beforeEach(() => {
  gives = { refundId: `re_${randomUUID()}` };
  says = 'under-way';
});

interface Owned extends ReadyToPay {
  paymentId: string;
  permitId: string;
  plate: string;
}

async function paid(item: ReadyToPay): Promise<string> {
  const paymentId = randomUUID();
  await startPayment(deps, {
    paymentId, municipalityId: 'voorbeeld', holderId: item.holderId, chargeIds: [item.chargeId], actor: ME, at: NOW, key: paymentId,
  }); // prettier-ignore
  await createAtProvider(deps, { paymentId });
  await readPayment(deps, { paymentId, at: NOW, nextPollAt: NOW });
  return paymentId;
}

/** A year of a resident permit for € 90, from 1 May 2026. */
async function permit(): Promise<Owned> {
  const item = await readyToPay(deps, await resident(database.pool));
  const paymentId = await paid(item);
  await issueAfterPayment(deps, { applicationId: item.applicationId, at: NOW, key: randomUUID() });
  const { rows } = await database.pool.query<{ id: string; plate: string }>(
    'SELECT p.id, l.plate FROM permit p JOIN permit_plate l ON l.permit_id = p.id WHERE application_id = $1',
    [item.applicationId],
  );
  return { ...item, paymentId, permitId: rows[0]!.id, plate: rows[0]!.plate };
}

const HALF_WAY = '2026-10-20T12:00:00.000Z';
const end = ({ permitId }: Owned, at = HALF_WAY, actor: Actor = ME, ground: EndGround = 'by-holder') =>
  endPermit(deps, { permitId, actor, ground, at, key: randomUUID() });

interface RefundRow {
  id: string;
  status: string;
  route: string;
  cents: string;
  due_on: string;
}

const refundsOf = async (paymentId: string): Promise<RefundRow[]> =>
  (
    await database.pool.query<RefundRow>(
      'SELECT id, status, route, cents, due_on::text AS due_on FROM refund WHERE payment_id = $1 ORDER BY number',
      [paymentId],
    )
  ).rows;
const only = async (paymentId: string): Promise<RefundRow> => {
  const [refund, ...more] = await refundsOf(paymentId);
  expect(more).toEqual([]);
  return refund!;
};

const by = (actor: Colleague) => ({ staffId: actor.id, actor });
const approve = (refundId: string, actor = bob, at = HALF_WAY) =>
  approveRefund(deps, { refundId, ...by(actor), at, key: randomUUID() });
const giveAccount = (holderId: string) =>
  keepAccount(deps, { municipalityId: 'voorbeeld', holderId, iban: IBAN, name: 'S. de Boer' }, ME, HALF_WAY);
const file = ({ id, roles }: Colleague) => ({ municipalityId: 'voorbeeld', staffId: id, roles });
const mails = (holderId: string, kind: string) =>
  count(database.pool, 'message WHERE holder_id = $1 AND kind = $2', [holderId, kind]);

/** A year later the provider gives nothing back: the same permit, and a credit transfer. */
async function toTransfer(): Promise<Owned & { refundId: string }> {
  gives = null;
  const owned = await permit();
  await giveAccount(owned.holderId);
  await end(owned);
  const { id: refundId } = await only(owned.paymentId);
  await approve(refundId);
  await sendRefund(deps, { refundId, at: HALF_WAY });
  return { ...owned, refundId };
}

describe('a permit its holder ends', () => {
  it('gives back what the preview said, and is red right after [PORTAL-074, PEERS-031, LOKET-034]', async () => {
    const owned = await permit();
    const { permitId, paymentId, plate } = owned;
    const preview = await previewEnding(database.pool, deps, permitId, 'by-holder', HALF_WAY);
    expect(preview).toMatchObject({ lastDay: '2026-10-20', refundCents: 4_500, payBy: '2026-12-15' });
    expect(await isGreenAt(deps, plate, 'B', HALF_WAY)).toBe(true);
    expect(await end(owned)).toMatchObject({ outcome: 'changed', status: 'ended' });
    expect(await isGreenAt(deps, plate, 'B', plusMs(HALF_WAY, 1))).toBe(false);
    expect(await only(paymentId)).toMatchObject({ status: 'awaiting-approval', route: 'provider', cents: '4500', due_on: '2026-12-15' }); // prettier-ignore
    expect(await mails(owned.holderId, 'permit-ended')).toBe(1);
    expect(await count(database.pool, `letter WHERE permit_id = $1 AND kind = 'permit-ended'`, [permitId])).toBe(1);
  });

  it('gives back once, however many press at the same moment', async () => {
    const owned = await permit();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => end(owned)));
    expect(outcomes.filter(({ outcome }) => outcome === 'changed')).toHaveLength(1);
    expect(await refundsOf(owned.paymentId)).toHaveLength(1);
  });

  it('gives nothing back in its last month, and nothing after a false statement', async () => {
    const late = await permit();
    await end(late, '2027-04-02T12:00:00.000Z');
    expect(await refundsOf(late.paymentId)).toEqual([]);
    const false_ = await permit();
    await end(false_, HALF_WAY, anna, 'false-statement');
    expect(await refundsOf(false_.paymentId)).toEqual([]);
  });

  it('takes what still waits to be paid for it out of the cart', async () => {
    const owned = await permit();
    const renewalId = randomUUID();
    await database.pool.query(
      `INSERT INTO renewal (id, municipality_id, holder_id, permit_id, number, release, period_id, price_cents, starts_on, since, until, status,
                            status_since, opened_at)
       SELECT $1::uuid, p.municipality_id, p.holder_id, p.id, 'VL-1', p.release, 'P12M', 9000, '2027-05-01', p.valid_until,
              p.valid_until + interval '1 year', 'awaiting-payment', $3, $3 FROM permit p WHERE p.id = $2`,
      [renewalId, owned.permitId, HALF_WAY],
    );
    await database.pool.query(
      `INSERT INTO charge (municipality_id, holder_id, renewal_id, cents, vat_percent, ledger_account, postponable, selected, created_at)
       VALUES ('voorbeeld', $1, $2, 9000, 0, '8010', true, true, $3)`,
      [owned.holderId, renewalId, HALF_WAY],
    );
    await end(owned);
    expect(await count(database.pool, `charge WHERE renewal_id = $1 AND status <> 'open'`, [renewalId])).toBe(1);
  });
});

describe('an application that was paid and is withdrawn before it is issued', () => {
  it('is gone from the list, stays in the audit trail, and all of its money goes back by itself [PORTAL-059]', async () => {
    const item = await readyToPay(deps, await resident(database.pool));
    const paymentId = await paid(item);
    const { applicationId } = item;
    const withdrawn = await withdrawApplication(deps, { applicationId, actor: ME, at: NOW, key: randomUUID() });
    expect(withdrawn).toMatchObject({ state: { status: 'withdrawn' } });
    const { id, ...refund } = await only(paymentId);
    expect(refund).toMatchObject({ status: 'approved', route: 'provider', cents: '9000' });
    await sendRefund(deps, { refundId: id, at: NOW });
    expect((await only(paymentId)).status).toBe('sent');
    expect(await count(database.pool, `audit_event WHERE application_id = $1 AND kind IN ('application-withdrawn', 'refund-owed')`, [applicationId])).toBe(2); // prettier-ignore
    const late = await issueAfterPayment(deps, { applicationId, at: NOW, key: randomUUID() });
    expect(late).toMatchObject({ outcome: 'refuse', ground: 'move-not-allowed' });
    expect(await count(database.pool, 'permit WHERE application_id = $1', [applicationId])).toBe(0);
  });

  it('races with its issue, and one of the two wins', async () => {
    const item = await readyToPay(deps, await resident(database.pool));
    const paymentId = await paid(item);
    const { applicationId } = item;
    await Promise.all([
      withdrawApplication(deps, { applicationId, actor: ME, at: NOW, key: randomUUID() }),
      issueAfterPayment(deps, { applicationId, at: NOW, key: randomUUID() }),
    ]);
    const permits = await count(database.pool, 'permit WHERE application_id = $1', [applicationId]);
    expect(permits + (await refundsOf(paymentId)).length).toBe(1);
  });
});

describe('a refund', () => {
  it('goes back the way it came as soon as somebody else approved it, and arrives [PEERS-032, BEYOND-018]', async () => {
    const owned = await permit();
    await end(owned, HALF_WAY, anna, 'moved');
    const { id: refundId } = await only(owned.paymentId);
    expect(await approve(refundId, anna)).toMatchObject({ outcome: 'refuse', ground: 'own-work' });
    expect(await approve(refundId, bob)).toMatchObject({ state: { status: 'approved', route: 'provider' } });
    expect(await approve(refundId, bob)).toMatchObject({ ground: 'refund-move-not-allowed' });
    const sent = await Promise.all([1, 2, 3].map(() => sendRefund(deps, { refundId, at: HALF_WAY })));
    expect(sent).toEqual([1, 2, 3].map(() => expect.objectContaining({ outcome: 'changed' })));
    says = 'paid';
    expect(await lookAtRefund(deps, { refundId, at: plusMs(HALF_WAY, DAY_MS) })).toMatchObject({
      state: { status: 'paid' },
    });
    for (const kind of ['refund-approved', 'payment-refunded', 'refund-paid'])
      expect(await mails(owned.holderId, kind)).toBe(1);
    expect(await count(database.pool, `letter WHERE refund_id = $1 AND kind = 'refund'`, [refundId])).toBe(1);
  });

  it('that the database is told to approve by its own maker is refused there as well [PEERS-032]', async () => {
    const owned = await permit();
    await end(owned, HALF_WAY, anna, 'moved');
    const { id } = await only(owned.paymentId);
    const write = (staffId: string | null) =>
      database.pool.query(`UPDATE refund SET status = 'approved', approved_by = $2 WHERE id = $1`, [id, staffId]);
    await expect(write(anna.id)).rejects.toThrow('refund_approved_by_another');
    await expect(write(null)).rejects.toThrow('refund_approved');
    await expect(database.pool.query('UPDATE refund SET cents = 9001 WHERE id = $1', [id])).rejects.toThrow(
      'did not bring in',
    );
  });

  it('that fails at the provider weeks later returns to the queue by the other route', async () => {
    const owned = await permit();
    await giveAccount(owned.holderId);
    await end(owned);
    const { id: refundId } = await only(owned.paymentId);
    await approve(refundId);
    await sendRefund(deps, { refundId, at: HALF_WAY });
    says = 'paid';
    await lookAtRefund(deps, { refundId, at: HALF_WAY });
    says = 'failed';
    const weeksLater = plusMs(HALF_WAY, 20 * DAY_MS);
    await lookAtRefund(deps, { refundId, at: weeksLater });
    await lookAtRefund(deps, { refundId, at: weeksLater });
    expect(await only(owned.paymentId)).toMatchObject({ status: 'awaiting-approval', route: 'transfer' });
    expect(await count(database.pool, 'refund WHERE id = $1 AND approved_by IS NULL', [refundId])).toBe(1);
  });

  it('without a known account asks for one, and goes on when it is given', async () => {
    gives = null;
    const owned = await permit();
    await end(owned);
    const { id: refundId } = await only(owned.paymentId);
    await approve(refundId);
    await sendRefund(deps, { refundId, at: HALF_WAY });
    expect(await only(owned.paymentId)).toMatchObject({ status: 'due', route: 'transfer' });
    expect(await mails(owned.holderId, 'refund-account-asked')).toBe(1);
    const use = () => useAccount(deps, { refundId, actor: ME, at: HALF_WAY, key: randomUUID() });
    expect(await use()).toMatchObject({ ground: 'account-needed' });
    await giveAccount(owned.holderId);
    expect(await use()).toMatchObject({ state: { status: 'awaiting-approval' } });
    expect(await maskedAccount(deps, owned.holderId)).toEqual({ iban: 'NL•• •••• •••• ••43 00', name: 'S. de Boer' });
  });

  it('that is refused is earned again; money nobody ever earned cannot be refused', async () => {
    const owned = await permit();
    await end(owned);
    const { id: refundId } = await only(owned.paymentId);
    const no = (id: string) =>
      refuseRefund(deps, { refundId: id, ...by(bob), ground: 'not-owed', at: HALF_WAY, key: randomUUID() });
    expect(await no(refundId)).toMatchObject({ state: { status: 'refused', over: true } });
    expect(await mails(owned.holderId, 'refund-refused')).toBe(1);
  });

  it('warns staff after six weeks and its owner after eight, once each [LOKET-035, BEYOND-018]', async () => {
    const owned = await permit();
    await end(owned);
    const { id: refundId } = await only(owned.paymentId);
    for (const kind of ['alarm', 'alarm', 'late', 'late'] as const)
      await tellLateRefund(deps, { refundId, kind, at: plusMs(HALF_WAY, (kind === 'alarm' ? 42 : 57) * DAY_MS) });
    expect(await count(database.pool, `incident WHERE kind = 'refund-late' AND subject = $1 AND closed_at IS NULL`, [refundId])).toBe(1); // prettier-ignore
    expect(await mails(owned.holderId, 'refund-late')).toBe(1);
    await approve(refundId);
    await sendRefund(deps, { refundId, at: plusMs(HALF_WAY, 58 * DAY_MS) });
    says = 'paid';
    await lookAtRefund(deps, { refundId, at: plusMs(HALF_WAY, 59 * DAY_MS) });
    expect(await count(database.pool, `incident WHERE subject = $1 AND closed_at IS NULL`, [refundId])).toBe(0);
  });
});

describe('a file for the bank', () => {
  it('is made by one and released by another, and then holds every approved transfer once [PEERS-032]', async () => {
    const one = await toTransfer();
    await approve(one.refundId);
    const id = randomUUID();
    const made = await Promise.all([
      makeRefundFile(deps, { id, ...file(anna) }, HALF_WAY),
      makeRefundFile(deps, { id: randomUUID(), ...file(anna) }, HALF_WAY),
    ]);
    expect(made.map(({ outcome }) => outcome).sort()).toEqual(['made', 'refuse']);
    const winner = made.find((outcome) => outcome.outcome === 'made') as { id: string };
    expect(await contentOfFile(deps, { id: winner.id, municipalityId: 'voorbeeld' })).toBeUndefined();
    const release = (actor: Colleague) => releaseRefundFile(deps, { id: winner.id, ...file(actor) }, HALF_WAY);
    expect(await release(anna)).toMatchObject({ ground: 'own-work' });
    await expect(
      database.pool.query('UPDATE refund_file SET released_by = made_by, released_at = made_at WHERE id = $1', [
        winner.id,
      ]),
    ).rejects.toThrow('file_released_by_another');
    await expect(
      database.pool.query(`UPDATE refund SET status = 'sent' WHERE id = $1`, [one.refundId]),
    ).rejects.toThrow('no file that was released');
    expect(await release(bob)).toEqual({ outcome: 'released' });
    expect(await release(bob)).toMatchObject({ ground: 'refund-move-not-allowed' });
    const { xml } = (await contentOfFile(deps, { id: winner.id, municipalityId: 'voorbeeld' }))!;
    expect(xml).toContain('<InstdAmt Ccy="EUR">45.00</InstdAmt>');
    expect(xml).toContain(`<IBAN>${IBAN}</IBAN>`);
    expect(await contentOfFile(deps, { id: winner.id, municipalityId: 'deventer' })).toBeUndefined();
    expect((await only(one.paymentId)).status).toBe('sent');
    const settle = (came: 'paid' | 'returned') =>
      settleTransfer(deps, { refundId: one.refundId, ...by(bob), came, at: HALF_WAY, key: randomUUID() });
    expect(await settle('paid')).toMatchObject({ state: { status: 'paid', over: true } });
    // Weeks later the bank sends it back after all: its owner is asked for another account.
    expect(await settle('returned')).toMatchObject({ state: { status: 'returned' } });
    expect(await maskedAccount(deps, one.holderId)).toBeNull();
    expect(await mails(one.holderId, 'refund-account-asked')).toBe(1);
  });

  it('cannot be made of nothing', async () => {
    expect(await makeRefundFile(deps, { id: randomUUID(), ...file(anna) }, HALF_WAY)).toMatchObject({ ground: 'nothing-to-pay-out' }); // prettier-ignore
  });
});

it('an account number is nowhere in the database to be read', async () => {
  await giveAccount(await resident(database.pool));
  const readable = (await readAll(database.pool)).filter(
    ({ text }) => text.includes(IBAN) || text.includes('S. de Boer'),
  );
  expect(readable.map(({ table }) => table).filter((table) => table !== 'public.release')).toEqual([]);
});

it('the books always sum to zero, and what is payable is what is still owed', async () => {
  const { rows } = await database.pool.query<{ account: string; total: string }>(
    `SELECT account, sum(amount) AS total FROM posting WHERE unit = 'eurocent' GROUP BY account`,
  );
  const of = (account: string) => Number(rows.find((row) => row.account === account)?.total ?? 0);
  expect(rows.reduce((total, row) => total + Number(row.total), 0)).toBe(0);
  const { rows: owed } = await database.pool.query<{ cents: string }>(
    `SELECT coalesce(sum(cents), 0) AS cents FROM refund WHERE status IN ('due', 'awaiting-approval', 'approved', 'returned')`,
  );
  expect(-of('refunds-payable')).toBe(Number(owed[0]!.cents));
});
