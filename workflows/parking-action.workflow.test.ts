import { plusMs } from '../rules/values/moment.ts';
import { PARKING_ACTION, parkingExtended, parkingStopped } from './contract/parking-action.ts';
import { CASES } from './contract/queues.ts';
import { startEngine, type Engine } from './testing/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
}, 60_000);
afterAll(() => engine.stop());

const HOUR_MS = 3_600_000;
let serial = 0;

/** An action whose books the test keeps: an hour long, one right to make known. */
async function begin(registerFails = 0) {
  const actionId = `action${++serial}`;
  const begunAt = await engine.now();
  const books = {
    state: 'open' as 'open' | 'settled',
    endsAt: plusMs(begunAt, HOUR_MS),
    rights: [`${actionId}-right1`],
  };
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
        toRegister: books.rights.filter((right) => !known.has(right)),
        registered: [...known],
      }),
    settleParking: ({ at }) => {
      const isOver = at >= books.endsAt;
      done.push(`settle after ${Math.round((Date.parse(at) - Date.parse(begunAt)) / 60_000)} min`);
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
    args: [{ actionId, clockOffsetMs: 0 }],
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
});
