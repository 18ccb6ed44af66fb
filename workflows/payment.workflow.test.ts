import { hint } from './contract/payment.ts';
import { beginPayment } from './testing/payment.ts';
import { startEngine, type Engine } from './testing/engine.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

const payment = (...given: Parameters<typeof beginPayment> extends [Engine, ...infer Rest] ? Rest : never) =>
  beginPayment(engine, ...given);

describe('a payment', () => {
  it('sends the payer to the checkout page under its reference [PORTAL-064]', async () => {
    const { begun, process } = await payment(() => 'paid');
    expect(begun).toEqual({ outcome: 'begun', reference: 'PW-1', checkoutUrl: 'https://pay.example/1' });
    await process.result();
  });

  it('asks the provider again and again, further and further apart, when no webhook comes', async () => {
    const { process, readAfter } = await payment((asked) => (asked < 6 ? 'open' : 'paid'));
    await process.result();
    expect(readAfter).toEqual([15, 45, 120, 300, 600, 960]);
  });

  it('asks at once when a webhook or the payer comes by [PORTAL-065]', async () => {
    const { process, readAfter } = await payment((asked) => (asked < 2 ? 'open' : 'paid'));
    await process.signal(hint);
    await engine.sleep('1 second');
    await process.signal(hint);
    await process.result();
    expect(readAfter).toHaveLength(2);
    expect(Math.max(...readAfter)).toBeLessThan(15);
  });

  it('ends when the provider lets it expire', async () => {
    const { process, readAfter } = await payment((asked) => (asked < 6 ? 'open' : 'expired'));
    await process.result();
    expect(readAfter.at(-1)).toBe(960);
  });

  it('sends back what came in and cannot be used', async () => {
    const { process, refunded } = await payment(() => 'paid', {}, ['r1', 'r2']);
    await process.result();
    expect(refunded.sort()).toEqual(['r1', 'r2']);
  });

  it('points to the payment that is under way for the same items rather than begin a second', async () => {
    const { begun, process } = await payment(() => 'open', {
      startPayment: () =>
        Promise.resolve({ outcome: 'under-way', reference: 'PW-0', checkoutUrl: 'https://pay.example/0' }),
    });
    expect(begun).toEqual({ outcome: 'begun', reference: 'PW-0', checkoutUrl: 'https://pay.example/0' });
    await process.result();
  });

  it('by debit is asked after every six hours once the first hour is over: a bank takes days [PEERS-020]', async () => {
    let asked = 0;
    const at: number[] = [];
    const begunAt = Date.parse(await engine.now());
    const { process } = await payment(() => 'open', {
      readPayment: ({ at: now }) => {
        asked += 1;
        at.push(Math.round((Date.parse(now) - begunAt) / 1000));
        return Promise.resolve({ status: asked < 5 ? 'pending' : 'paid', isDebit: true });
      },
    });
    await process.result();
    expect(at).toEqual([15, 300, 3_600, 25_200, 46_800]);
  });

  // Last: after an activity that ran out of time the test server's own clock is no longer to be trusted.
  it('frees its items and says so when the provider is away', async () => {
    const freed: string[] = [];
    const { begun, process } = await payment(() => 'open', {
      createAtProvider: () => Promise.reject(new Error('away')),
      failPayment: ({ paymentId: id }) => {
        freed.push(id);
        return Promise.resolve();
      },
    });
    expect(begun).toMatchObject({ outcome: 'refuse', ground: 'payment-provider-unavailable' });
    await process.result();
    expect(freed).toHaveLength(1);
  });
});
