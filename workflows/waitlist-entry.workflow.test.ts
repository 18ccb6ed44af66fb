import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Activities } from '../activities/index.ts';
import { civilDateOf, daysBetween } from '../rules/values/civil-day.ts';
import { refuse } from '../rules/values/refusal.ts';
import { offerDeadlines } from '../rules/waitlist-terms.ts';
import { type WaitlistStatus } from '../rules/waitlist.ts';
import { clockMoved } from './contract/business-clock.ts';
import { CASES } from './contract/queues.ts';
import * as message from './contract/waitlist-entry.ts';
import type { WaitlistState } from './contract/waitlist-entry.ts';
import { startEngine, type Engine } from './testing/engine.ts';

const DAY = 86_400_000;
const actor = { kind: 'holder', id: 'h' } as const;
const terms = { offerDays: 14, reminderDays: [7], online: true, open: true, skips: 1 };

let engine: Engine;
let serial = 0;
beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

const dayOf = (moment: string) => civilDateOf(moment, 'Europe/Amsterdam');

/** An entry of which the books are kept here: its status, and what was asked of them, by day since the last offer. */
async function entry(more: (books: Books) => Partial<Activities> = () => ({})) {
  const entryId = `w${++serial}`;
  const books: Books = {
    state: { status: 'waiting', version: 1, deadlines: [] },
    asked: [],
    since: await engine.now(),
    become(status, at) {
      const deadlines = status === 'offered' ? offerDeadlines(terms, at, 'Europe/Amsterdam') : [];
      books.state = { status, version: books.state.version + 1, deadlines };
      if (status === 'offered') books.since = at;
      return { outcome: 'changed', state: books.state };
    },
    note: (what, at) => books.asked.push(`${what} on day ${daysBetween(dayOf(books.since), dayOf(at))}`),
  };
  engine.provide(entryId, {
    joinWaitlist: () => Promise.resolve({ outcome: 'changed', state: books.state, clockOffsetMs: 0 }),
    waitlistState: () => Promise.resolve({ outcome: 'changed', state: books.state }),
    reachOfferDeadline: ({ kind, version, at }) => {
      books.note(kind, at);
      if (version !== books.state.version) return Promise.resolve({ outcome: 'changed', state: books.state });
      if (kind === 'lapse') return Promise.resolve(books.become('lapsed', at));
      books.state = {
        ...books.state,
        version: version + 1,
        deadlines: books.state.deadlines.filter((due) => due.kind === 'lapse' || due.at > at),
      };
      return Promise.resolve({ outcome: 'changed', state: books.state });
    },
    acceptOffer: ({ at }) => Promise.resolve(books.become('accepted', at)),
    skipOffer: ({ at }) => Promise.resolve(books.become('waiting', at)),
    withdrawFromWaitlist: ({ at }) => Promise.resolve(books.become('withdrawn', at)),
    closeWaitlistEntry: () => {
      books.asked.push('closed');
      return Promise.resolve();
    },
    ...more(books),
  });
  const start = new WithStartWorkflowOperation(message.WAITLIST_ENTRY, {
    workflowId: `test-${entryId}`,
    taskQueue: CASES,
    args: [{ entryId, clockOffsetMs: 0 }],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const joining = { municipalityId: 'm', holderId: 'h', productId: 'p', areaIds: ['B'], actor };
  const joined = await engine.client.workflow.executeUpdateWithStart(message.join, {
    args: [joining],
    startWorkflowOperation: start,
  });
  const process = await start.workflowHandle();
  /** As the books do it: the offer stands, and then the process is told. */
  const offer = async () => {
    books.become('offered', await engine.now());
    await process.signal(message.waitlistChanged);
  };
  return { books, process, joined, offer, entryId };
}

interface Books {
  state: WaitlistState;
  asked: string[];
  since: string;
  become(status: WaitlistStatus, at: string): { outcome: 'changed'; state: WaitlistState };
  note(what: string, at: string): void;
}

describe('a wait', () => {
  it('lasts as long as it takes, and an offer is told again after seven days and ends after fourteen [PORTAL-080]', async () => {
    const { books, process, offer } = await entry();
    await engine.sleep('400 days');
    expect(books.asked).toEqual([]);
    await offer();
    await process.result();
    expect(books.asked).toEqual(['remind on day 8', 'lapse on day 15', 'closed']);
  });

  it('goes on after an offer that was let go, with the whole term for the next [BEYOND-014]', async () => {
    const { books, process, offer } = await entry();
    await offer();
    await engine.sleep('10 days');
    await process.executeUpdate(message.skip, { args: [{ actor }] });
    await engine.sleep('90 days');
    expect(books.asked).toEqual(['remind on day 8']);
    await offer();
    await process.result();
    expect(books.asked).toEqual(['remind on day 8', 'remind on day 8', 'lapse on day 15', 'closed']);
  });

  it('is over when the offer is taken up, before the process heard of the offer too [PORTAL-080]', async () => {
    const { books, process } = await entry();
    books.become('offered', await engine.now());
    const accepted = await process.executeUpdate(message.accept, { args: [{ actor, applicationId: 'a' }] });
    expect(accepted).toMatchObject({ state: { status: 'accepted' } });
    await process.signal(message.waitlistChanged).catch(() => undefined); // it may be gone already
    await process.result();
    expect(books.asked).toEqual(['closed']);
  });

  it('is over when somebody withdraws, and what comes after finds nobody [PORTAL-084]', async () => {
    const { books, process } = await entry();
    await process.executeUpdate(message.withdraw, { args: [{ actor }] });
    await process.result();
    expect(books.asked).toEqual(['closed']);
  });

  it('is over when the product is not issued any more [PORTAL-081]', async () => {
    const { books, process } = await entry();
    books.become('closed', await engine.now());
    await process.signal(message.waitlistChanged);
    await process.result();
    expect(books.asked).toEqual(['closed']);
  });

  it('follows a clock that is moved', async () => {
    const { books, process, offer } = await entry();
    await offer();
    await process.signal(clockMoved, { offsetMs: 20 * DAY });
    await process.result();
    expect(books.asked.map((line) => line.split(' ')[0])).toEqual(['remind', 'lapse', 'closed']);
  });

  it('that is refused leaves nothing behind', async () => {
    const { joined, process, books } = await entry(() => ({
      joinWaitlist: () => Promise.resolve(refuse('waiting-list-closed')),
    }));
    expect(joined.outcome).toBe('refuse');
    await process.result();
    expect(books.asked).toEqual([]);
  });

  it('whose process was lost is taken up again where the books say it stands', async () => {
    const { books, process, entryId } = await entry();
    books.become('offered', await engine.now());
    await process.terminate();
    const again = await engine.client.workflow.signalWithStart(message.WAITLIST_ENTRY, {
      workflowId: `test-again-${entryId}`,
      taskQueue: CASES,
      args: [{ entryId, clockOffsetMs: 0 }],
      signal: message.waitlistChanged,
    });
    await again.result();
    expect(books.asked).toEqual(['remind on day 8', 'lapse on day 15', 'closed']);
  });
});
