import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, isClash, statement } from '../db/transaction.ts';
import { chargeTopUp, topUpState } from '../balances/top-up.ts';
import { type Deps } from '../ports.ts';
import { lockLeave, openDebit } from './debit.ts';
import { stopOf } from './choose.ts';
import { tellHolderOfDebit } from './tell.ts';

type TopUpDeps = Pick<Deps, 'pool' | 'releases' | 'clock'>;

/**
 * A balance fell: whoever chose so has it topped up by a debit, one at a time. Looks how it stands now, so that hearing of a fall twice,
 * late or in another order makes no second debit; the database is the one that refuses it.
 */
export async function topUpByItself(deps: TopUpDeps, balanceId: string): Promise<void> {
  const { rows } = await deps.pool.query<{ permit_id: string }>({ ...findChosen, values: [balanceId] });
  for (const { permit_id: permitId } of rows) await topUp(deps, permitId, deps.clock());
}

async function topUp(deps: TopUpDeps, permitId: string, at: Instant): Promise<void> {
  try {
    await inTransaction(deps.pool, async (tx) => {
      const state = await topUpState(tx, deps, permitId, at, { lock: true });
      if (!state) return;
      const { municipalityId, holderId, product, timeZone } = state;
      const mandate = await lockLeave(tx, holderId, 'balances');
      const { rows } = await tx.query<ChosenRow>({ ...lockChosen, values: [permitId] });
      const [chosen] = rows;
      // One that the provider does not know yet tops up as soon as it does.
      if (!chosen || !mandate) return;
      const { rows: balances } = await tx.query<BalanceRow>({
        ...readToday,
        values: [permitId, chosen.unit, civilDateOf(at, timeZone)],
      });
      const [balance] = balances;
      if (!balance || balance.debiting || Number(balance.available) >= Number(chosen.threshold)) return;
      const stop = () => stopOf(tx, { permitId, ground: 'no-longer-offered', actor: SYSTEM }, at);
      if (!product.parking?.topUp?.automatic) return void (await stop());
      const charged = await chargeTopUp(tx, deps, { permitId, optionId: chosen.option_id, accountId: null }, at);
      if (isRefusal(charged)) {
        // At the maximum it waits for the next period; what is never going to be possible again stops.
        if (charged.ground !== 'top-up-maximum-reached') await stop();
        return;
      }
      const { chargeId, cents } = charged;
      const debit = {
        municipalityId,
        holderId,
        permitId,
        mandate,
        chargeId,
        cents,
        for: { balanceId: charged.balanceId },
      };
      const paymentId = await openDebit(tx, debit, at);
      const told = { debit: { iban: mandate.iban, mandate: mandate.number, cents } };
      await tellHolderOfDebit(tx, { holderId, kind: 'top-up-debit-announced', permitId, paymentId, told }, at);
    });
  } catch (error) {
    // Somebody else, or another permit on the same balance, was first: one debit is enough.
    if (!isClash(error)) throw error;
  }
}

interface ChosenRow {
  option_id: string;
  unit: Unit;
  threshold: string;
}

interface BalanceRow {
  available: string;
  debiting: boolean;
}

const findChosen = statement(
  'find-chosen-top-ups',
  `SELECT t.permit_id FROM permit_balance pb JOIN automatic_top_up t ON t.permit_id = pb.permit_id JOIN balance b ON b.id = pb.balance_id AND b.unit = t.unit
    WHERE pb.balance_id = $1 AND t.stopped_at IS NULL ORDER BY t.permit_id`,
);
const lockChosen = statement(
  'lock-chosen-top-up',
  'SELECT option_id, unit, threshold FROM automatic_top_up WHERE permit_id = $1 AND stopped_at IS NULL FOR UPDATE',
);
const readToday = statement(
  'read-balance-to-top-up',
  `SELECT sum(b.available) AS available, bool_or(EXISTS (SELECT FROM debit d WHERE d.balance_id = b.id AND d.open)) AS debiting
     FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
    WHERE pb.permit_id = $1 AND b.unit = $2 AND (b.period_from IS NULL OR (b.period_from <= $3::date AND $3::date < b.period_until))
   HAVING count(*) > 0`,
);
