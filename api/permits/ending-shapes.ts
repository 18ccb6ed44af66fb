import { z } from 'zod';
import { Cents, Day, RuleStep } from '../http/shapes.ts';
import { AccountBody, MaskedAccount } from '../refunds/shapes.ts';

export const EndBody = z.strictObject({
  /** Only tell what would happen. */
  preview: z.boolean().default(false),
  /** Where money goes back to; asked for when none is known, and given again to change it. */
  account: AccountBody.optional(),
});
export type EndBody = z.input<typeof EndBody>;

/** What ending means: what is given back of each paid period, when, where, and what ends with it. */
export const EndView = z.object({
  ended: z.boolean(),
  /** The day that still counts as used: today. */
  lastDay: Day,
  refundCents: Cents,
  payBy: Day.nullable(),
  route: z.enum(['provider', 'transfer']).nullable(),
  periods: z.array(
    z.object({
      startsOn: Day,
      periodId: z.string(),
      paidCents: Cents,
      cents: Cents,
      rules: z.array(RuleStep),
    }),
  ),
  account: MaskedAccount.nullable(),
  accountNeeded: z.boolean(),
  with: z.object({ actions: z.int(), grants: z.int(), renewals: z.int(), plateChanges: z.int() }),
});
export type EndView = z.infer<typeof EndView>;
