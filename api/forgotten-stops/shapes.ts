import { z } from 'zod';
import { FORGOTTEN_REFUSALS } from '../../rules/parking/forgotten-stop.ts';
import { Id, Instant } from '../http/shapes.ts';

const Amount = z.object({ unit: z.enum(['eurocent', 'minute', 'action']), amount: z.int() });

export const ForgottenBody = z.strictObject({ leftAt: Instant });
/** Forgiven at once, with what came back; or it waits for a person. */
export const ForgottenView = z.object({ status: z.enum(['forgiven', 'asked']), back: z.array(Amount) });

/** What somebody of staff looks at: no plate and no person, for neither decides it. */
export const ForgottenStop = z.object({
  id: Id,
  number: z.string(),
  permitNumber: z.string(),
  areaName: z.string(),
  startsAt: Instant,
  /** As was said, and when it ended before. */
  leftAt: Instant,
  endedAt: Instant,
  toldAt: Instant,
  /** What it cost, as it is booked now. */
  costs: z.array(Amount),
  /** How often its holder was forgiven this calendar year, by a person or without. */
  forgivenThisYear: z.int(),
  status: z.enum(['asked', 'forgiven', 'refused']),
  /** Without anybody looking at it. */
  byItself: z.boolean(),
  ground: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
});
export type ForgottenStop = z.infer<typeof ForgottenStop>;
export const ForgottenStops = z.object({ items: z.array(ForgottenStop) });
export type ForgottenStops = z.infer<typeof ForgottenStops>;

export const RefuseForgottenBody = z.strictObject({ ground: z.enum(FORGOTTEN_REFUSALS) });
export type RefuseForgottenBody = z.infer<typeof RefuseForgottenBody>;
