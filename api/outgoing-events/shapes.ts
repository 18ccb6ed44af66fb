import { z } from 'zod';
import { OUTGOING_KINDS } from '../../rules/outgoing-events.ts';
import { Id, Instant } from '../http/shapes.ts';

const Kind = z.enum(OUTGOING_KINDS as [(typeof OUTGOING_KINDS)[number], ...typeof OUTGOING_KINDS]);

/** Which other systems hear of what, and how it goes. */
export const Subscriptions = z.object({
  items: z.array(
    z.object({
      id: Id,
      /** The case register of the municipality is told in the register's own way. */
      channel: z.enum(['webhook', 'case-register']),
      name: z.string(),
      url: z.string().nullable(),
      kinds: z.array(z.string()),
      madeBy: z.string().nullable(),
      madeAt: Instant,
      pausedAt: Instant.nullable(),
      /** Not sent yet, also those that are tried again. */
      waiting: z.int(),
      /** Tried long enough: somebody must look. */
      givenUp: z.int(),
    }),
  ),
  kinds: z.array(z.object({ kind: z.string(), type: z.string() })),
  /** The number that tells others who we are (OIN); without it nothing is sent. */
  oin: z.string().nullable(),
});
export type Subscriptions = z.infer<typeof Subscriptions>;

export const Deliveries = z.object({
  items: z.array(
    z.object({
      id: Id,
      kind: z.string(),
      at: Instant,
      status: z.enum(['waiting', 'delivered', 'given-up', 'skipped']),
      tries: z.int(),
      /** What the receiver answered: a status, or why there was no answer. */
      answer: z.string().nullable(),
      triedAt: Instant.nullable(),
    }),
  ),
});
export type Deliveries = z.infer<typeof Deliveries>;

export const SubscriptionBody = z.strictObject({
  name: z.string().trim().min(2).max(80),
  url: z.string().trim().min(1).max(500),
  kinds: z.array(Kind).min(1).max(OUTGOING_KINDS.length),
});
export type SubscriptionBody = z.infer<typeof SubscriptionBody>;

/** Shown once; base64, 32 bytes. `keyId` stands in every signature. */
export const SubscriptionKey = z.object({ keyId: Id, secret: z.string() });
export type SubscriptionKey = z.infer<typeof SubscriptionKey>;
