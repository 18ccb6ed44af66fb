import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { askAfterSeconds } from '../rules/direct-debit/mandate-status.ts';
import { isSettled, pollAfterSeconds, type PaymentStatus } from '../rules/payments.ts';
import { plusMs, SECOND_MS } from '../rules/values/moment.ts';
import { refuse } from '../rules/values/refusal.ts';
import { businessClock } from './business-clock.ts';
import type { PaymentState } from '../activities/payments/settle.ts';
import { begin, cancel, hint, type Begun, type PaymentInput } from './contract/payment.ts';
import { calls, errands, stepKey, steps } from './steps.ts';

/**
 * A payment: opened at the provider, then asked after until the provider has said its last word, whether or not a webhook or the payer
 * comes by. What arrives too late or twice goes back.
 */
export async function payment({ paymentId, clockOffsetMs, resumed }: PaymentInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let status: PaymentStatus = 'starting';
  let begun = resumed;
  let over = false;
  let hints = 0;

  setHandler(begin, async (command): Promise<Begun> => {
    const started = await steps.startPayment({
      ...command,
      paymentId,
      at: clock.now(),
      key: stepKey(currentUpdateInfo()!.id),
    });
    if (started.outcome !== 'started') {
      over = true;
      if (started.outcome === 'refuse') return started;
      const { reference, checkoutUrl } = started;
      return checkoutUrl === null
        ? refuse('payment-under-way', { reference }, 'finish-payment')
        : { outcome: 'begun', reference, checkoutUrl };
    }
    clock.correct(started.clockOffsetMs);
    try {
      const { checkoutUrl } = await calls.createAtProvider({ paymentId });
      begun = true;
      return { outcome: 'begun', reference: started.reference, checkoutUrl };
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      // Nobody was sent to a checkout page, so nothing can come in: the items are free again and the payer may try once more.
      await steps.failPayment({ paymentId, at: clock.now() });
      over = true;
      await steps.closePayment({ paymentId, at: clock.now() });
      return refuse('payment-provider-unavailable', {}, 'try-later');
    }
  });
  setHandler(cancel, async ({ actor }) => {
    const state = await calls.cancelPayment({ paymentId, actor, at: clock.now() });
    status = state.status;
    return { status };
  });
  setHandler(hint, () => {
    hints += 1;
  });

  await condition(() => begun || over);
  const since = clock.now();
  let refundIds: string[] = [];
  const told = new Map<string, Promise<void>>();
  /** A provisional right is made known to the national register beside the payment, not in its way. */
  const tell = ({ toRegister = [], toRevoke = [] }: PaymentState) => {
    for (const rightId of toRegister) if (!told.has(rightId)) told.set(rightId, errands.registerRight({ rightId }));
    for (const rightId of toRevoke)
      if (!told.has(`over ${rightId}`)) told.set(`over ${rightId}`, errands.revokeRight({ rightId }));
  };
  let isDebit = false;
  const askAfter = (asked: number) => (isDebit ? askAfterSeconds(asked) : pollAfterSeconds(asked));
  let heard = resumed ? -1 : 0; // one that takes up an earlier payment asks at once
  for (let attempt = 0; !over && !isSettled(status);) {
    const pollAt = plusMs(since, askAfter(attempt) * SECOND_MS);
    await clock.waitUntil(
      () => pollAt,
      () => hints > heard || isSettled(status),
    );
    if (isSettled(status)) break; // the payer's turning back ended it
    heard = hints; // what comes while we ask is asked about again
    attempt = clock.now() >= pollAt ? attempt + 1 : attempt;
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await Promise.all(told.values());
      await continueAsNew<typeof payment>({ paymentId, clockOffsetMs: clock.offsetMs(), resumed: true });
    }
    const nextPollAt = plusMs(since, askAfter(attempt) * SECOND_MS);
    const state = await errands.readPayment({ paymentId, at: clock.now(), nextPollAt });
    ({ status, refundIds = [], isDebit = false } = state);
    tell(state);
  }
  await Promise.all(told.values());
  await Promise.all(refundIds.map((refundId) => errands.sendRefund({ refundId, at: clock.now() })));

  await condition(allHandlersFinished);
  if (begun) await steps.closePayment({ paymentId, at: clock.now() });
}
