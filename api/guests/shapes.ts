import { z } from 'zod';
import { Id, Instant, MOST, PlateShape, Text } from '../http/shapes.ts';

const Payer = z.enum(['host', 'guest']);
const Consent = z.enum(['each-time', 'automatic']);
const Status = z.enum(['asked', 'allowed', 'paying', 'started', 'refused', 'lapsed']);

/** A link for guests as its host makes it. */
export const GuestPassBody = z.strictObject({
  /** For whom, as the host remembers it. */
  name: z.string().trim().max(40).optional(),
  days: z.int().min(1).max(3660),
  uses: z.int().min(1).max(10_000),
  mostMinutes: z.int().min(5).max(100_000).nullable(),
  payer: Payer,
  consent: Consent,
});
export type GuestPassBody = z.infer<typeof GuestPassBody>;

const HostVisit = z.object({
  id: Id,
  status: Status,
  name: z.string().nullable(),
  /** Null where the guest keeps it, and when it was erased. */
  plate: PlateShape.nullable(),
  askedAt: Instant,
  endsAt: Instant,
  actionId: Id.nullable(),
  /** Parked at this moment. */
  running: z.boolean(),
  paidCents: z.int().nullable(),
});

const HostPass = z.object({
  id: Id,
  name: z.string().nullable(),
  state: z.enum(['live', 'used-up', 'expired', 'revoked']),
  payer: Payer,
  consent: Consent,
  uses: z.int(),
  used: z.int(),
  mostMinutes: z.int().nullable(),
  endsAt: Instant,
  visits: z.array(HostVisit),
});
export type HostPass = z.infer<typeof HostPass>;

export const GuestPassList = z.object({
  items: z.array(HostPass),
  terms: z.object({ daysAtMost: z.int(), usesAtMost: z.int(), guestPays: z.boolean() }),
});
export type GuestPassList = z.infer<typeof GuestPassList>;

/** The code and the link with it, told once. */
export const GuestPassMade = z.object({ id: Id, code: z.string(), link: z.string(), endsAt: Instant });
export type GuestPassMade = z.infer<typeof GuestPassMade>;

export const VisitAnswered = z.object({ status: Status });

const Code = z.string().min(1).max(40);
/** Made by the guest's own browser, at random. */
const Key = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/, '22 to 64 letters, digits, - or _');
const Stay = {
  plate: z.string().min(1).max(20),
  country: z.string().regex(/^[A-Z]{1,3}$/),
  endsAt: Instant,
  areaId: z.string().max(40).optional(),
  name: z.string().trim().max(40).optional(),
  keepsPlate: z.boolean(),
};

export const GuestLookBody = z.strictObject({ code: Code });
export const GuestQuoteBody = z.strictObject({ code: Code, ...Stay });
export type GuestQuoteBody = z.infer<typeof GuestQuoteBody>;
export const GuestVisitBody = z.strictObject({
  code: Code,
  key: Key,
  ...Stay,
  /** What was shown as the price. */
  cents: z.int().min(0).max(MOST),
});
export type GuestVisitBody = z.infer<typeof GuestVisitBody>;
export const GuestKeyBody = z.strictObject({ key: Key });

/** What a guest sees behind a link: where it is good for, and what is left. No person, no balance, no other visit. */
export const GuestLook = z.object({
  municipalityName: z.string(),
  country: z.enum(['NL', 'BE']),
  timeZone: z.string(),
  productName: Text,
  areas: z.array(z.object({ id: z.string(), name: z.string() })),
  payer: Payer,
  consent: Consent,
  usesLeft: z.int(),
  mostMinutes: z.int().nullable(),
  endsAt: Instant,
});
export type GuestLook = z.infer<typeof GuestLook>;

export const GuestQuote = z.object({ startsAt: Instant, endsAt: Instant, cents: z.int() });
export type GuestQuote = z.infer<typeof GuestQuote>;

/** One's own visit, by its key. */
export const GuestVisitView = z.object({
  status: Status,
  /** Why it came to nothing, where there is a reason to tell. */
  ground: z.string().nullable(),
  until: Instant,
  municipalityName: z.string(),
  productName: Text,
  areaName: z.string(),
  timeZone: z.string(),
  plate: PlateShape.nullable(),
  payer: Payer,
  startsAt: Instant.nullable(),
  endsAt: Instant,
  running: z.boolean(),
  paidCents: z.int().nullable(),
  backCents: z.int().nullable(),
});
export type GuestVisitView = z.infer<typeof GuestVisitView>;

export const GuestCheckout = z.object({ checkoutUrl: z.string() });
