import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Activities } from '../activities/index.ts';
import type { FineReportDeadline, FineReportStatus } from '../rules/fine-reports/status.ts';
import { epoch, instant } from '../rules/values/moment.ts';
import * as message from './contract/fine-report.ts';
import type { FineReportState } from './contract/fine-report.ts';
import { CASES } from './contract/queues.ts';
import { startEngine, type Engine } from './testing/engine.ts';

const DAY = 86_400_000;
const actor = { kind: 'holder', id: 'h' } as const;

let engine: Engine;
let serial = 0;
beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

interface Books {
  state: FineReportState;
  reached: string[];
  become: (
    status: FineReportStatus,
    deadlines?: FineReportDeadline[],
  ) => { outcome: 'changed'; state: FineReportState };
}

/** A report of which the books are kept here: a target after five days, the term of the law after eight weeks. */
async function report(more: (books: Books) => Partial<Activities>) {
  const reportId = `f${++serial}`;
  const began = epoch(await engine.now());
  const deadlines: FineReportDeadline[] = [
    { kind: 'target', at: instant(began + 5 * DAY) },
    { kind: 'legal-term', at: instant(began + 56 * DAY) },
  ];
  const books: Books = {
    state: { status: 'with-staff', version: 1, deadlines, over: false },
    reached: [],
    become(status, left = []) {
      books.state = { status, version: books.state.version + 1, deadlines: left, over: status !== 'with-staff' };
      return { outcome: 'changed', state: books.state };
    },
  };
  engine.provide(reportId, {
    openFineReport: () => Promise.resolve({ outcome: 'changed', state: books.state, clockOffsetMs: 0 }),
    reachFineReportTerm: ({ kind, at }) => {
      books.reached.push(kind);
      return Promise.resolve(books.become('with-staff', books.state.deadlines.filter((due) => due.at > at)));
    },
    closeFineReport: () => {
      books.reached.push('closed');
      return Promise.resolve();
    },
    ...more(books),
  });
  const startWorkflowOperation = new WithStartWorkflowOperation(message.FINE_REPORT, {
    workflowId: `test-${reportId}`,
    taskQueue: CASES,
    args: [{ reportId }],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const open = { permitId: 'p', actionId: null, bundleId: 'b', inputId: 'i', actor };
  await engine.client.workflow.executeUpdateWithStart(message.open, { args: [open], startWorkflowOperation });
  return { books, process: await startWorkflowOperation.workflowHandle() };
} // prettier-ignore

describe('a report of a wrong fine', () => {
  it('warns staff, tells who waits when the term of the law ends, and goes on until it is answered [PEERS-043]', async () => {
    const { books, process } = await report((kept) => ({
      answerFineReport: () => Promise.resolve(kept.become('put-right')),
    }));
    await engine.sleep('60 days');
    expect(books.reached).toEqual(['target', 'legal-term']);
    const answer = { outcome: 'put-right', cause: 'other' } as const;
    await process.executeUpdate(message.answer, { args: [{ actor, staffId: 's', answer, inputId: 'i' }] });
    await process.result();
    expect(books.reached).toEqual(['target', 'legal-term', 'closed']);
  });

  it('is over when it is withdrawn, and nothing is asked of it afterwards (R13)', async () => {
    const { books, process } = await report((kept) => ({
      withdrawFineReport: () => Promise.resolve(kept.become('withdrawn')),
    }));
    expect(await process.executeUpdate(message.withdraw, { args: [{ actor }] })).toMatchObject({
      state: { status: 'withdrawn' },
    });
    await process.result();
    expect(books.reached).toEqual(['closed']);
  });
});
