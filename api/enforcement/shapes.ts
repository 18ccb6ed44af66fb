import { z } from 'zod';
import { Id, Instant } from '../http/shapes.ts';

const country = z.string().regex(/^[A-Z]{1,3}$/, 'a country sign such as NL');
const plate = z.string().min(1).max(20);
const place = {
  area: z.string().min(1).max(60).optional(),
  location: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional(),
};
const atOnePlace = (body: { area?: string | undefined; location?: object | undefined }) =>
  (body.area === undefined) !== (body.location === undefined);
const ONE_PLACE = 'give either an area or a location';

export const CheckBody = z
  .strictObject({ plate, country: country.default('NL'), ...place, at: Instant.optional() })
  .refine(atOnePlace, ONE_PLACE);

/** The same fields for every answer; never a person, product or history (ASSEN-021). */
export const CheckAnswer = z.object({
  id: Id,
  verdict: z.enum(['green', 'red', 'amber']),
  justExpired: z.boolean(),
  /** How many plates that count here differ by one character; never which. */
  near: z.int(),
  /** How often this plate was red before, in the hours the municipality looks back. */
  earlier: z.int(),
  area: z.string(),
  until: Instant.nullable(),
  at: Instant,
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;

/** As many as a scan car reads in a street. */
export const PLATES_AT_ONCE = 100;

export const CheckListBody = z
  .strictObject({
    plates: z
      .array(z.strictObject({ plate, country: country.default('NL') }))
      .min(1)
      .max(PLATES_AT_ONCE),
    ...place,
  })
  .refine(atOnePlace, ONE_PLACE);

/** An answer for each plate, in the order they were sent. */
export const CheckListAnswer = z.object({ items: z.array(CheckAnswer) });
export type CheckListAnswer = z.infer<typeof CheckListAnswer>;

/** The list itself is text, so that everybody signs and reads the same bytes. */
export const SignedPack = z.object({ payload: z.string(), signature: z.string(), keyId: z.string() });
export type SignedPack = z.infer<typeof SignedPack>;

/** As in JSON Web Keys (RFC 8037). */
export const SigningKeys = z.object({
  items: z.array(z.object({ keyId: z.string(), kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })),
});
export type SigningKeys = z.infer<typeof SigningKeys>;

const base64url = (atMost: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(atMost);

/** Each is locked for the service alone: country, plate, area, moment and what the officer saw. */
export const OfflineChecksBody = z.strictObject({
  items: z
    .array(z.strictObject({ id: Id, key: base64url(100), locked: base64url(600) }))
    .min(1)
    .max(100),
});
export const OfflineChecksKept = z.object({
  kept: z.int(),
  /** Those that could not be read, or are too old. */
  refused: z.array(Id),
});
export type OfflineChecksKept = z.infer<typeof OfflineChecksKept>;
