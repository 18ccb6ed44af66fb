import type { Activities } from '../activities/index.ts';
import { isRefundOver, lateStepOf, nextLook, refundDueOn, type RefundClock } from '../rules/refunds/clock.ts';
import { addDays, civilDateOf, daysBetween } from '../rules/values/civil-day.ts';
import { CASES } from './contract/queues.ts';
import { approve, REFUND, refundChanged, refuseRefund, type RefundChanged } from './contract/refund.ts';
import { startEngine, type Engine } from './testing/engine.ts';

const actor = { kind: 'staff', id: 's', roles: ['finance'] } as const;

let engine: Engine;
let serial = 0;

beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

/** A refund whose books a test keeps. */
async function begin(
  first: Partial<RefundClock> = {},
  says: () => 'paid' | 'failed' = () => 'paid',
  more: Partial<Activities> = {},
) {
  const refundId = `refund${++serial}`;
  const begunAt = await engine.now();
  const timeZone = 'Europe/Amsterdam';
  const books: RefundClock = {
    status: 'awaiting-approval', route: 'provider', dueOn: refundDueOn(begunAt, timeZone), timeZone, told: 'nothing', sentAt: null,
    lookedAt: null, ...first,
  }; // prettier-ignore
  let version = 1;
  const done: string[] = [];
  const days = (at: string) => daysBetween(civilDateOf(begunAt, timeZone), civilDateOf(at, timeZone));
  const change = (changes: Partial<RefundClock>): Promise<RefundChanged> => {
    Object.assign(books, changes);
    version += 1;
    return Promise.resolve({
      outcome: 'changed',
      state: {
        status: books.status, route: books.route, version, next: lateStepOf(books), lookAt: nextLook(books), over: isRefundOver(books),
      },
    }); // prettier-ignore
  };
  engine.provide(refundId, {
    refundFacts: () => change({}) as never,
    approveRefund: () => {
      done.push('approve');
      return change({ status: 'approved' });
    },
    refuseRefund: () => change({ status: 'refused' }),
    sendRefund: ({ at }) => {
      done.push('send');
      return change({ status: 'sent', sentAt: at });
    },
    lookAtRefund: ({ at }) => {
      const said = says();
      done.push(`look after ${days(at)} days: ${said}`);
      return said === 'paid'
        ? change({ status: 'paid', lookedAt: at })
        : change({ status: 'returned', route: 'transfer', sentAt: null });
    },
    tellLateRefund: ({ kind, at }) => {
      done.push(`${kind} after ${days(at)} days`);
      return change({ told: kind });
    },
    closeRefund: () => {
      done.push('close');
      return Promise.resolve();
    },
    ...more,
  });
  const handle = await engine.client.workflow.start(REFUND, {
    workflowId: `test-${refundId}`,
    taskQueue: CASES,
    args: [{ refundId, clockOffsetMs: 0 }],
  });
  return { handle, books, done, change };
}

describe('a refund', () => {
  it('waits for a second person, goes back the way it came and is followed for eight weeks [PEERS-032, BEYOND-018]', async () => {
    const { handle, done } = await begin();
    await engine.sleep('5 days');
    await handle.executeUpdate(approve, { args: [{ actor, staffId: 's' }] });
    await handle.result();
    expect(done.slice(0, 3)).toEqual(['approve', 'send', 'look after 6 days: paid']);
    expect(done.slice(-2)).toEqual(['look after 61 days: paid', 'close']);
    expect(done.filter((step) => step.startsWith('alarm') || step.startsWith('late'))).toEqual([]);
  });

  it('that nobody approves warns after six weeks and says so to its owner after eight [LOKET-035, BEYOND-018]', async () => {
    const { handle, done } = await begin();
    await engine.sleep('60 days');
    expect(done).toEqual(['alarm after 42 days', 'late after 57 days']);
    await handle.executeUpdate(refuseRefund, { args: [{ actor, staffId: 's', ground: 'not-owed' }] });
    await handle.result();
    expect(done.at(-1)).toBe('close');
  });

  it('is not refused once it was approved, nor approved twice', async () => {
    const { handle, change } = await begin({ route: 'transfer' });
    const yes = () => handle.executeUpdate(approve, { args: [{ actor, staffId: 's' }] });
    await yes();
    await expect(yes()).rejects.toThrow();
    await expect(
      handle.executeUpdate(refuseRefund, { args: [{ actor, staffId: 's', ground: 'not-owed' }] }),
    ).rejects.toThrow();
    await change({ status: 'paid' });
    await handle.signal(refundChanged);
    await handle.result();
  });

  it('hears at once that money came back, and goes on as a transfer', async () => {
    let said: 'paid' | 'failed' = 'paid';
    const { handle, done, books, change } = await begin({ status: 'approved' }, () => said);
    await engine.sleep('15 days');
    said = 'failed';
    await handle.signal(refundChanged);
    await engine.sleep('1 hour');
    expect(done.at(-1)).toBe('look after 15 days: failed');
    expect(books).toMatchObject({ status: 'returned', route: 'transfer' });
    await change({ status: 'paid' });
    await handle.signal(refundChanged);
    await handle.result();
  });

  it('in a file for the bank waits for what the books say, and ends', async () => {
    const { handle, done, change } = await begin({ status: 'approved', route: 'transfer' });
    await engine.sleep('3 days');
    await change({ status: 'sent', sentAt: await engine.now() });
    await handle.signal(refundChanged);
    await engine.sleep('1 day');
    await change({ status: 'paid' });
    await handle.signal(refundChanged);
    await handle.result();
    expect(done).toEqual(['close']);
  });

  // Last: after an activity that failed for weeks the test server's own clock is no longer to be trusted.
  it('warns in time although the provider is away all the while', async () => {
    let away = true;
    // Six weeks have nearly gone by: the warning is due with the next day.
    const dueOn = addDays(civilDateOf(await engine.now(), 'Europe/Amsterdam'), 15);
    const { handle, done, change } = await begin({ status: 'approved', dueOn }, () => 'paid', {
      sendRefund: ({ at }) => {
        if (away) throw new Error('the provider is away');
        return change({ status: 'sent', sentAt: at });
      },
    });
    await engine.sleep('25 hours');
    expect(done).toEqual(['alarm after 1 days']);
    away = false;
    await engine.sleep('1 hour');
    expect(done.at(-1)).toBe('look after 1 days: paid');
    await handle.terminate();
  });
});
