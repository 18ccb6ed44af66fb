import { type PoolClient } from 'pg';
import { chargedBack } from '../../rules/balances.ts';
import { takenBack } from '../../rules/direct-debit/terms.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { book } from '../db/stores/ledger.ts';
import { statement } from '../db/transaction.ts';
import { stopOf } from './choose.ts';
import { readDebit, told, type DebitRow } from './debit.ts';
import { tellHolderOfDebit } from './tell.ts';

/**
 * A bank took back what was debited (storno), in whole or by halves, or gave it again: the difference to what is booked is booked, once,
 * however often the provider tells. What is still on the balance of what was bought goes with it; the rest is claimed, and finance and the
 * holder hear of it. Called by whoever holds the row of the payment.
 */
export async function bookChargeback(
  tx: PoolClient,
  paymentId: string,
  reportedCents: Cents,
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<PaymentRow>({ ...lockPayment, values: [paymentId] });
  const payment = rows[0];
  if (payment?.received_cents === null || payment === undefined) return;
  const cents = reportedCents - Number(payment.charged_back_cents);
  if (cents === 0) return;
  await tx.query({ ...keepChargedBack, values: [paymentId, reportedCents] });
  const { municipality_id: municipalityId, holder_id: holderId } = payment;
  const { rows: debits } = await tx.query<DebitRow>({ ...readDebit, values: [paymentId] });
  const permitId = debits[0]?.permit_id ?? null;
  if (permitId !== null && cents > 0) await stopOf(tx, { permitId, ground: 'charged-back', actor: SYSTEM }, at);

  const goods = cents > 0 ? await takeGoods(tx, paymentId, cents) : null;
  await book(tx, municipalityId, paymentId, `charged-back ${at}`, chargedBack(paymentId, cents, goods), at);
  const claimedCents = cents - (goods?.cents ?? 0);
  await openIncident(tx, municipalityId, 'debit-charged-back', paymentId, { cents, claimedCents }, at);

  const [debit] = debits;
  const subject = { municipalityId, holderId, paymentId, permitId };
  await record(tx, at, SYSTEM, subject, { kind: 'payment-charged-back', data: { paymentId, cents } });
  if (!debit || cents < 0) return;
  const about = told(debit, paymentId);
  const mail = { ...about.told.debit, cents, claimedCents };
  await tellHolderOfDebit(tx, { ...about, kind: 'debit-charged-back', told: { debit: mail } }, at);
}

/** Off the balance goes what was bought and is still there; never below nothing, whoever parks meanwhile. */
async function takeGoods(tx: PoolClient, paymentId: string, cents: Cents) {
  const { rows } = await tx.query<BoughtRow>({ ...lockBought, values: [paymentId] });
  const bought = rows[0];
  if (!bought || Number(bought.cents) !== cents) return null;
  const { balance_id: balanceId, unit, vat_percent, ledger_account: ledgerAccount } = bought;
  const back = takenBack({ amount: Number(bought.amount), cents }, Number(bought.available));
  if (back.amount === 0) return null;
  await tx.query({ ...lower, values: [balanceId, back.amount] });
  return { balanceId, unit, ...back, vatPercent: Number(vat_percent), ledgerAccount };
}

interface PaymentRow {
  municipality_id: string;
  holder_id: string;
  received_cents: string | null;
  charged_back_cents: string;
}

interface BoughtRow {
  balance_id: string;
  unit: Unit;
  amount: string;
  available: string;
  cents: string;
  vat_percent: string;
  ledger_account: string;
}

const lockPayment = statement(
  'lock-payment-charged-back',
  'SELECT municipality_id, holder_id, received_cents, charged_back_cents FROM payment WHERE id = $1 FOR UPDATE',
);
const keepChargedBack = statement('keep-charged-back', 'UPDATE payment SET charged_back_cents = $2 WHERE id = $1');
const lockBought = statement(
  'lock-bought-with',
  `SELECT t.balance_id, t.unit, t.amount, b.available, c.cents, c.vat_percent, c.ledger_account
     FROM charge c JOIN top_up t ON t.charge_id = c.id JOIN balance b ON b.id = t.balance_id
    WHERE c.payment_id = $1 AND t.booked_at IS NOT NULL ORDER BY c.id LIMIT 1 FOR UPDATE OF b`,
);
const lower = statement(
  'lower-balance',
  'UPDATE balance SET available = available - $2, version = version + 1 WHERE id = $1',
);
