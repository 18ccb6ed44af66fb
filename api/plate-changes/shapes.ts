import { z } from 'zod';
import { Cents, Day, Id, Instant, PlateShape, Text } from '../http/shapes.ts';
import { DocumentView } from '../permit-applications/shapes.ts';

const Status = z.enum([
  'awaiting-documents', 'awaiting-confirmation', 'in-review', 'awaiting-payment', 'scheduled', 'changed', 'returned', 'rejected',
  'withdrawn', 'lapsed',
]); // prettier-ignore

/** The plates that are to be on the permit, all of them: one may come, one may go, or one may take the place of another. */
export const PlatesBody = z.strictObject({
  plates: z.array(z.strictObject({ plate: z.string().max(20), country: z.string().max(3).default('NL') })).max(20),
  /** From which day; left out, as soon as everything is settled. */
  startsOn: Day.nullable().default(null),
  /** Days on which the plate that goes still counts beside the new one. */
  overlapDays: z.number().int().min(0).max(31).default(0),
  /** Last day of a temporary car, which goes back by itself; left out, the change is for good. */
  backOn: Day.nullable().default(null),
  /** The other car of a card: it counts at once and goes back by itself after the hours of its product. */
  otherCar: z.boolean().default(false),
});
export type PlatesBody = z.input<typeof PlatesBody>;

export const PlateChangeView = z.object({
  id: Id,
  permitId: Id,
  number: z.string(),
  act: z.enum(['replace', 'add', 'remove', 'temporary']),
  status: Status,
  statusSince: Instant,
  openedAt: Instant,
  /** What comes on the permit; null when one only goes. */
  comes: PlateShape.extend({
    keeper: z.enum(['own', 'other', 'unknown', 'unavailable', 'not-asked']),
    vehicle: z.string().nullable(),
    colour: z.string().nullable(),
  }).nullable(),
  goes: PlateShape.nullable(),
  feeCents: Cents,
  /** When it counts; while it is not settled yet, when it would if that happened now. */
  effectiveAt: Instant,
  settled: z.boolean(),
  overlapUntil: Instant.nullable(),
  /** Another car on a card: it was given no papers, and is over within hours (PEERS-030). */
  otherCar: z.boolean(),
  /** A temporary car goes back then. */
  backAt: Instant.nullable(),
  requirement: z
    .object({
      id: z.string(),
      reason: Text,
      article: z.string(),
      kinds: z.array(z.object({ id: z.string(), name: Text, hint: Text.nullable() })),
      given: z.boolean(),
    })
    .nullable(),
  documents: z.array(DocumentView),
  /** It ends by itself then, if its holder does nothing. */
  lapsesAt: Instant.nullable(),
  ground: z.string().nullable(),
  actions: z.array(z.enum(['continue', 'to-cart', 'withdraw', 'give-back'])),
});
export type PlateChangeView = z.infer<typeof PlateChangeView>;
export const PlateChangeList = z.object({ items: z.array(PlateChangeView) });

/** How plates of a permit are changed: said before anything is begun (PORTAL-071). */
export const PlateChangeTerms = z.object({
  min: z.int(),
  max: z.int(),
  foreign: z.boolean(),
  feeCents: Cents,
  /** Within so many working days where a barrier must learn the plate; null is at once. */
  workingDays: z.int().nullable(),
  overlapDaysAtMost: z.int(),
  /** Last day from which a change can be planned; null when it cannot. */
  lastStart: Day.nullable(),
  temporary: z.object({ daysAtMost: z.int(), perYear: z.int() }).nullable(),
});
export type PlateChangeTerms = z.infer<typeof PlateChangeTerms>;
