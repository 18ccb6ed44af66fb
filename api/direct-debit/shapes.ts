import { z } from 'zod';
import { Cents, Id, Instant, Language, Text } from '../http/shapes.ts';

const Unit = z.enum(['eurocent', 'minute', 'action']);

/** Leave to debit an account (machtiging), for whoever gave it: of the account enough to know it by. */
export const MandateView = z.object({
  number: z.string(),
  /** Null once it was erased. */
  iban: z.string().nullable(),
  status: z.enum(['requested', 'valid', 'refused', 'revoked', 'lapsed']),
  consentedAt: Instant,
  /** What was agreed to, word for word. */
  consent: z.string(),
  renewals: z.boolean(),
});
export type MandateView = z.infer<typeof MandateView>;

/** A balance that may be topped up by itself (automatisch opwaarderen), and whether it is. */
export const AutomaticTopUp = z.object({
  permitId: Id,
  permitNumber: z.string(),
  productName: Text,
  unit: Unit,
  available: z.int(),
  thresholdAtMost: z.int(),
  options: z.array(z.object({ id: z.string(), amount: z.int(), cents: Cents })),
  /** Null when nobody ever chose. */
  chosen: z
    .object({
      optionId: z.string(),
      threshold: z.int(),
      /** Why it runs no more; null while it runs. */
      stopped: z
        .enum([
          'switched-off-by-holder',
          'switched-off-in-app',
          'mandate-over',
          'debit-failed',
          'charged-back',
          'no-longer-offered',
        ])
        .nullable(),
    })
    .nullable(),
  /** The bank has been asked and has not said what came of it. */
  debitingCents: Cents.nullable(),
});
export type AutomaticTopUp = z.infer<typeof AutomaticTopUp>;

export const DirectDebitView = z.object({
  /** As whom the municipality debits, and what somebody agrees to; null where it does not. */
  offer: z.object({ creditor: z.string(), creditorId: z.string(), consent: Text }).nullable(),
  /** The last one that was given; null when there never was one. */
  mandate: MandateView.nullable(),
  topUps: z.array(AutomaticTopUp),
  debits: z.array(
    z.object({
      reference: z.string(),
      cents: Cents,
      at: Instant,
      status: z.enum(['under-way', 'paid', 'failed', 'charged-back']),
    }),
  ),
});
export type DirectDebitView = z.infer<typeof DirectDebitView>;

export const MandateBody = z.strictObject({
  iban: z.string().min(1).max(60),
  name: z.string().trim().min(1).max(70),
  /** Also for the next periods of permits. */
  renewals: z.boolean(),
  /** In which the consent was read. */
  language: Language,
  agrees: z.literal(true),
});
export type MandateBody = z.infer<typeof MandateBody>;

export const MandatePatch = z.strictObject({ renewals: z.boolean() });
export type MandatePatch = z.infer<typeof MandatePatch>;

export const AutomaticTopUpBody = z.strictObject({
  optionId: z.string().min(1).max(60),
  threshold: z.int().min(1).max(10_000_000),
});
export type AutomaticTopUpBody = z.infer<typeof AutomaticTopUpBody>;

/** In the app: whether, and at what; nothing of whose account it is. */
export const AutomaticTopUpInApp = z.object({
  topUp: z.object({ unit: Unit, threshold: z.int(), amount: z.int(), cents: Cents }).nullable(),
});
export type AutomaticTopUpInApp = z.infer<typeof AutomaticTopUpInApp>;
