import { civilDateOf, daysBetween } from '../../rules/values/civil-day.ts';
import { REFUND_DAYS, lateStepOf, type RefundDue } from '../../rules/refunds/clock.ts';
import { type Instant } from '../../rules/values/moment.ts';
import type { RefundChanged } from '../../workflows/contract/refund.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { lockRefund, saveRefund, stateOf, subjectOf } from './state.ts';
import { tellOwner } from './tell.ts';

export interface Late {
  refundId: string;
  kind: RefundDue['kind'];
  at: Instant;
}

/** Two weeks before its last day staff are warned; after it its owner is told as well (LOKET-035, BEYOND-018). Harmless to repeat. */
export function tellLateRefund(deps: Deps, { refundId, kind, at }: Late): Promise<RefundChanged> {
  return inTransaction(deps.pool, async (tx) => {
    const refund = await lockRefund(tx, deps, refundId);
    if (!refund) throw new Error(`refund ${refundId} is gone`);
    if (lateStepOf(refund)?.kind !== kind) return { outcome: 'changed', state: stateOf(refund) };
    const { municipalityId, dueOn, timeZone, cents } = refund;
    const days = REFUND_DAYS - daysBetween(civilDateOf(at, timeZone), dueOn);
    await openIncident(tx, municipalityId, 'refund-late', refundId, { days, cents }, at);
    await record(tx, at, SYSTEM, subjectOf(refund), { kind: 'refund-late', data: { refundId, days } });
    if (kind === 'late') await tellOwner(tx, refund, 'refund-late', at);
    return { outcome: 'changed', state: await saveRefund(tx, refund, { told: kind }) };
  });
}
