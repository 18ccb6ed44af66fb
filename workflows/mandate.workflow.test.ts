import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Activities } from '../activities/index.ts';
import { plusMs, type Instant } from '../rules/values/moment.ts';
import { MANDATE, mandateChanged, revoke, type MandateState } from './contract/mandate.ts';
import { CASES } from './contract/queues.ts';
import { startEngine, type Engine } from './testing/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

const DAY = 86_400_000;
const actor = { kind: 'holder', id: 'h' } as const;
let serial = 0;

/** A mandate with books of its own, that lapses after so many days. */
async function given(days: number, more: Partial<Activities> = {}) {
  const mandateId = `mandate${++serial}`;
  const books: MandateState = { status: 'requested', lapsesAt: plusMs(await engine.now(), days * DAY) };
  const did: string[] = [];
  const asked: Instant[] = [];
  engine.provide(mandateId, {
    registerMandate: () => {
      did.push('register');
      if (books.status === 'requested') books.status = 'valid';
      return Promise.resolve({ ...books });
    },
    revokeMandate: () => {
      did.push('revoke');
      books.status = 'revoked';
      return Promise.resolve({ outcome: 'changed', state: { ...books } });
    },
    mandateState: () => Promise.resolve({ ...books }),
    lapseMandate: ({ at }: { at: Instant }) => {
      asked.push(at);
      if (at >= books.lapsesAt) books.status = 'lapsed';
      return Promise.resolve({ ...books });
    },
    dropMandate: () => {
      did.push('drop');
      return Promise.resolve();
    },
    closeMandate: () => {
      did.push('close');
      return Promise.resolve();
    },
    ...more,
  });
  const start = {
    workflowId: `test-${mandateId}`,
    taskQueue: CASES,
    args: [{ mandateId, clockOffsetMs: 0 }],
  };
  return { mandateId, books, did, asked, start };
}

describe('a mandate', () => {
  it('is registered, and given up at the provider when its holder revokes it [PEERS-020]', async () => {
    const { did, start } = await given(1_000);
    const process = await engine.client.workflow.start(MANDATE, start);
    expect(await process.executeUpdate(revoke, { args: [{ actor }] })).toMatchObject({ outcome: 'changed' });
    await process.result();
    expect(did.filter((step) => step !== 'register')).toEqual(['revoke', 'drop', 'close']);
  });

  it('lapses after three years in which nobody used it, and three years after it was used last', async () => {
    const { did, books, asked, start } = await given(1_096);
    const process = await engine.client.workflow.start(MANDATE, start);
    await engine.sleep('500 days');
    books.lapsesAt = plusMs(books.lapsesAt, 500 * DAY);
    await process.signal(mandateChanged);
    await process.result();
    expect(books.status).toBe('lapsed');
    expect(asked).toHaveLength(1); // not at the moment at which it would have lapsed unused
    expect(asked[0]! >= books.lapsesAt).toBe(true);
    expect(did).toEqual(['register', 'drop', 'close']);
  });

  it('ends when a debit shows that the bank has it no more, and one that is refused is over at once', async () => {
    const refused = await given(1_000);
    const process = await engine.client.workflow.start(MANDATE, refused.start);
    await engine.sleep('1 day');
    refused.books.status = 'refused';
    await process.signal(mandateChanged);
    await process.result();
    const never = await given(1_000);
    never.books.status = 'refused';
    await (await engine.client.workflow.start(MANDATE, never.start)).result();
    expect([refused.did, never.did]).toEqual([['register', 'drop', 'close'], ['register', 'drop', 'close']]); // prettier-ignore
  });

  it('can be revoked while the provider does not answer, in the first moment of its process', async () => {
    let answer: (() => void) | undefined;
    const heard = new Promise<void>((resolve) => (answer = resolve));
    const { books, did, start } = await given(1_000, {
      registerMandate: async () => {
        await heard;
        return { ...books };
      },
    });
    const operation = new WithStartWorkflowOperation(MANDATE, { ...start, workflowIdConflictPolicy: 'USE_EXISTING' });
    await engine.client.workflow.executeUpdateWithStart(revoke, {
      args: [{ actor }],
      startWorkflowOperation: operation,
    });
    answer!();
    await (await operation.workflowHandle()).result();
    expect(did).toEqual(['revoke', 'drop', 'close']);
  });
});
