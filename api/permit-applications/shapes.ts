import { z } from 'zod';
import { STEPS } from '../../rules/municipalities/product.ts';
import { Cents, Day, Id, Instant, Language, Text } from '../http/shapes.ts';

export const STATUS = [
  'draft', 'awaiting-documents', 'awaiting-confirmation', 'in-review', 'rejected', 'rejected-new-document', 'documents-approved',
  'awaiting-payment', 'issued', 'withdrawn', 'lapsed', 'closed-rejected',
] as const; // prettier-ignore
const Status = z.enum(STATUS);
const StepId = z.enum(STEPS);

export const OpenBody = z
  .strictObject({
    productId: z.string().min(1).max(60),
    /** The own permit this one takes the place of: it ends when the new one begins (BEYOND-039). */
    replacesPermitId: Id.exactOptional(),
    /** Number of the permit of somebody who has died, to be taken over with a deed. */
    inheritsNumber: z.string().trim().min(1).max(40).exactOptional(),
  })
  .refine((body) => !(body.replacesPermitId && body.inheritsNumber), 'one permit at a time');
export type OpenBody = z.infer<typeof OpenBody>;

const PlateInput = z.strictObject({
  plate: z.string().min(1).max(20),
  country: z.string().regex(/^[A-Z]{1,3}$/, 'a country sign such as NL'),
});

