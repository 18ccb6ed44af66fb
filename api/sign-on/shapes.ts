import { z } from 'zod';
import { Id, Instant, PlateShape, Text } from '../http/shapes.ts';
import { Unit } from '../parking/shapes.ts';

const KeyView = z.object({ id: Id, number: z.string(), madeAt: Instant });

/** The ways into a permit without the app. Codes are not among it: they are told once, or printed. */
export const SignOnView = z.object({
  /** What to dial; null where the municipality or the product has no such line. */
  line: z.string().nullable(),
  pin: KeyView.nullable(),
  card: KeyView.nullable(),
  phones: z.array(z.object({ id: Id, lastDigits: z.string(), linkedAt: Instant })),
});
export type SignOnView = z.infer<typeof SignOnView>;

export const PinBody = z.strictObject({ pin: z.string().max(20) });

/** To be texted to the line, from the telephone that is to be linked. */
export const LinkAsked = z.object({ code: z.string(), endsAt: Instant, line: z.string() });
export type LinkAsked = z.infer<typeof LinkAsked>;

/** The card to be printed, once, as base64: its code stands on it and is kept nowhere. */
export const CardMade = z.object({ card: KeyView, pdf: z.string() });
export type CardMade = z.infer<typeof CardMade>;

const Key = {
  number: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{8}$/, 'eight digits')),
  code: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{4,6}$/, 'four to six digits')),
};
const Credentials = { municipality: z.string().min(1).max(40), ...Key };
const Stay = {
  plate: z.string().min(1).max(20),
  country: z.string().regex(/^[A-Z]{1,3}$/),
  endsAt: Instant.optional(),
  areaId: z.string().max(40).optional(),
};

export const EntryBody = z.strictObject(Credentials);
export type EntryBody = z.infer<typeof EntryBody>;
export const SignOnBody = z.strictObject({ ...Credentials, ...Stay });
export const SignOffBody = z.strictObject({ ...Credentials, actionId: z.string().max(60) });

/** A machine says by its token in which municipality it stands. */
export const MachineEntryBody = z.strictObject(Key);
export type MachineEntryBody = z.infer<typeof MachineEntryBody>;
export const MachineSignOnBody = z.strictObject({ ...Key, ...Stay });
export const MachineSignOffBody = z.strictObject({ ...Key, actionId: z.string().max(60) });

const Amounts = z.array(z.object({ unit: Unit, amount: z.int() }));

/** What somebody sees who has a number and a code: what runs, and where they may park. No person, balance or history. */
export const HouseholdView = z.object({
  municipalityName: z.string(),
  productName: Text,
  areas: z.array(z.object({ id: z.string(), name: z.string() })),
  openEnd: z.boolean(),
  running: z.array(z.object({ id: Id, plate: PlateShape, startsAt: Instant, endsAt: Instant })),
});
export type HouseholdView = z.infer<typeof HouseholdView>;

export const SignOnQuote = z.object({ startsAt: Instant, endsAt: Instant, holds: Amounts });
export type SignOnQuote = z.infer<typeof SignOnQuote>;
export const SignedOn = z.object({ id: Id, startsAt: Instant, endsAt: Instant, holds: Amounts });
export type SignedOn = z.infer<typeof SignedOn>;
export const SignedOff = z.object({ endedAt: Instant, costs: Amounts });
export type SignedOff = z.infer<typeof SignedOff>;
