import { z } from 'zod';
import { Id, Instant, PlateShape, Text } from '../http/shapes.ts';

export const SearchBody = z.strictObject({
  /** A name, plate, number, postcode or e-mail address, as somebody at the counter tells it. */
  text: z.string().trim().min(1).max(100),
});

export const PersonFound = z.object({
  id: Id,
  kind: z.enum(['person', 'business']),
  name: z.string(),
  address: z.array(z.string()),
  by: z.enum(['number', 'plate', 'email', 'address', 'name']),
  running: z.int(),
  permits: z.int(),
});
export type PersonFound = z.infer<typeof PersonFound>;
export const PeopleFound = z.object({
  items: z.array(PersonFound),
  /** There are more: ask for something more exact. */
  more: z.boolean(),
});
export type PeopleFound = z.infer<typeof PeopleFound>;

export const NoteBody = z.strictObject({ body: z.string().trim().min(1).max(2_000) });

export const Note = z.object({
  id: Id,
  body: z.string(),
  by: z.string(),
  at: Instant,
  /** The case it is about; null where it is about the person. */
  caseNumber: z.string().nullable(),
});
export type Note = z.infer<typeof Note>;
export const Notes = z.object({ items: z.array(Note) });
export type Notes = z.infer<typeof Notes>;

export const CASE_KINDS = ['application', 'renewal', 'plateChange', 'waitlist', 'refund'] as const;

export const PersonCase = z.object({
  id: Id,
  kind: z.enum(CASE_KINDS),
  number: z.string(),
  status: z.string(),
  productName: Text.nullable(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  /** The file it belongs to; null where there is none yet. */
  caseId: Id.nullable(),
});
export type PersonCase = z.infer<typeof PersonCase>;

export const PersonPermit = z.object({
  id: Id,
  number: z.string(),
  productName: Text,
  areaName: z.string().nullable(),
  phase: z.enum(['upcoming', 'valid', 'ended', 'expired']),
  /** Held back by staff. */
  blocked: z.boolean(),
  validFrom: Instant,
  validUntil: Instant,
  plates: z.array(PlateShape),
  caseId: Id,
});

/** Everything the counter needs of one person, on one page. */
export const PersonFile = z.object({
  id: Id,
  kind: z.enum(['person', 'business']),
  name: z.string(),
  address: z.array(z.string()),
  areaName: z.string().nullable(),
  email: z.string().nullable(),
  emailBounced: z.boolean(),
  language: z.enum(['nl', 'en']),
  means: Text,
  cases: z.array(PersonCase),
  permits: z.array(PersonPermit),
  notes: z.array(Note),
});
export type PersonFile = z.infer<typeof PersonFile>;

export const ActingBody = z.strictObject({ personId: Id, channel: z.enum(['counter', 'phone']) });
export type ActingBody = z.infer<typeof ActingBody>;

export const NewPersonBody = z.strictObject({
  /** The number on the document that was shown (burgerservicenummer). */
  bsn: z
    .string()
    .trim()
    .regex(/^\d{9}$/, 'nine digits'),
});
export const PersonAdded = z.object({ id: Id });
