import { z } from 'zod';
import { SECOND_LOOK_REASONS } from '../../rules/staff-work/second-look.ts';
import { Id, Instant, page, Paging, Text } from '../http/shapes.ts';

export const LookFilter = Paging.extend({ filter: z.enum(['open', 'done']).default('open') });
export const SecondLook = z.object({
  id: Id,
  caseId: Id,
  number: z.string(),
  productName: Text,
  /** What was decided, by whom: the rules by themselves, or staff. */
  result: z.string(),
  by: z.enum(['rule', 'staff']),
  decidedAt: Instant,
  /** Mine, so that somebody else must look. */
  ownWork: z.boolean(),
  outcome: z.enum(['agree', 'disagree']).nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  lookedBy: z.string().nullable(),
  lookedAt: Instant.nullable(),
});
export type SecondLook = z.infer<typeof SecondLook>;
export const SecondLookPage = page(SecondLook).extend({
  /** How the sample is drawn now, so that anybody can draw it again; null where none is. */
  sampling: z.object({ percent: z.number(), seed: z.string() }).nullable(),
  counts: z.object({ open: z.int(), done: z.int(), disagreed: z.int() }),
});
export type SecondLookPage = z.infer<typeof SecondLookPage>;

export const LookBody = z.strictObject({
  outcome: z.enum(['agree', 'disagree']),
  reason: z.enum(SECOND_LOOK_REASONS).nullable().default(null),
  note: z.string().trim().max(2_000).nullable().default(null),
});
export type LookBody = z.input<typeof LookBody>;
