import { useEffect, useState } from 'react';
import { epoch, instant, MINUTE_MS, type Instant } from '../../rules/values/moment.ts';
import { keep, readKept } from '../kept.ts';

/**
 * How far the clock of the service is ahead of that of this device, which may be wrong by minutes. Kept, so that a page that comes up
 * without a connection does not take a list of a moment ago for one of another day.
 */
let aheadMs: number | null = null;
const ahead = () => (aheadMs ??= Number(readKept('parkwerk.clock-ahead') ?? 0));

/** Learns the time of the service from the `Server-Time` header of its answers. */
export function setClock(serverTime: Instant | null): void {
  if (serverTime === null || Number.isNaN(epoch(serverTime))) return;
  const learnt = epoch(serverTime) - Date.now();
  // What an answer took to arrive is no reason to move every countdown.
  if (Math.abs(learnt - ahead()) <= 2_000) return;
  aheadMs = learnt;
  keep('parkwerk.clock-ahead', String(learnt));
}

/** The moment it is for the service: what it decides with, and what people see counting down. */
export function now(): Instant {
  return instant(Date.now() + ahead());
}

/** The moment it is, given anew every minute, and when somebody comes back to the page. */
export function useNow(everyMs: number = MINUTE_MS): Instant {
  const [current, setCurrent] = useState(now);
  useEffect(() => {
    const tick = () => setCurrent(now());
    const timer = window.setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs]);
  return current;
}
