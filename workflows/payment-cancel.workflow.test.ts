import { cancel, hint, PAYMENT } from './contract/payment.ts';
import { CASES } from './contract/queues.ts';
import { beginPayment } from './testing/payment.ts';
import { startRealEngine, type Engine } from './testing/engine.ts';

const actor = { kind: 'holder', id: 'h' } as const;

let engine: Engine;

beforeAll(async () => {
  engine = await startRealEngine();
}, 120_000);
afterAll(() => engine.stop());

describe('a payment whose payer turned back', () => {
  it('is over when the provider lets itself be stopped [PORTAL-066]', async () => {
    const { process } = await beginPayment(engine, () => 'open', {
      cancelPayment: () => Promise.resolve({ status: 'canceled', refundIds: [] }),
    });
    expect(await process.executeUpdate(cancel, { args: [{ actor }] })).toEqual({ status: 'canceled' });
    await process.result();
  });

  it('is asked after until the end when the provider cannot stop it', async () => {
    const { process, readAfter, asked } = await beginPayment(engine, (time) => (time < 3 ? 'abandoned' : 'expired'), {
      cancelPayment: () => Promise.resolve({ status: 'abandoned', refundIds: [] }),
    });
    await process.executeUpdate(cancel, { args: [{ actor }] });
    for (let reads = 1; reads <= 3; reads += 1) {
      await process.signal(hint);
      await asked(reads);
    }
    await process.result();
    expect(readAfter).toHaveLength(3);
  });
});

describe('a payment that is over', () => {
  it('is taken up again by a report that comes late', async () => {
    const { process, paymentId } = await beginPayment(engine, () => 'expired');
    await process.signal(hint);
    await process.result();
    let asked = 0;
    engine.provide(paymentId, {
      readPayment: () => {
        asked += 1;
        return Promise.resolve({ status: 'paid', refundIds: [] });
      },
      closePayment: () => Promise.resolve(),
    });
    const again = await engine.client.workflow.signalWithStart(PAYMENT, {
      workflowId: process.workflowId,
      taskQueue: CASES,
      args: [{ paymentId, clockOffsetMs: 0, resumed: true }],
      signal: hint,
    });
    await again.result();
    expect(asked).toBe(1);
  });
});
