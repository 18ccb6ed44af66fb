import { plusMs } from '../rules/values/moment.ts';
import { PARKING_ACTION, parkingCorrected, parkingExtended, parkingStopped } from './contract/parking-action.ts';
import { CASES } from './contract/queues.ts';
import { startEngine, type Engine } from './testing/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
}, 60_000);
afterAll(() => engine.stop());

const HOUR_MS = 3_600_000;
let serial = 0;

/** An action whose books the test keeps: an hour long, one right to make known, something to tell after so many minutes. */
async function begin(registerFails = 0, ...notices: number[]) {
  const actionId = `action${++serial}`;
  const begunAt = await engine.now();
  const nextOf = ([first]: number[]) => (first === undefined ? null : plusMs(begunAt, first * 60_000));
  const books = {
    state: 'open' as 'open' | 'settled',
    endsAt: plusMs(begunAt, HOUR_MS),
    noticeAt: nextOf(notices),
    rights: [`${actionId}-right1`],
    overtaken: [] as string[],
  };
  const minutes = (at: string) => Math.round((Date.parse(at) - Date.parse(begunAt)) / 60_000);
  const done: string[] = [];
  const known = new Set<string>();
  let failures = registerFails;
  const told = (rightId: string) => {
    if (failures > 0) {
      failures -= 1;
      return Promise.reject(new Error('the register does not answer'));
    }
    known.add(rightId);
    done.push(`register ${rightId.replace(`${actionId}-`, '')}`);
    return Promise.resolve();
  };
  const rightSteps = {
    registerRight: ({ rightId }: { rightId: string }) => told(rightId),
    revokeRight: ({ rightId }: { rightId: string }) => {
      known.delete(rightId);
      done.push(`revoke ${rightId.replace(`${actionId}-`, '')}`);
      return Promise.resolve();
    },
  };
  for (const right of [`${actionId}-right1`, `${actionId}-right2`]) engine.provide(right, rightSteps);
  let closed: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (closed = resolve));
  engine.provide(actionId, {
    parkingFacts: () =>
      Promise.resolve({
        state: books.state,
        endsAt: books.endsAt,
        noticeAt: books.noticeAt,
        toRegister: books.rights.filter((right) => !known.has(right) && !books.overtaken.includes(right)),
        registered: [...known],
        overtaken: books.overtaken.filter((right) => known.has(right)),
      }),
    remindParking: ({ at }) => {
      const due = books.state === 'open' && books.noticeAt !== null && at >= books.noticeAt;
      done.push(`${due ? 'remind' : 'say nothing'} after ${minutes(at)} min`);
      if (due) {
        notices.shift();
        books.noticeAt = nextOf(notices);
      }
      return Promise.resolve();
    },
    settleParking: ({ at }) => {
      const isOver = at >= books.endsAt;
      done.push(`settle after ${minutes(at)} min`);
      if (isOver) books.state = 'settled';
      return Promise.resolve(isOver ? { state: 'settled' } : { state: 'open', endsAt: books.endsAt });
    },
    closeParking: () => {
      done.push('close');
      closed();
      return Promise.resolve();
    },
  });
  const handle = await engine.client.workflow.start(PARKING_ACTION, {
    workflowId: `parking-action-${actionId}`,
    taskQueue: CASES,
    args: [{ actionId, clockOffsetMs: 0, endsAtOnce: true }],
  });
  return { handle, books, done, over, actionId, begunAt };
}

