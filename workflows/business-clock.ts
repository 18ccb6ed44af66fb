import { condition, setHandler } from '@temporalio/workflow';
import { epoch, instant, type Instant } from '../rules/values/moment.ts';
import { clockMoved } from './contract/business-clock.ts';

export interface BusinessClock {
  now(): Instant;
  /** How far it runs ahead of real time, to hand on when the process continues as new. */
  offsetMs(): number;
  /** The database knows better how far it runs ahead: said by the first activity of a process that was started without asking it. */
  correct(offsetMs: number): void;
  /**
   * Waits for a deadline that may itself move, or until `interrupted` says there is nothing left to wait for. One timer at a time: a
   * new deadline or a moved clock cancels it and sets another. Without a deadline it waits for the interruption alone.
   */
  waitUntil(deadline: () => Instant | undefined, interrupted?: () => boolean): Promise<'reached' | 'interrupted'>;
}

/** The only way a process waits for a moment. Replays alike, because the offset changes by message alone. */
export function businessClock(offsetMs: number): BusinessClock {
  setHandler(clockMoved, (moved) => {
    offsetMs = moved.offsetMs;
  });
  const remaining = (deadline: Instant | undefined) =>
    deadline === undefined ? Infinity : epoch(deadline) - (Date.now() + offsetMs);

  return {
    now: () => instant(Date.now() + offsetMs),
    offsetMs: () => offsetMs,
    correct: (right) => {
      offsetMs = right;
    },
    async waitUntil(deadline, interrupted = () => false) {
      while (!interrupted() && remaining(deadline()) > 0) {
        const awaited = deadline();
        const offset = offsetMs;
        const changed = () => interrupted() || deadline() !== awaited || offsetMs !== offset;
        if (awaited === undefined) await condition(changed);
        else await condition(changed, remaining(awaited));
      }
      return interrupted() ? 'interrupted' : 'reached';
    },
  };
}
