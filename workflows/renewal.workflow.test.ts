import type { Activities } from '../activities/index.ts';
import type { RenewalDeadline } from '../rules/renewals/status.ts';
import { isOver, type RenewalStatus } from '../rules/renewals/status.ts';
import { plusMs } from '../rules/values/moment.ts';
import { CASES } from './contract/queues.ts';
import { closed, confirm, paid, RENEWAL, withdraw } from './contract/renewal.ts';
import { startEngine, type Engine } from './testing/engine.ts';

const DAY = 86_400_000;
const actor = { kind: 'holder', id: 'h' } as const;

let engine: Engine;
let serial = 0;
beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

/** A renewal as the books have it: reminders after four and five weeks, over after ten. */
async function renewal(first: RenewalStatus) {
  const renewalId = `renewal${++serial}`;
  const openedAt = await engine.now();
  const deadlines = (
    [
      ['remind', 28],
      ['remind', 39],
      ['lapse', 72],
    ] as const
  ).map(([kind, days]): RenewalDeadline => ({ kind, at: plusMs(openedAt, days * DAY) }));
  const books = { status: first, version: 1 };
  const told: string[] = [];
  // A slow machine may repeat a step with its key; as in the books, it counts once.
  const done = new Set<string>();
  const once = (says: string, key: string) => {
    if (done.has(key)) return;
    done.add(key);
    told.push(says);
  };
  const state = () => ({ ...books, deadlines: isOver(books.status) ? [] : deadlines });
  const become = (status: RenewalStatus, says: string, key: string) => {
    books.status = status;
    books.version += 1;
    once(says, key);
    return Promise.resolve({ outcome: 'changed' as const, state: state() });
  };
  const provided: Partial<Activities> = {
    renewalFacts: () => Promise.resolve(state()),
    confirmRenewal: ({ key }) => become('awaiting-payment', 'confirmed', key),
    withdrawRenewal: ({ key }) => become('withdrawn', 'withdrawn', key),
    renewAfterPayment: ({ key }) => become('renewed', 'renewed', key),
    reachRenewalDeadline: ({ kind, at, key }) => {
      const day = Math.round((Date.parse(at) - Date.parse(openedAt)) / DAY);
      return become(kind === 'lapse' ? 'lapsed' : books.status, `${kind} on day ${day}`, key);
    },
    closeRenewal: () => {
      once('closed', 'closed');
      return Promise.resolve();
    },
  };
  engine.provide(renewalId, provided);
  const process = await engine.client.workflow.start(RENEWAL, {
    workflowId: `test-${renewalId}`,
    taskQueue: CASES,
    args: [{ renewalId, clockOffsetMs: 0 }],
  });
  return { process, told };
}

describe('a renewal', () => {
  it('reminds on several days and lapses when nobody acts [PEERS-021, PORTAL-088]', async () => {
    const { process, told } = await renewal('awaiting-confirmation');
    await process.result();
    expect(told).toEqual(['remind on day 28', 'remind on day 39', 'lapse on day 72', 'closed']);
  });

  it('is confirmed, then paid, and reminds of what is still to be done until then [PORTAL-085, PORTAL-086]', async () => {
    const { process, told } = await renewal('awaiting-confirmation');
    await engine.sleep('1 day');
    await process.executeUpdate(confirm, { args: [{ actor }] });
    await engine.sleep('30 days');
    await process.signal(paid);
    await process.result();
    expect(told).toEqual(['confirmed', 'remind on day 28', 'renewed', 'closed']);
  });

  it('that waits for payment is not confirmed again, and is withdrawn once [PORTAL-087]', async () => {
    const { process, told } = await renewal('awaiting-payment');
    await engine.sleep('1 day');
    await expect(process.executeUpdate(confirm, { args: [{ actor }] })).rejects.toThrow();
    await process.executeUpdate(withdraw, { args: [{ actor }] });
    await process.result();
    expect(told).toEqual(['withdrawn', 'closed']);
  });

  it('is over when its permit ended first', async () => {
    const { process, told } = await renewal('awaiting-payment');
    await engine.sleep('1 day');
    await process.signal(closed);
    await process.result();
    expect(told).toEqual(['closed']);
  });

  it('that is paid twice is renewed once (R9)', async () => {
    const { process, told } = await renewal('awaiting-payment');
    await process.signal(paid);
    await process.signal(paid);
    await process.result();
    expect(told).toEqual(['renewed', 'closed']);
  });
});
