import { z } from 'zod';
import { DIFFERENCE_KINDS, EXPLANATIONS } from '../../rules/bookkeeping/provider.ts';
import { Cents, Id, Instant } from '../http/shapes.ts';

/** The provider's side beside ours, where they differ. */
export const PaymentDifferences = z.object({
  comparedAt: Instant.nullable(),
  /** How many payments of the provider were compared then. */
  compared: z.int(),
  items: z.array(
    z.object({
      id: Id,
      kind: z.enum(DIFFERENCE_KINDS),
      reference: z.string(),
      /** What the provider calls it. */
      providerPayment: z.string(),
      providerCents: Cents,
      booksCents: Cents,
      foundAt: Instant,
      canBeBooked: z.boolean(),
      explanation: z.enum(EXPLANATIONS).nullable(),
      explainedBy: z.string().nullable(),
    }),
  ),
});
export type PaymentDifferences = z.infer<typeof PaymentDifferences>;
export const ExplanationBody = z.strictObject({ explanation: z.enum(EXPLANATIONS) });
export type ExplanationBody = z.infer<typeof ExplanationBody>;
