import { z } from 'zod';
import { WRONG_CAUSES } from '../../rules/fine-reports/status.ts';
import { Id, Instant } from '../http/shapes.ts';

const Month = z.string().regex(/^\d{4}-\d{2}$/);

/** How often checks were wrong, month by month; what would be about somebody is left out. */
export const ErrorRates = z.object({
  municipality: z.object({ id: z.string(), name: z.string() }),
  /** With fewer checks than this a month is not shown. */
  fewestChecks: z.int(),
  months: z.array(
    z.discriminatedUnion('few', [
      z.object({ month: Month, few: z.literal(true) }),
      z.object({
        month: Month,
        few: z.literal(false),
        checks: z.int(),
        wrong: z.int(),
        percent: z.number(),
        causes: z.array(z.object({ cause: z.enum(WRONG_CAUSES), count: z.int() })),
        /** Fines put right of which no check is in our books: beside the rate, not in it. */
        withoutCheck: z.int(),
      }),
    ]),
  ),
});
export type ErrorRates = z.infer<typeof ErrorRates>;

export const WrongBody = z.strictObject({ cause: z.enum(WRONG_CAUSES) });

/** A check one made oneself; of the plate nothing is told. */
export const OwnCheck = z.object({
  id: Id,
  at: Instant,
  areaName: z.string(),
  green: z.boolean(),
  /** What was wrong, once that is said. */
  cause: z.enum(WRONG_CAUSES).nullable(),
});
export const OwnChecks = z.object({ items: z.array(OwnCheck) });
export type OwnChecks = z.infer<typeof OwnChecks>;
