import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Activities } from '../../activities/index.ts';
import { refuse } from '../../rules/values/refusal.ts';
import type { PaymentStatus } from '../../rules/payments.ts';
import { begin, PAYMENT } from '../contract/payment.ts';
import { CASES } from '../contract/queues.ts';
import type { Engine } from './engine.ts';

const actor = { kind: 'holder', id: 'h' } as const;
const input = { municipalityId: 'm', holderId: 'h', chargeIds: ['c'], actor };

let serial = 0;

/** A payment whose provider says what the test wants, at the n-th time it is asked. */
export async function beginPayment(
  engine: Engine,
  says: (asked: number) => PaymentStatus,
  more: Partial<Activities> = {},
  refundIds: string[] = [],
) {
  const paymentId = `pay${++serial}`;
  const readAfter: number[] = [];
  const waiting: { times: number; resolve: () => void }[] = [];
  const refunded: string[] = [];
  const begunAt = Date.parse(await engine.now());
  const provided: Partial<Activities> = {
    startPayment: () => Promise.resolve({ outcome: 'started', reference: 'PW-1', clockOffsetMs: 0 }),
    createAtProvider: () => Promise.resolve({ checkoutUrl: 'https://pay.example/1', status: 'open' }),
    readPayment: ({ at }) => {
      readAfter.push(Math.round((Date.parse(at) - begunAt) / 1000));
      for (const { times, resolve } of waiting) if (readAfter.length >= times) resolve();
      const status = says(readAfter.length);
      return Promise.resolve({ status, refundIds: status === 'paid' ? refundIds : [] });
    },
    sendRefund: ({ refundId }) => {
      refunded.push(refundId);
      return Promise.resolve(refuse('not-found'));
    },
    failPayment: () => Promise.resolve(),
    closePayment: () => Promise.resolve(),
    ...more,
  };
  engine.provide(paymentId, provided);
  for (const refundId of refundIds) engine.provide(refundId, provided);
  const start = new WithStartWorkflowOperation(PAYMENT, {
    workflowId: `test-${paymentId}`,
    taskQueue: CASES,
    args: [{ paymentId, clockOffsetMs: 0, resumed: false }],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const begun = await engine.client.workflow.executeUpdateWithStart(begin, {
    args: [input],
    startWorkflowOperation: start,
  });
  return {
    begun,
    process: await start.workflowHandle(),
    readAfter,
    refunded,
    paymentId,
    /** Resolves when the provider has been asked so many times. */
    asked: (times: number) =>
      new Promise<void>((resolve) => {
        if (readAfter.length >= times) resolve();
        else waiting.push({ times, resolve });
      }),
  };
}
