import { type Instant } from '../../rules/values/moment.ts';
import { paymentId as processIdOf } from '../../rules/values/process-ids.ts';
import { closeProcess } from '../db/stores/outbox.ts';
import { type Deps } from '../ports.ts';

/** Its process has heard the provider's last word. */
export async function closePayment(deps: Deps, { paymentId, at }: { paymentId: string; at: Instant }): Promise<void> {
  await closeProcess(deps.pool, processIdOf(paymentId), at);
}
