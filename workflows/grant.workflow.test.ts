import { type Instant, plusMs } from '../rules/values/moment.ts';
import { GRANT, grantChanged } from './contract/grant.ts';
import { CASES } from './contract/queues.ts';
import { startEngine, type Engine } from './testing/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
}, 60_000);
afterAll(() => engine.stop());

const DAY_MS = 86_400_000;
let serial = 0;

/** A grant whose books the test keeps: invited, and over after thirty days unless somebody accepts it. */
async function begin() {
  const grantId = `grant${++serial}`;
  const begunAt = await engine.now();
  const books: { status: 'invited' | 'accepted' | 'ended'; dueAt: Instant } = {
    status: 'invited',
    dueAt: plusMs(begunAt, 30 * DAY_MS),
  };
  const done: string[] = [];
  engine.provide(grantId, {
    grantFacts: () =>
      Promise.resolve({ status: books.status, dueAt: books.status === 'ended' ? undefined : books.dueAt }),
    reachGrantTerm: ({ at }) => {
      done.push(`term after ${Math.round((Date.parse(at) - Date.parse(begunAt)) / DAY_MS)} days`);
      if (at >= books.dueAt) books.status = 'ended';
      return Promise.resolve();
    },
    closeGrant: () => {
      done.push('close');
      return Promise.resolve();
    },
  });
  const handle = await engine.client.workflow.start(GRANT, {
    workflowId: `grant-${grantId}`,
    taskQueue: CASES,
    args: [{ grantId, clockOffsetMs: 0 }],
  });
  return { handle, books, done, begunAt };
}

describe('a grant', () => {
  it('nobody takes up lapses after thirty days by itself [2PARK-091]', async () => {
    const { handle, done } = await begin();
    await handle.result();
    expect(done).toEqual(['term after 30 days', 'close']);
  });

  it('that is accepted goes on as long as the permit [2PARK-092]', async () => {
    const { handle, books, done, begunAt } = await begin();
    await engine.sleep('10 days');
    books.status = 'accepted';
    books.dueAt = plusMs(begunAt, 200 * DAY_MS);
    await handle.signal(grantChanged);
    await handle.result();
    expect(done).toEqual(['term after 200 days', 'close']);
  });

  it('that is revoked is over at once; the books were closed before [2PARK-093]', async () => {
    const { handle, books, done } = await begin();
    await engine.sleep('10 days');
    books.status = 'ended';
    await handle.signal(grantChanged);
    await handle.result();
    expect(done).toEqual(['close']);
  });

  it('accepted in the books before the message came asks the books and goes on', async () => {
    const { handle, books, done, begunAt } = await begin();
    await engine.sleep('20 days');
    books.status = 'accepted';
    books.dueAt = plusMs(begunAt, 50 * DAY_MS); // the signal is still on its way
    await handle.result();
    expect(done).toEqual(['term after 30 days', 'term after 50 days', 'close']);
  });
});
