import { randomUUID } from 'node:crypto';
import { inTransaction } from '../activities/db/transaction.ts';
import { command } from '../activities/db/stores/outbox.ts';
import { openTestDatabase, type TestDatabase } from '../activities/testing/database.ts';
import { startRelay, type Command, type Relay, type RelayDeps } from './outbox.ts';

let database: TestDatabase;
let relays: Relay[];
let delivered: { subject: string; paymentId: string; by: string }[];

beforeAll(async () => {
  database = await openTestDatabase(24);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('TRUNCATE outbox');
  [relays, delivered] = [[], []];
});
afterEach(() => Promise.all(relays.map((relay) => relay.stop())));

/** The n-th command of a subject carries its number. */
const commit = (subject: string, serial: number) =>
  inTransaction(database.pool, (tx) => command(tx, subject, 'payment-hint', { paymentId: String(serial) }));

async function commitAll(subjects: string[], each: number): Promise<void> {
  for (let serial = 1; serial <= each; serial += 1)
    await Promise.all(subjects.map((subject) => commit(subject, serial)));
}

const serialOf = ({ payload }: Command) => (payload as { paymentId: string }).paymentId;

function relay(by: string, more: Partial<RelayDeps> = {}): Relay {
  const started = startRelay({
    pool: database.pool,
    pollMs: 10,
    onError: () => undefined,
    deliver: (arrived) => {
      delivered.push({ subject: arrived.subject_id, paymentId: serialOf(arrived), by });
      return Promise.resolve();
    },
    ...more,
  });
  relays.push(started);
  return started;
}

const left = async (): Promise<number> => (await database.pool.query('SELECT FROM outbox')).rows.length;

/** Everything has arrived: asked of the table, which nobody announces anything about. */
async function empty(): Promise<void> {
  while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

const serialsOf = (subject: string) =>
  delivered.filter((one) => one.subject === subject).map(({ paymentId }) => Number(paymentId));

describe('commands', () => {
  it('arrive once and in order per subject, with several relays at once', async () => {
    const subjects = Array.from({ length: 30 }, () => randomUUID());
    await commitAll(subjects, 6);
    for (const by of ['first', 'second', 'third']) relay(by, { batch: 7 });
    await empty();
    for (const subject of subjects) expect(serialsOf(subject)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(delivered.map(({ by }) => by)).size).toBeGreaterThan(1);
  });

  it('of a transaction that failed never arrive', async () => {
    const subject = randomUUID();
    const failing = inTransaction(database.pool, async (tx) => {
      await command(tx, subject, 'payment-hint', { paymentId: '1' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await commit(subject, 2);
    relay('only');
    await empty();
    expect(serialsOf(subject)).toEqual([2]);
  });

  it('that cannot be delivered hold back what follows for their subject alone, and are tried again', async () => {
    const [stuck, free] = [randomUUID(), randomUUID()];
    await commitAll([stuck, free], 2);
    let refusals = 0;
    relay('only', {
      deliver: (arrived) => {
        if (arrived.subject_id === stuck && serialOf(arrived) === '1' && (refusals += 1) === 1)
          return Promise.reject(new Error('not now'));
        delivered.push({ subject: arrived.subject_id, paymentId: serialOf(arrived), by: 'only' });
        return Promise.resolve();
      },
    });
    await empty();
    expect(serialsOf(stuck)).toEqual([1, 2]);
    expect(serialsOf(free)).toEqual([1, 2]);
    const order = delivered.map(({ subject, paymentId }) => `${subject === stuck ? 'stuck' : 'free'} ${paymentId}`);
    expect(order.indexOf('free 2')).toBeLessThan(order.indexOf('stuck 1'));
  });

  it('are taken over when a relay dies between delivering and saying so', async () => {
    const subject = randomUUID();
    await commitAll([subject], 3);
    // The first relay delivers, and its connection is cut before it can commit: all that PostgreSQL sees of a killed process.
    let cut: () => void = () => undefined;
    const died = new Promise<void>((resolve) => (cut = resolve));
    const dying = relay('dying', {
      lanes: 1,
      batch: 1,
      pollMs: 60_000,
      deliver: async (arrived) => {
        delivered.push({ subject, paymentId: serialOf(arrived), by: 'dying' });
        await database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`,
        );
        cut();
      },
    });
    await died;
    void dying.stop();
    relay('second');
    await empty();
    expect(delivered.map(({ paymentId, by }) => `${paymentId} ${by}`)).toEqual([
      '1 dying',
      '1 second', // once more: whoever receives it knows it by its id
      '2 second',
      '3 second',
    ]);
  });

  it('under way are finished before a relay stops', async () => {
    const subject = randomUUID();
    await commit(subject, 1);
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      relay('only', {
        deliver: () =>
          new Promise<void>((done) => {
            finish = done;
            resolve();
          }),
      });
    });
    await begun;
    const stopped = relays[0]!.stop();
    finish();
    await stopped;
    expect(await left()).toBe(0);
  });
});
