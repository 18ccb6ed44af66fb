import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Activities } from '../activities/index.ts';
import { deadlinesOf } from '../rules/permit-applications/deadlines.ts';
import type { ApplicationStatus } from '../rules/permit-applications/status.ts';
import { civilDateOf, daysBetween } from '../rules/values/civil-day.ts';
import { refuse } from '../rules/values/refusal.ts';
import { clockMoved } from './contract/business-clock.ts';
import * as message from './contract/permit-application.ts';
import type { ApplicationState, Changed } from './contract/permit-application.ts';
import { CASES } from './contract/queues.ts';
import { startEngine, type Engine } from './testing/engine.ts';

const DAY = 86_400_000;
const actor = { kind: 'holder', id: 'h' } as const;
const terms = {
  draftDays: 30,
  documentReminderDays: [7, 14],
  documentDays: 28,
  paymentReminderDays: [14],
  paymentDays: 30,
  decisionDays: 56,
  targetWorkingDays: 5,
};

const dayOf = (moment: string) => civilDateOf(moment, 'Europe/Amsterdam');

let engine: Engine;
let serial = 0;

beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

/** An application of which the books are kept here: its status, and what was asked of them on which day. */
async function application(first: ApplicationStatus, more: (books: Books) => Partial<Activities> = () => ({})) {
  const applicationId = `a${++serial}`;
  const openedOn = dayOf(await engine.now());
  const books: Books = {
    state: stateOf(first, 1, await engine.now()),
    asked: [],
    become(status, at) {
      books.state = stateOf(status, books.state.version + 1, at);
      return { outcome: 'changed', state: books.state };
    },
    note(what, at) {
      books.asked.push(`${what} on day ${daysBetween(openedOn, dayOf(at))}`);
    },
  };
  engine.provide(applicationId, {
    openApplication: () => Promise.resolve({ outcome: 'changed', state: books.state, clockOffsetMs: 0 }),
    reachDeadline: ({ kind, version, at }) => {
      books.note(kind, at);
      if (version !== books.state.version) return Promise.resolve({ outcome: 'changed', state: books.state });
      const ends = kind === 'lapse' ? 'lapsed' : kind === 'close' ? 'closed-rejected' : undefined;
      if (ends) return Promise.resolve(books.become(ends, at));
      books.state = { ...books.state, version: books.state.version + 1 };
      return Promise.resolve({ outcome: 'changed', state: books.state });
    },
    withdrawApplication: ({ at }) => Promise.resolve(books.become('withdrawn', at)),
    closeApplication: ({ at }) => {
      books.note('closed', at);
      return Promise.resolve();
    },
    ...more(books),
  });
  const start = new WithStartWorkflowOperation(message.PERMIT_APPLICATION, {
    workflowId: `test-${applicationId}`,
    taskQueue: CASES,
    args: [{ applicationId }],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const open = { municipalityId: 'm', holderId: 'h', productId: 'p', actor };
  await engine.client.workflow.executeUpdateWithStart(message.open, { args: [open], startWorkflowOperation: start });
  return { books, process: await start.workflowHandle(), applicationId };
}

interface Books {
  state: ApplicationState;
  asked: string[];
  become(status: ApplicationStatus, at: string): Extract<Changed, { outcome: 'changed' }>;
  note(what: string, at: string): void;
}

function stateOf(status: ApplicationStatus, version: number, since: string): ApplicationState {
  const deadlines = deadlinesOf(status, {
    terms,
    objectionWeeks: 6,
    calendar: { country: 'NL', extraHolidays: [] },
    timeZone: 'Europe/Amsterdam',
    since,
    receivedAt: status === 'in-review' ? since : null,
    pausedDays: 0,
  });
  return { status, version, deadlines };
}

describe('an application nobody acts on', () => {
  it('lapses thirty days after the last answer [PORTAL-032]', async () => {
    const { books, process } = await application('draft');
    await process.result();
    expect(books.asked).toEqual(['lapse on day 31', 'closed on day 31']);
  });

  it('is reminded after seven and fourteen days and lapses after twenty-eight while documents are missing [PORTAL-055]', async () => {
    const { books, process } = await application('awaiting-documents');
    await process.result();
    expect(books.asked).toEqual(['remind on day 8', 'remind on day 15', 'lapse on day 29', 'closed on day 29']);
  });

  it('is reminded of payment once and lapses when it stays unpaid', async () => {
    const { books, process } = await application('awaiting-payment');
    await process.result();
    expect(books.asked).toEqual(['remind on day 15', 'lapse on day 31', 'closed on day 31']);
  });

  it('warns staff when the target and the legal term end, and stays open for a decision', async () => {
    const { books, process } = await application('in-review');
    await engine.sleep('60 days');
    expect(books.asked[0]).toMatch(/^target on day [67891]/);
    expect(books.asked[1]).toBe('legal-term on day 57');
    await process.executeUpdate(message.withdraw, { args: [{ actor }] });
    await process.result();
  });

  it('leaves the list when the time to object to its rejection is over', async () => {
    const { books, process } = await application('rejected');
    await process.result();
    expect(books.asked).toEqual(['close on day 43', 'closed on day 43']);
  });
});

describe('an application somebody acts on', () => {
  it('starts its term anew with every answer', async () => {
    const { books, process } = await application('draft', (kept) => ({
      recordAnswer: ({ at }) => Promise.resolve({ ...kept.become('draft', at), askKeeperOf: [] }),
    }));
    await engine.sleep('20 days');
    await process.executeUpdate(message.answer, { args: [{ inputId: 'i', actor }] });
    await process.result();
    expect(books.asked).toEqual(['lapse on day 51', 'closed on day 51']);
  });

  it('is issued as soon as it is paid [PORTAL-002]', async () => {
    const { books, process } = await application('awaiting-payment', (kept) => ({
      issueAfterPayment: ({ at }) => {
        kept.note('issued', at);
        return Promise.resolve(kept.become('issued', at));
      },
    }));
    await process.signal(message.paid);
    await process.result();
    expect(books.asked).toEqual(['issued on day 0', 'closed on day 0']);
  });

  it('is issued when the money comes at the moment its term ends', async () => {
    const { books, process } = await application('awaiting-payment', (kept) => ({
      // The books say that its charge is paid: nothing lapses, and the message that says so is still under way.
      reachDeadline: ({ kind, at }) => {
        kept.note(kind, at);
        return Promise.resolve({ outcome: 'changed', state: kept.state });
      },
      issueAfterPayment: ({ at }) => Promise.resolve(kept.become('issued', at)),
    }));
    await engine.sleep('32 days');
    await process.signal(message.paid);
    await process.result();
    expect(books.state.status).toBe('issued');
  });

  it('can be withdrawn at any time before it is valid [PORTAL-059]', async () => {
    for (const status of ['draft', 'awaiting-documents', 'in-review', 'rejected', 'awaiting-payment'] as const) {
      const { books, process } = await application(status);
      await process.executeUpdate(message.withdraw, { args: [{ actor }] });
      await process.result();
      expect(books.state.status).toBe('withdrawn');
    }
  });

  it('refuses at the door what its state forbids, and names the state [PORTAL-053]', async () => {
    const { process } = await application('rejected');
    const confirm = process.executeUpdate(message.confirm, {
      args: [{ actor, declarationVersion: '1', language: 'nl' }],
    });
    await expect(confirm).rejects.toMatchObject({
      cause: { type: 'move-not-allowed', details: [{ steps: [{ values: { status: 'rejected', move: 'confirm' } }] }] },
    });
    await process.executeUpdate(message.withdraw, { args: [{ actor }] });
    await process.result();
  });

  it('gives staff and citizen who act at once one winner', async () => {
    let won = false;
    // As the database keeps them: a step that is tried again gets the answer it was given.
    const answers = new Map<string, Changed>();
    const first = (key: string, act: () => Changed): Promise<Changed> => {
      const answer = answers.get(key) ?? (won ? refuse('move-not-allowed', {}, 'look-again') : act());
      won = true;
      answers.set(key, answer);
      return Promise.resolve(answer);
    };
    const { books, process } = await application('in-review', (kept) => ({
      withdrawApplication: ({ at, key }) => first(key, () => kept.become('withdrawn', at)),
      decideTask: ({ at, key }) => first(key, () => kept.become('awaiting-payment', at)),
    }));
    const verdict = { staffId: 's', verdict: 'approve', ground: null, inputId: 'i', actor } as const;
    const outcomes = await Promise.allSettled([
      process.executeUpdate(message.withdraw, { args: [{ actor }] }),
      process.executeUpdate(message.decide, { args: [verdict] }),
    ]);
    const changed = outcomes.filter((one) => one.status === 'fulfilled' && one.value.outcome === 'changed');
    expect(changed).toHaveLength(1);
    expect(['withdrawn', 'awaiting-payment']).toContain(books.state.status);
    if (books.state.status === 'awaiting-payment') {
      won = false;
      await process.executeUpdate(message.withdraw, { args: [{ actor }] });
    }
    await process.result();
  });

  it('goes on with proof when the vehicle register does not answer [PORTAL-039]', async () => {
    const keepers: string[] = [];
    const { process } = await application('draft', (kept) => ({
      recordAnswer: ({ at }) => Promise.resolve({ ...kept.become('draft', at), askKeeperOf: ['p1', 'p2'] }),
      askKeeper: ({ plateId }) =>
        plateId === 'p1' ? Promise.resolve({ keeper: 'own' }) : Promise.reject(new Error('the register is away')),
      recordKeeper: ({ plateId, keeper, at }) => {
        keepers.push(`${plateId} ${keeper}`);
        return Promise.resolve(kept.become(keepers.length === 2 ? 'awaiting-documents' : 'draft', at));
      },
    }));
    const answered = await process.executeUpdate(message.answer, { args: [{ inputId: 'i', actor }] });
    expect(answered).toMatchObject({ outcome: 'changed', state: { status: 'awaiting-documents' } });
    expect(keepers.sort()).toEqual(['p1 own', 'p2 unavailable']);
    await process.executeUpdate(message.withdraw, { args: [{ actor }] });
    await process.result();
  });
});

describe('the business clock', () => {
  it('brings every deadline forward with it', async () => {
    const { books, process } = await application('awaiting-documents');
    await process.signal(clockMoved, { offsetMs: 10 * DAY });
    await process.signal(clockMoved, { offsetMs: 20 * DAY });
    await process.signal(clockMoved, { offsetMs: 40 * DAY });
    await process.result();
    expect(books.asked.map((line) => line.replace(/ on day.*/, ''))).toEqual(['remind', 'remind', 'lapse', 'closed']);
  });

  it('is believed as the database says when the application begins', async () => {
    const { books, process } = await application('draft', (kept) => ({
      openApplication: () => Promise.resolve({ outcome: 'changed', state: kept.state, clockOffsetMs: 29 * DAY }),
    }));
    await process.result();
    expect(books.asked[0]).toBe('lapse on day 31');
  });
});
