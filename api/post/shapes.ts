import { z } from 'zod';
import { Id, Instant } from '../http/shapes.ts';

/** One letter for one envelope; whom it is for is in the file to print, not on the screen. */
const Waiting = z.object({
  id: Id,
  /** What it tells, by the code of the mail or the letter. */
  what: z.string(),
  ground: z.enum(['bounced', 'no-address', 'asked']),
  putAt: Instant,
});
export const PostBatchView = z.object({
  id: Id,
  number: z.string(),
  letters: z.int(),
  madeAt: Instant,
  madeBy: z.string(),
  /** Null while the file is being made. */
  printedAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  sentBy: z.string().nullable(),
  /** Its term is over: that it was sent stays, what was in it is gone. */
  erased: z.boolean(),
});
export type PostBatchView = z.infer<typeof PostBatchView>;

export const PostView = z.object({
  /** How many can be printed now. */
  ready: z.int(),
  /** The oldest of them. */
  waiting: z.array(Waiting),
  /** For whom no postal address is known: somebody has to ask them. */
  withoutAddress: z.array(Waiting.extend({ personId: Id })),
  batches: z.array(PostBatchView),
});
export type PostView = z.infer<typeof PostView>;
