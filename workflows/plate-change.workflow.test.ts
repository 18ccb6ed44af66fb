import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Activities } from '../activities/index.ts';
import type { PlateChangeDeadline, PlateChangeStatus } from '../rules/plate-changes/status.ts';
import { instant, epoch } from '../rules/values/moment.ts';
import * as message from './contract/plate-change.ts';
import type { PlateChangeState } from './contract/plate-change.ts';
import { CASES } from './contract/queues.ts';
import { noticeSettled, object, REGISTER_NOTICE } from './contract/register-notice.ts';
import { startEngine, type Engine } from './testing/engine.ts';

const DAY = 86_400_000;
const actor = { kind: 'holder', id: 'h' } as const;

let engine: Engine;
let serial = 0;
beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

const inDays = async (days: number) => instant(epoch(await engine.now()) + days * DAY);

interface Books {
  state: PlateChangeState;
  reached: string[];
  become: (
    status: PlateChangeStatus,
    deadlines?: PlateChangeDeadline[],
    over?: boolean,
  ) => { outcome: 'changed'; state: PlateChangeState };
}

/** A change of which the books are kept here. */
async function change(more: (books: Books) => Partial<Activities>) {
  const plateChangeId = `k${++serial}`;
  const books: Books = {
    state: { status: 'awaiting-confirmation', version: 1, deadlines: [], over: false },
    reached: [],
    become(status, deadlines = [], over = false) {
      books.state = { status, deadlines, over, version: books.state.version + 1 };
      return { outcome: 'changed', state: books.state };
    },
  };
  engine.provide(plateChangeId, {
    openPlateChange: () =>
      Promise.resolve({ outcome: 'changed', state: books.state, asksKeeper: false, clockOffsetMs: 0 }),
    closePlateChange: () => {
      books.reached.push('closed');
      return Promise.resolve();
    },
    ...more(books),
  });
  const startWorkflowOperation = new WithStartWorkflowOperation(message.PLATE_CHANGE, {
    workflowId: `test-${plateChangeId}`,
    taskQueue: CASES,
    args: [{ plateChangeId }],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const open = { permitId: 'p', inputId: 'i', actor };
  await engine.client.workflow.executeUpdateWithStart(message.open, { args: [open], startWorkflowOperation });
  return { books, process: await startWorkflowOperation.workflowHandle() };
}

describe('a change of plate', () => {
  it('waits for its payment, then for its day, and is over after the overlap [PORTAL-072, BEYOND-016]', async () => {
    const [begins, ends] = [await inDays(10), await inDays(11)];
    const { books, process } = await change((kept) => ({
      confirmPlateChange: () => Promise.resolve(kept.become('awaiting-payment', [])),
      settlePaidPlateChange: () => Promise.resolve(kept.become('scheduled', [{ kind: 'take-effect', at: begins }])),
      reachPlateChangeDeadline: ({ kind }) => {
        kept.reached.push(kind);
        return Promise.resolve(
          kind === 'take-effect'
            ? kept.become('changed', [{ kind: 'end-overlap', at: ends }])
            : kept.become('changed', [], true),
        );
      },
    }));
    expect(await process.executeUpdate(message.confirm, { args: [{ actor }] })).toMatchObject({ state: { status: 'awaiting-payment' } }); // prettier-ignore
    await process.signal(message.paid);
    await process.result();
    expect(books.reached).toEqual(['take-effect', 'end-overlap', 'closed']);
  });

  it('refuses at the door what its state forbids (R13)', async () => {
    const { process } = await change((kept) => ({
      confirmPlateChange: () => Promise.resolve(kept.become('in-review')),
      withdrawPlateChange: () => Promise.resolve(kept.become('withdrawn', [], true)),
    }));
    await process.executeUpdate(message.confirm, { args: [{ actor }] });
    await expect(process.executeUpdate(message.confirm, { args: [{ actor }] })).rejects.toMatchObject({
      cause: { message: 'move-not-allowed' },
    });
    await process.executeUpdate(message.withdraw, { args: [{ actor }] });
    await process.result();
  });

  it('is over when its permit ends first', async () => {
    const { books, process } = await change((kept) => ({
      readPlateChangeState: () => Promise.resolve(kept.become('lapsed', [], true)),
    }));
    await process.signal(message.stopped);
    await process.result();
    expect(books.reached).toEqual(['closed']);
  });

  it('gives a temporary car back on its last day, with nobody there [PEERS-023]', async () => {
    const back = await inDays(14);
    const { books, process } = await change((kept) => ({
      confirmPlateChange: () => Promise.resolve(kept.become('changed', [{ kind: 'give-back', at: back }])),
      reachPlateChangeDeadline: ({ kind }) => {
        kept.reached.push(kind);
        return Promise.resolve(kept.become('returned', [], true));
      },
    }));
    await process.executeUpdate(message.confirm, { args: [{ actor }] });
    await process.result();
    expect(books.reached).toEqual(['give-back', 'closed']);
  });
});

describe('a notice of a register', () => {
  async function notice(more: (asked: string[]) => Partial<Activities>) {
    const eventId = `e${++serial}`;
    const asked: string[] = [];
    const respondBefore = await inDays(28);
    engine.provide(eventId, {
      openNotices: () => Promise.resolve({ open: 1, respondBefore }),
      closeNotices: () => {
        asked.push('closed');
        return Promise.resolve();
      },
      ...more(asked),
    });
    const process = await engine.client.workflow.start(REGISTER_NOTICE, {
      workflowId: `test-${eventId}`,
      taskQueue: CASES,
      args: [{ eventId, clockOffsetMs: 0 }],
    });
    return { asked, process };
  }

  it('goes to a person when its holder says nothing in time, and is over when it is settled [PEERS-025]', async () => {
    const { asked, process } = await notice((kept) => ({
      overdueNotices: () => {
        kept.push('overdue');
        return Promise.resolve({ open: 1, respondBefore: null });
      },
      noticesState: () => Promise.resolve({ open: 0, respondBefore: null }),
    }));
    await engine.sleep('30 days');
    expect(asked).toEqual(['overdue']);
    await process.signal(noticeSettled);
    await process.result();
    expect(asked).toEqual(['overdue', 'closed']);
  });

  it('hears from its holder that it is wrong', async () => {
    const { asked, process } = await notice((kept) => ({
      objectToNotice: () => {
        kept.push('objected');
        return Promise.resolve({ outcome: 'changed', state: { open: 1, respondBefore: null } });
      },
      noticesState: () => Promise.resolve({ open: kept.length > 0 ? 0 : 1, respondBefore: null }),
    }));
    await process.executeUpdate(object, { args: [{ noticeId: 'n', actor }] });
    await process.result();
    expect(asked).toEqual(['objected', 'closed']);
  });
});
