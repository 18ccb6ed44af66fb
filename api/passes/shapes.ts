import { z } from 'zod';
import { Day, Id, Instant, page, Paging } from '../http/shapes.ts';

export const PassStatus = z.enum(['being-made', 'made', 'posted', 'blocked']);

export const PassFilter = Paging.extend({
  /** What is still to be made or posted, or every pass. */
  filter: z.enum(['to-post', 'all']).default('to-post'),
  /** One pass by the number on it, such as `PAS-000012`. */
  number: z.string().trim().min(1).max(20).optional(),
});
export const PassSummary = z.object({
  id: Id,
  number: z.string(),
  /** The case its subscription came from. */
  caseId: Id,
  permitNumber: z.string(),
  areaName: z.string(),
  status: PassStatus,
  orderedAt: Instant,
  /** Posted on this day at the latest. */
  dueOn: Day,
  madeAt: Instant.nullable(),
  postedAt: Instant.nullable(),
  blockedAt: Instant.nullable(),
});
export type PassSummary = z.infer<typeof PassSummary>;
export const PassPage = page(PassSummary);
export type PassPage = z.infer<typeof PassPage>;

export const PassCheckBody = z.strictObject({
  number: z
    .string()
    .trim()
    .max(20)
    .regex(/^[a-z]+[- ]?\d+$/i, 'the number on the pass, such as PAS-000123'),
  /** The garage the barrier stands before; without it, all that is asked is whether the pass works at all. */
  area: z.string().min(1).max(60).optional(),
});
/** Whether the barrier opens, and if not, why by its code; nothing of who has the pass. */
export const PassCheckAnswer = z.object({ opens: z.boolean(), ground: z.string().nullable(), at: Instant });
export type PassCheckAnswer = z.infer<typeof PassCheckAnswer>;
