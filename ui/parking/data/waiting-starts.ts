import { useEffect, useSyncExternalStore } from 'react';
import { epoch, type Instant } from '../../../rules/values/moment.ts';
import { now } from '../../data/clock.ts';
import type { Answer } from '../../data/http.ts';
import type { Problem } from '../../data/problem.ts';
import { newKey } from '../../data/use-act.ts';
import { startAction, type Start, type Started } from './actions.ts';
import { deviceShelf, type Shelf } from './shelf.ts';

/** A start that could not be sent. It is not registered, and nothing says that it is (BEYOND-034). */
export interface WaitingStart {
  /** What makes all its tries one start. */
  key: string;
  accountId: string;
  body: Start;
  /** Since when it waits. */
  since: Instant;
}

/** Where such a start stands: still waiting, or what the service said in the end. */
export type Outcome =
  | { state: 'waiting' }
  | { state: 'registered'; at: Instant; started: Started }
  | { state: 'refused'; problem: Problem };

export type ShownStart = WaitingStart & Outcome;

const RETRY_MS = 15_000;

export interface WaitingStarts {
  /** Keeps a start and goes on trying; `key` is that of the try that got no answer. */
  keep: (start: Omit<WaitingStart, 'since'>) => void;
  /** What is kept for this account on this device is tried as well. */
  resume: (accountId: string) => Promise<void>;
  tryNow: () => Promise<void>;
  /** Takes it off the list: given up, or read. */
  drop: (key: string) => void;
  /** Who logs out leaves nothing behind. */
  forget: () => Promise<void>;
  read: () => readonly ShownStart[];
  subscribe: (changed: () => void) => () => void;
}

export function waitingStarts(
  shelf: Shelf<WaitingStart>,
  send: (body: Start, key: string) => Promise<Answer<Started>> = startAction,
): WaitingStarts {
  let starts: readonly ShownStart[] = [];
  let trying = false;
  const listeners = new Set<() => void>();

  const set = (next: readonly ShownStart[]) => {
    starts = next;
    for (const changed of listeners) changed();
  };
  const replace = (key: string, next: ShownStart) => set(starts.map((start) => (start.key === key ? next : start)));
  const kept = ({ key, accountId, body, since }: WaitingStart): WaitingStart => ({ key, accountId, body, since });

  const settle = async (start: ShownStart, outcome: Outcome) => {
    replace(start.key, { ...kept(start), ...outcome });
    await shelf.remove(start.key);
  };

  const tryOne = async (start: ShownStart): Promise<void> => {
    const answer = await send(start.body, start.key);
    if (answer.ok) return settle(start, { state: 'registered', at: now(), started: answer.value });
    const { problem } = answer;
    if (keepsWaiting(problem)) return;
    const anew = startedAnew(start.body, problem);
    if (anew === null) return settle(start, { state: 'refused', problem });
    const next: ShownStart = { ...kept(start), key: newKey(), body: anew, state: 'waiting' };
    replace(start.key, next);
    await shelf.remove(start.key);
    await shelf.put(kept(next));
    return tryOne(next);
  };

  const tryNow = async (): Promise<void> => {
    if (trying || !navigator.onLine) return;
    trying = true;
    try {
      for (const start of starts) if (start.state === 'waiting') await tryOne(start);
    } finally {
      trying = false;
    }
  };

  return {
    keep: (start) => {
      const waiting = { ...start, since: now() };
      set([...starts, { ...waiting, state: 'waiting' }]);
      void shelf.put(waiting);
    },
    resume: async (accountId) => {
      const all = await shelf.all();
      // Looked at afterwards: two pages that ask at once must not both find it new.
      const known = new Set(starts.map(({ key }) => key));
      const found = all.filter((start) => start.accountId === accountId && !known.has(start.key));
      set([
        ...starts.filter((start) => start.accountId === accountId),
        ...found.map((start) => ({ ...start, state: 'waiting' as const })),
      ]);
      await tryNow();
    },
    tryNow,
    drop: (key) => {
      set(starts.filter((start) => start.key !== key));
      void shelf.remove(key);
    },
    forget: async () => {
      const gone = await shelf.all();
      set([]);
      for (const { key } of gone) await shelf.remove(key);
    },
    read: () => starts,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** No network, a service that is away, or somebody who must sign in first: nothing is decided yet. */
const keepsWaiting = ({ status }: Problem): boolean =>
  status === 0 || status >= 500 || status === 429 || status === 401;

/**
 * A price that was kept to for two minutes, or a beginning that went by while there was no network: it starts at the moment it is
 * registered, never before (BEYOND-034). Null for everything else that is refused.
 */
function startedAnew({ quoteId, startsAt, ...body }: Start, { code }: Problem): Start | null {
  const isPast = startsAt !== undefined && epoch(startsAt) <= epoch(now());
  if (code === 'starts-in-the-past' && isPast) return body;
  const priceIsOld = (code === 'quote-expired' || code === 'quote-differs') && quoteId !== undefined;
  return priceIsOld ? { ...body, ...(startsAt !== undefined && !isPast && { startsAt }) } : null;
}

/** Of this browser tab; every page of the app shows the same. */
export const waiting = waitingStarts(deviceShelf());

/** The starts of this account that wait, and what became of them; tries them again whenever there may be a connection. */
export function useWaitingStarts(accountId: string): readonly ShownStart[] {
  const starts = useSyncExternalStore(waiting.subscribe, waiting.read);
  const waits = starts.some(({ state }) => state === 'waiting');
  useEffect(() => {
    void waiting.resume(accountId);
  }, [accountId]);
  useEffect(() => {
    if (!waits) return undefined;
    const again = () => void waiting.tryNow();
    // Browsers ask before a page with something unsent is closed.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const timer = window.setInterval(again, RETRY_MS);
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    window.addEventListener('beforeunload', ask);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
      window.removeEventListener('beforeunload', ask);
    };
  }, [waits]);
  return starts.filter((start) => start.accountId === accountId);
}
