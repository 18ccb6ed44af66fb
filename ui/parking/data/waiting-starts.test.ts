import type { Answer } from '../../data/http.ts';
import { noAnswer, problemFrom } from '../../data/problem.ts';
import type { Start, Started } from './actions.ts';
import type { Shelf } from './shelf.ts';
import { waitingStarts, type WaitingStart } from './waiting-starts.ts';

/** What a device keeps, as long as the test. */
function shelfOf(...items: WaitingStart[]): Shelf<WaitingStart> & { keys: () => string[] } {
  const kept = new Map(items.map((item) => [item.key, item]));
  return {
    all: () => Promise.resolve([...kept.values()]),
    put: (item) => Promise.resolve(void kept.set(item.key, item)),
    remove: (key) => Promise.resolve(void kept.delete(key)),
    keys: () => [...kept.keys()],
  };
}

const body: Start = { permitId: 'p1', plate: '318-ND-6', country: 'NL', quoteId: 'q1' };
const started: Started = {
  id: 'a1',
  startsAt: '2026-11-21T09:05:00.000Z',
  endsAt: '2026-11-21T23:00:00.000Z',
  heldCents: 0,
  holds: [],
};
const booked: Answer<Started> = { ok: true, value: started };
const lost: Answer<Started> = { ok: false, problem: noAnswer(true) };
const no = (code: string): Answer<Started> => ({ ok: false, problem: problemFrom(409, { code }) });

/** Sends by answering in turn, and remembers what was sent. */
function sending(...answers: Answer<Started>[]) {
  const sent: { body: Start; key: string }[] = [];
  const send = (one: Start, key: string) => {
    sent.push({ body: one, key });
    return Promise.resolve(answers[Math.min(sent.length, answers.length) - 1]!);
  };
  return { sent, send };
}

/** What a browser says of its network. */
const device = (onLine: boolean) =>
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { onLine } });

const nothingKept = { getItem: () => null, setItem: () => undefined };

beforeAll(() => void Object.assign(globalThis, { window: { localStorage: nothingKept } }));
beforeEach(() => void device(true));
afterAll(() => void Reflect.deleteProperty(globalThis, 'navigator'));

describe('a start that got no answer', () => {
  it('is tried again as the same start, until the service says that it is registered [BEYOND-034]', async () => {
    const { sent, send } = sending(lost, booked);
    const shelf = shelfOf();
    const waiting = waitingStarts(shelf, send);
    waiting.keep({ key: 'k1', accountId: 'acc1', body });
    await waiting.tryNow();
    expect(waiting.read()).toMatchObject([{ key: 'k1', state: 'waiting' }]);
    expect(shelf.keys()).toEqual(['k1']);
    await waiting.tryNow();
    expect(sent.map(({ key }) => key)).toEqual(['k1', 'k1']);
    expect(waiting.read()).toMatchObject([{ state: 'registered', started }]);
    expect(shelf.keys()).toEqual([]);
  });

  it('begins when it is registered, with a price of that moment: never before [BEYOND-034]', async () => {
    const { sent, send } = sending(no('quote-expired'), booked);
    const waiting = waitingStarts(shelfOf(), send);
    waiting.keep({ key: 'k1', accountId: 'acc1', body: { ...body, startsAt: '2020-01-01T10:00:00.000Z' } });
    await waiting.tryNow();
    expect(sent[1]!.body).toEqual({ permitId: 'p1', plate: '318-ND-6', country: 'NL' });
    expect(sent[1]!.key).not.toBe('k1');
    expect(waiting.read()).toMatchObject([{ state: 'registered' }]);
  });

  it('keeps a planned beginning that is still to come [BEYOND-034]', async () => {
    const { sent, send } = sending(no('quote-expired'), booked);
    const waiting = waitingStarts(shelfOf(), send);
    waiting.keep({ key: 'k1', accountId: 'acc1', body: { ...body, startsAt: '2999-01-01T10:00:00.000Z' } });
    await waiting.tryNow();
    expect(sent[1]!.body).toMatchObject({ startsAt: '2999-01-01T10:00:00.000Z' });
  });

  it('that may not be is told, and not tried any more', async () => {
    const { sent, send } = sending(no('balance-too-small'));
    const waiting = waitingStarts(shelfOf(), send);
    waiting.keep({ key: 'k1', accountId: 'acc1', body });
    await waiting.tryNow();
    await waiting.tryNow();
    expect(sent).toHaveLength(1);
    expect(waiting.read()).toMatchObject([{ state: 'refused', problem: { code: 'balance-too-small' } }]);
  });

  it('is not sent while the device knows that there is no network', async () => {
    device(false);
    const { sent, send } = sending(booked);
    const waiting = waitingStarts(shelfOf(), send);
    waiting.keep({ key: 'k1', accountId: 'acc1', body });
    await waiting.tryNow();
    expect(sent).toEqual([]);
  });
});

describe('what a device kept', () => {
  const kept = (key: string, accountId: string): WaitingStart => ({
    key,
    accountId,
    body,
    since: '2026-11-21T09:00:00.000Z',
  });

  it('is tried when the app is opened again, for the account it is of and no other [BEYOND-034]', async () => {
    const { sent, send } = sending(booked);
    const waiting = waitingStarts(shelfOf(kept('k1', 'acc1'), kept('k2', 'other')), send);
    await waiting.resume('acc1');
    expect(sent.map(({ key }) => key)).toEqual(['k1']);
    expect(waiting.read()).toHaveLength(1);
  });

  it('is one start, however many pages ask for it at once [BEYOND-034]', async () => {
    const { sent, send } = sending(booked);
    const waiting = waitingStarts(shelfOf(kept('k1', 'acc1')), send);
    await Promise.all([waiting.resume('acc1'), waiting.resume('acc1')]);
    expect(sent).toHaveLength(1);
    expect(waiting.read()).toHaveLength(1);
  });

  it('is gone when somebody gives it up, or logs out', async () => {
    const shelf = shelfOf(kept('k2', 'other'));
    const waiting = waitingStarts(shelf, sending(lost).send);
    waiting.keep({ key: 'k1', accountId: 'acc1', body });
    waiting.drop('k1');
    expect(waiting.read()).toEqual([]);
    expect(shelf.keys()).toEqual(['k2']);
    await waiting.forget();
    expect(shelf.keys()).toEqual([]);
  });
});
