import { type Notice } from './db/stores/push.ts';
import { type PlaceKey } from './permit-applications/places.ts';

/** Queues of work that is throttled and retried apart from every process. Names, payloads and settings; the worker holds the rest. */
export const QUEUES = {
  mail: { name: 'mail', attempts: 15, backoffMs: 2_000, concurrency: 3 },
  letters: { name: 'letters', attempts: 10, backoffMs: 2_000, concurrency: 2 },
  post: { name: 'post', attempts: 10, backoffMs: 2_000, concurrency: 1 },
  alarms: { name: 'alarms', attempts: 10, backoffMs: 2_000, concurrency: 1 },
  places: { name: 'places', attempts: 15, backoffMs: 2_000, concurrency: 2 },
  /** An auditor waits for it, and it takes a processor for seconds: one at a time. */
  audit: { name: 'audit', attempts: 5, backoffMs: 2_000, concurrency: 1 },
  /** It prices a year of stays: one at a time, and beside everything else. */
  simulations: { name: 'simulations', attempts: 3, backoffMs: 5_000, concurrency: 1 },
  /** Somebody waits for it with a fine in their hand. */
  bundles: { name: 'bundles', attempts: 5, backoffMs: 2_000, concurrency: 1 },
  /** What comes late is of no use to anybody: a few tries, soon after each other. */
  push: { name: 'push', attempts: 5, backoffMs: 2_000, concurrency: 4 },
} as const;

export type QueueName = keyof typeof QUEUES;

export interface QueuePayloads {
  mail: { messageId: string };
  letters: { letterId: string };
  post: { batchId: string };
  alarms: { balanceId: string; crossingId: string };
  places: PlaceKey;
  audit: { checkId: string };
  simulations: { simulationId: string };
  bundles: { bundleId: string };
  push: Notice;
}
