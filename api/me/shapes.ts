import { z } from 'zod';
import { Id, Instant, Language, Text, Theme } from '../http/shapes.ts';

export const Settings = z.strictObject({ language: Language, theme: Theme });
export type Settings = z.infer<typeof Settings>;

export const Me = z.object({
  municipality: z.object({ id: z.string(), name: z.string() }),
  holder: z
    .object({
      id: Id,
      kind: z.enum(['person', 'business']),
      name: z.string(),
      address: z.object({ lines: z.array(z.string()) }).nullable(),
      /** Zone of the address, for people; null outside every zone. */
      area: z.object({ id: z.string(), name: z.string() }).nullable(),
      /** Parking places on own ground (POET); null when the municipality does not register them. */
      ownPlaces: z.int().nullable(),
      /** How they signed in, as the sign-in page names it. */
      means: Text,
      email: z.string().nullable(),
      emailVerified: z.boolean(),
      /** Mail to this address came back. */
      emailBounced: z.boolean(),
    })
    .nullable(),
  staff: z.object({ id: Id, name: z.string(), roles: z.array(z.string()) }).nullable(),
  /** Whom a member of staff acts for now; null for nobody. */
  actsFor: z.object({ personId: Id, channel: z.enum(['counter', 'phone']) }).nullable(),
  settings: Settings,
  version: z.string(),
});
export type Me = z.infer<typeof Me>;

export const EmailBody = z.strictObject({ email: z.email().max(254) });
export const CodeSent = z.object({
  sentTo: z.string(),
  /** The code works until then. */
  endsAt: Instant,
  /** From then on another may be asked. */
  resendAt: Instant,
});
export const CodeBody = z.strictObject({ code: z.string().max(20) });

const Line = z.object({
  count: z.int(),
  /** How many of them wait for an act of the applicant. */
  waiting: z.int(),
});

/** The lines of the home screen, each with its count (PORTAL-010, LOKET-004). */
export const Overview = z.object({
  renewals: Line,
  cart: Line,
  applications: Line,
  permits: Line,
  waitlist: Line,
  products: Line,
  history: Line,
});
export type Overview = z.infer<typeof Overview>;