/** One or more answers; what is left out stays as it was. Plates replace the list given before. */
export const AnswersBody = z
  .strictObject({
    areaId: z.string().max(60).optional(),
    startsOn: Day.optional(),
    periodId: z.string().max(10).optional(),
    /** ISO weekdays, Monday is 1; they replace those given before. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
    /** How many vouchers. */
    amount: z.int().min(1).max(1000).optional(),
    plates: z.array(PlateInput).max(20).optional(),
    /** "Yes, these are all my plates": nothing about them changes afterwards. */
    platesConfirmed: z.literal(true).optional(),
    questions: z.record(z.string().max(60), z.string().max(500)).optional(),
    /** The other address of a move (PEERS-024). */
    secondAddress: z
      .strictObject({
        postcode: z
          .string()
          .trim()
          .regex(/^\d{4}\s?[A-Za-z]{2}$/, 'a postcode such as 4302 SA'),
        houseNumber: z.int().min(1).max(99_999),
      })
      .optional(),
    /** The card of somebody with a disability (PEERS-030). */
    card: z.strictObject({ number: z.string().min(1).max(30), expiresOn: Day }).optional(),
    /** "Yes, these are all documents." */
    documentsConfirmed: z.literal(true).optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'give at least one answer');
export type AnswersBody = z.infer<typeof AnswersBody>;

export const ConfirmBody = z.strictObject({
  /** Must be true: the applicant declares that everything is. */
  declared: z.literal(true),
  /** Which text was read; the current one is `declaration.version` of the application. */
  declarationVersion: z.string().min(1).max(20),
  language: Language,
});

export const DocumentView = z.object({
  id: Id,
  requirementId: z.string().nullable(),
  kind: z.string(),
  kindName: Text.nullable(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  at: Instant,
  /** Sent before and not good enough: still readable, no longer counted. */
  superseded: z.boolean(),
});
export type DocumentView = z.infer<typeof DocumentView>;
export const DocumentList = z.object({ items: z.array(DocumentView) });

/** Which text was declared, in which language it was read, and when (PORTAL-044). */
export const Declaration = z.object({ version: z.string(), language: Language, at: Instant });
export type Declaration = z.infer<typeof Declaration>;

const Summary = z.object({
  id: Id,
  number: z.string(),
  productId: z.string(),
  productName: Text,
  areaName: z.string().nullable(),
  status: Status,
  statusSince: Instant,
  openedAt: Instant,
  /** What the applicant can do: continue, go to the cart, withdraw. */
  actions: z.array(z.enum(['continue', 'to-cart', 'withdraw'])),
  waitsForApplicant: z.boolean(),
  /** The case ends by itself then, if nobody acts. */
  lapsesAt: Instant.nullable(),
  /** Last day on which the municipality decides in time, by law; null before it has everything. */
  decideBefore: Day.nullable(),
  /** Why it was rejected or sent back; a code with a sentence in both languages. */
  ground: z.string().nullable(),
});

export const ApplicationSummary = Summary;
export type ApplicationSummary = z.infer<typeof ApplicationSummary>;
export const ApplicationList = z.object({ items: z.array(Summary) });

export const ApplicationView = Summary.extend({
  version: z.int(),
  release: z.int(),
  steps: z.array(z.object({ id: StepId, state: z.enum(['done', 'open']) })),
  /** Where "continue application" leads; null when nothing is asked of the applicant. */
  openStep: StepId.nullable(),
  answers: z.object({
    areaId: z.string().nullable(),
    startsOn: Day.nullable(),
    periodId: z.string().nullable(),
    weekdays: z.array(z.int()),
    amount: z.int().nullable(),
    plates: z.array(
      z.object({
        id: Id,
        country: z.string(),
        display: z.string(),
        keeper: z.enum(['own', 'other', 'unknown', 'unavailable', 'not-asked']),
        /** Make and model; null when not known. */
        vehicle: z.string().nullable(),
        /** The Dutch word of the vehicle register, such as `grijs`; `text/` has it in both languages under `colour`. */
        colour: z.string().nullable(),
      }),
    ),
    platesConfirmed: z.boolean(),
    documentsConfirmed: z.boolean(),
    questions: z.record(z.string(), z.string()),
    /** The address itself is null once it is erased; the area is null outside every zone. */
    secondAddress: z
      .object({
        postcode: z.string().nullable(),
        houseNumber: z.int().nullable(),
        areaName: z.string().nullable(),
        /** The municipality knows it already: no paper is asked. */
        known: z.boolean(),
      })
      .nullable(),
    /** The number is null once it is erased. */
    card: z.object({ number: z.string().nullable(), expiresOn: Day }).nullable(),
  }),
  options: z.object({
    places: z.array(
      z.object({
        areaId: z.string(),
        areaName: z.string(),
        full: z.boolean(),
        ownArea: z.boolean(),
        prices: z.array(z.object({ periodId: z.string(), cents: Cents })),
      }),
    ),
    firstStart: Day,
    lastStart: Day,
    periods: z.array(
      z.object({
        id: z.string(),
        months: z.int(),
        days: z.int(),
        /** At the chosen place, for one weekday where it is bought per weekday; null before a place is chosen. */
        cents: Cents.nullable(),
        /** Last valid day with the chosen start (LOKET-010); null before one is chosen. */
        lastDay: Day.nullable(),
      }),
    ),
    /** The weekdays it is sold for; none where it is not bought per weekday (PORTAL-035). */
    weekdays: z.array(z.int()),
    /** How many vouchers can be bought at a time; none where the product is none (PEERS-042). */
    amounts: z.array(z.int()),
    plates: z.object({ min: z.int(), max: z.int(), atOnce: z.int(), foreign: z.boolean() }),
    questions: z.array(z.object({ id: z.string(), text: Text, kind: z.enum(['yes-no', 'text']) })),
    /** Where a place is full: may one join the line for it? Null: there is none. */
    waitingList: z.object({ open: z.boolean() }).nullable(),
  }),
  /** What must be proved, why, and with what. */
  requirements: z.array(
    z.object({
      id: z.string(),
      reason: Text,
      article: z.string(),
      plateId: Id.nullable(),
      kinds: z.array(z.object({ id: z.string(), name: Text, hint: Text.nullable() })),
      given: z.boolean(),
    }),
  ),
  documents: z.array(DocumentView),
  priceCents: Cents.nullable(),
  lastDay: Day.nullable(),
  declaration: z.object({ version: z.string(), declaredAt: Instant.nullable() }),
  letters: z.array(DocumentView),
  /** Id of the decision's trace: the same in the letter, the log and for staff. */
  traceId: Id.nullable(),
  permitId: Id.nullable(),
});
export type ApplicationView = z.infer<typeof ApplicationView>;
