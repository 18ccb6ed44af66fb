import { z } from 'zod';
import { Day, Id, Instant, page, Text } from '../http/shapes.ts';

/** How long it may still take, in months, with what that rests on: so many places came free here in so many days (PEERS-027). */
export const Estimate = z.object({
  outcome: z.enum(['range', 'long', 'unknown']),
  fewestMonths: z.int().nullable(),
  mostMonths: z.int().nullable(),
  moreThanYears: z.int().nullable(),
  moves: z.int(),
  days: z.int(),
  asOf: Day,
});
export type Estimate = z.infer<typeof Estimate>;

const Line = z.object({
  areaId: z.string(),
  areaName: z.string(),
  position: z.int(),
  /** How many stand in this line. */
  waiting: z.int(),
  /** Places moved up since the first of this month. */
  movedUp: z.int(),
  estimate: Estimate,
  /** Why a place went to somebody behind: it was let go, or could not be given. */
  passed: z.object({ ground: z.string(), at: Instant }).nullable(),
});

/** A wish for a full product (wachtlijst). `readiness` is what the portal manual calls its status. */
export const WaitlistEntryView = z.object({
  id: Id,
  number: z.string(),
  productId: z.string(),
  productName: Text,
  readiness: z.enum(['now', 'counter', 'not-yet', 'not-issued']),
  enteredAt: Instant,
  /** The place that is held, and the last day to take it. */
  offer: z.object({ areaId: z.string(), areaName: z.string(), lastDay: Day, endsAt: Instant }).nullable(),
  lines: z.array(Line),
  /** Where one could wait as well. */
  elsewhere: z.array(z.object({ areaId: z.string(), areaName: z.string() })),
  applicationId: z.string().nullable(),
  actions: z.array(z.enum(['continue', 'skip', 'withdraw', 'choose-locations'])),
});
export type WaitlistEntryView = z.infer<typeof WaitlistEntryView>;
export const WaitlistEntries = z.object({ items: z.array(WaitlistEntryView) });

const areaIds = z.array(z.string().min(1).max(60)).min(1).max(20);
export const JoinBody = z.strictObject({
  productId: z.string().min(1).max(60),
  areaIds,
  /** The application this comes instead of: it is withdrawn. */
  applicationId: Id.optional(),
});
export const LocationsBody = z.strictObject({ areaIds });
/** Where to go on: the application that has the place. */
export const Accepted = z.object({ applicationId: Id });

/** The number on the mail of the offer, as somebody shows it at the counter. */
export const CounterBody = z.strictObject({
  number: z
    .string()
    .trim()
    .regex(/^[Ww]-\d{1,9}$/, 'a number such as W-12'),
});
/** The application the holder finds in their desk. */
export const AcceptedAtCounter = z.object({ number: z.string() });
export type AcceptedAtCounter = z.infer<typeof AcceptedAtCounter>;

/** A line in the open: numbers and moments, so that anybody can work the order out again (BEYOND-013). */
export const WaitingLine = page(
  z.object({
    number: z.string(),
    position: z.int(),
    since: Instant,
    /** A place went to somebody behind: let go, or it could not be given. */
    passed: z.enum(['skipped', 'not-entitled']).nullable(),
  }),
).extend({
  productName: Text,
  areaName: z.string(),
  /** Null when there is no ceiling. */
  ceiling: z.int().nullable(),
  /** Given out, or held for who was offered one. */
  taken: z.int(),
  estimate: Estimate,
});
export type WaitingLine = z.infer<typeof WaitingLine>;