describe('a parking action', () => {
  it('is made known, settled at its end by itself, and closed', async () => {
    const { handle, done } = await begin();
    await handle.result();
    expect(done).toEqual(['register right1', 'settle after 60 min', 'close']);
  });

  it('that is stopped is taken back from the register, and not settled again', async () => {
    const { handle, books, done } = await begin();
    await engine.sleep('10 minutes');
    books.state = 'settled';
    await handle.signal(parkingStopped);
    await handle.result();
    expect(done).toEqual(['register right1', 'revoke right1', 'close']);
  });

  it('whose plate is put right makes that one known before the other is taken back, and runs on [BEYOND-002]', async () => {
    const { handle, books, done, actionId } = await begin();
    await engine.sleep('5 minutes');
    books.overtaken.push(`${actionId}-right1`);
    books.rights.push(`${actionId}-right2`);
    await handle.signal(parkingCorrected);
    await handle.result();
    expect(done).toEqual(['register right1', 'register right2', 'revoke right1', 'settle after 60 min', 'close']);
  });

  it('whose plate is put right and that is then stopped leaves nothing in the register', async () => {
    const { handle, books, done, actionId } = await begin();
    await engine.sleep('5 minutes');
    books.overtaken.push(`${actionId}-right1`);
    books.rights.push(`${actionId}-right2`);
    await handle.signal(parkingCorrected);
    books.state = 'settled';
    await handle.signal(parkingStopped);
    await handle.result();
    expect(done).toEqual(['register right1', 'register right2', 'revoke right1', 'revoke right2', 'close']);
  });

  it('with a later end makes that known too and is settled then', async () => {
    const { handle, books, done, actionId, begunAt } = await begin();
    await engine.sleep('30 minutes');
    books.endsAt = plusMs(begunAt, 2 * HOUR_MS);
    books.rights.push(`${actionId}-right2`);
    await handle.signal(parkingExtended);
    await handle.result();
    expect(done).toEqual(['register right1', 'register right2', 'settle after 120 min', 'close']);
  });

  it('whose later end was booked before the message came asks the books and goes on', async () => {
    const { handle, books, done, begunAt } = await begin();
    books.endsAt = plusMs(begunAt, HOUR_MS);
    await engine.sleep('30 minutes');
    books.endsAt = plusMs(begunAt, 2 * HOUR_MS); // the signal is still on its way
    await handle.result();
    expect(done).toEqual(['register right1', 'settle after 60 min', 'settle after 120 min', 'close']);
  });

  it('is settled in time while the register is away, and made known when it is back', async () => {
    const { handle, done } = await begin(4);
    await handle.result();
    expect(done).toEqual(expect.arrayContaining(['settle after 60 min', 'register right1']));
    expect(done.at(-1)).toBe('close');
  });

  it('reminds whoever started it before the end, and settles it after [PEERS-001]', async () => {
    const { handle, done } = await begin(0, 50);
    await handle.result();
    expect(done).toEqual(['register right1', 'remind after 50 min', 'settle after 60 min', 'close']);
  });

  it('that is stopped before the reminder is due reminds nobody [PEERS-001]', async () => {
    const { handle, books, done } = await begin(0, 50);
    await engine.sleep('30 minutes');
    books.state = 'settled';
    await handle.signal(parkingStopped);
    await handle.result();
    expect(done).toEqual(['register right1', 'revoke right1', 'close']);
  });

  it('reminds of the later end it was given, and not of the one before [PEERS-001]', async () => {
    const { handle, books, done, begunAt } = await begin(0, 50);
    await engine.sleep('40 minutes');
    books.endsAt = plusMs(begunAt, 2 * HOUR_MS);
    books.noticeAt = plusMs(begunAt, 110 * 60_000);
    await handle.signal(parkingExtended);
    await handle.result();
    expect(done).toEqual(['register right1', 'remind after 110 min', 'settle after 120 min', 'close']);
  });

  it('reminds again when it was given a later end after the reminder [PEERS-001]', async () => {
    const { handle, books, done, begunAt } = await begin(0, 50);
    await engine.sleep('55 minutes');
    books.endsAt = plusMs(begunAt, 2 * HOUR_MS);
    books.noticeAt = plusMs(begunAt, 110 * 60_000);
    await handle.signal(parkingExtended);
    await handle.result();
    expect(done).toEqual([
      'register right1', 'remind after 50 min', 'remind after 110 min', 'settle after 120 min', 'close',
    ]); // prettier-ignore
  });

  it('asks every evening whether the car is still there, in between [PEERS-002]', async () => {
    const { handle, done } = await begin(0, 20, 40);
    await handle.result();
    expect(done).toEqual([
      'register right1', 'remind after 20 min', 'remind after 40 min', 'settle after 60 min', 'close',
    ]); // prettier-ignore
  });

  it('whose stop was booked before the message came is taken back from the register all the same', async () => {
    const { handle, books, done } = await begin(0, 50);
    await engine.sleep('30 minutes');
    books.state = 'settled'; // the signal never comes
    await handle.result();
    expect(done).toEqual(['register right1', 'say nothing after 50 min', 'revoke right1', 'close']);
  });
});
