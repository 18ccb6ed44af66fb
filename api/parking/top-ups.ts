import { type z } from 'zod';
import { topUpState } from '../../activities/balances/top-up.ts';
import { statement } from '../../activities/db/transaction.ts';
import { lastDayOf } from '../../rules/parking/periods.ts';
import { topUpOptions } from '../../rules/parking/top-ups.ts';
import { holdsCharges, type PaymentStatus } from '../../rules/payments.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type Api } from '../api.ts';
import { type TopUpOptions, type TopUpView } from './shapes.ts';

/** What can still be bought, and if nothing, why (2PARK-040…042). */
export async function optionsOf({ deps }: Api, permitId: string): Promise<z.infer<typeof TopUpOptions> | undefined> {
  const state = await topUpState(deps.pool, deps, permitId, deps.clock(), { lock: false });
  if (!state) return undefined;
  const { facts, days } = state;
  const { topUp } = facts.terms;
  const { options, reason } = topUpOptions(facts);
  return {
    options: options.map(({ id, amount, cents }) => ({ id, unit: topUp!.unit, amount, cents })),
    reason,
    bought: facts.bought,
    maximum: topUp?.maximum?.amount ?? null,
    lastDay: days && lastDayOf(days),
  };
}

/** One top-up by the reference of its payment, for who bought it; another's reads like none. */
export async function topUpByReference(
  { deps }: Api,
  accountId: string,
  reference: string,
): Promise<z.infer<typeof TopUpView> | undefined> {
  const { rows } = await deps.pool.query<TopUpRow>({ ...readTopUp, values: [reference, accountId] });
  const row = rows[0];
  return (
    row && {
      reference,
      permitId: row.permit_id,
      status: statusOf(row),
      unit: row.unit,
      amount: Number(row.amount),
      cents: Number(row.cents),
      checkoutUrl: holdsCharges(row.status) ? row.checkout_url : null,
    }
  );
}

/** Paid is said when it is on the balance; what came in and could not be booked goes back. */
function statusOf({ status, booked }: TopUpRow): z.infer<typeof TopUpView>['status'] {
  if (holdsCharges(status)) return 'open';
  if (status !== 'paid') return 'failed';
  return booked ? 'paid' : 'refunded';
}

interface TopUpRow {
  permit_id: string;
  status: PaymentStatus;
  unit: Unit;
  amount: string;
  cents: string;
  checkout_url: string | null;
  booked: boolean;
}

const readTopUp = statement(
  'read-top-up',
  `SELECT t.permit_id, p.status, t.unit, t.amount, p.cents, p.checkout_url, t.booked_at IS NOT NULL AS booked
     FROM payment p
     JOIN payment_charge pc ON pc.payment_id = p.id
     JOIN top_up t ON t.charge_id = pc.charge_id
    WHERE p.reference = $1 AND t.account_id = $2`,
);
