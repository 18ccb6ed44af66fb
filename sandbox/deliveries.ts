import { randomUUID } from 'node:crypto';
import type { State } from './state.ts';

interface Delivery {
  id: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  attempts: number;
  /** Real time: a provider's back-off does not follow the business clock. */
  dueAt: number;
}

export interface Deliveries {
  /** Posts until the other side answers 2xx or the tries are used up. A restart goes on where it was. */
  post(message: { url: string; headers: Record<string, string>; body: string }, delayMs?: number): void;
  clear(): void;
  stop(): void;
}

/** Waiting times before the second, third … try. */
export const RETRY_AFTER_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000] as const;

const ANSWER_WITHIN_MS = 15_000;

/** What the outside parties report by themselves: payment webhooks and bounces. */
export function openDeliveries(state: State, retryAfterMs: readonly number[] = RETRY_AFTER_MS): Deliveries {
  const waiting = state.table<Delivery>('deliveries');
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;

  function schedule(delivery: Delivery): void {
    const timer = setTimeout(() => void attempt(delivery), Math.max(0, delivery.dueAt - Date.now()));
    timers.set(delivery.id, timer);
  }

  async function attempt(delivery: Delivery): Promise<void> {
    timers.delete(delivery.id);
    const arrived = await arrives(delivery);
    if (stopped || !waiting.get(delivery.id)) return;

    const pause = retryAfterMs[delivery.attempts];
    if (arrived || pause === undefined) return waiting.remove(delivery.id);
    const again = { ...delivery, attempts: delivery.attempts + 1, dueAt: Date.now() + pause };
    waiting.put(again.id, again);
    schedule(again);
  }

  waiting.all().forEach(schedule);

  return {
    post(message, delayMs = 0) {
      const delivery = { id: randomUUID(), ...message, attempts: 0, dueAt: Date.now() + delayMs };
      waiting.put(delivery.id, delivery);
      schedule(delivery);
    },
    clear() {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
      waiting.clear();
    },
    stop() {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}

/** Whether the other side said so with 2xx; an unreachable one is a reason to try again, not a failure of ours. */
async function arrives({ url, headers, body }: Delivery): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch (error) {
    process.stderr.write(`sandbox: a report did not arrive (${error instanceof Error ? error.name : 'unknown'})\n`);
    return false;
  }
}
