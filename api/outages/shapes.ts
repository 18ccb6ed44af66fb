import { z } from 'zod';
import { OUTAGE_PARTS } from '../../rules/outages.ts';
import { Id, Instant, page, Text } from '../http/shapes.ts';

const Part = z.enum(OUTAGE_PARTS);
const State = z.enum(['up', 'slow', 'down']);

export const PublicOutage = z.object({
  id: Id,
  municipality: z.object({ id: z.string(), name: z.string() }),
  part: Part,
  beganAt: Instant,
  /** Null: it lasts. */
  endedAt: Instant.nullable(),
  /** What people can do meanwhile. */
  instead: Text,
});
export type PublicOutage = z.infer<typeof PublicOutage>;

/** How everything is that people depend on, and what was out (BEYOND-027). */
export const StatusView = z.object({
  at: Instant,
  parts: z.array(z.object({ part: Part, state: State })),
  /** How long rights took to reach the national register in the last hour, and how long the oldest waits that is not there yet; null: unknown. */
  register: z
    .object({ waiting: z.int(), longestWaitSeconds: z.int().nullable(), medianSeconds: z.int().nullable() })
    .nullable(),
  /** Of the last month, the newest first. */
  outages: z.array(PublicOutage),
  /** Each tells in the open how often its checks were wrong. */
  municipalities: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type StatusView = z.infer<typeof StatusView>;

const Words = z.strictObject({ nl: z.string().trim().min(1).max(400), en: z.string().trim().min(1).max(400) });
export const OutageBody = z.strictObject({
  part: Part,
  beganAt: Instant,
  endedAt: Instant.nullable().default(null),
  instead: Words.nullable().default(null),
});
export type OutageBody = z.input<typeof OutageBody>;
/** Without a moment: now. */
export const EndOutageBody = z.strictObject({ endedAt: Instant.optional() });

export const StaffOutage = PublicOutage.omit({ municipality: true }).extend({
  number: z.string(),
  recordedBy: z.string(),
  recordedAt: Instant,
  withdrawnAt: Instant.nullable(),
  /** Checks of a moment inside it. */
  checks: z.int(),
});
export const StaffOutages = z.object({ items: z.array(StaffOutage) });
export type StaffOutages = z.infer<typeof StaffOutages>;

/** A check of a moment inside an outage: to be looked at before anybody is fined for it. Of the plate nothing is told. */
export const FlaggedCheck = z.object({
  id: Id,
  askedAbout: Instant,
  areaName: z.string(),
  verdict: z.enum(['green', 'red', 'amber']),
  part: Part,
  outageNumber: z.string(),
});
export const FlaggedChecks = page(FlaggedCheck);
export type FlaggedChecks = z.infer<typeof FlaggedChecks>;
