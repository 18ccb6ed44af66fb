import { z } from 'zod';
import { Id, Instant, page } from '../http/shapes.ts';

/** What is held of somebody, a class at a time: how much, what of it goes first, and when. */
export const Held = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      count: z.int(),
      /** Why it has no moment at which it goes by itself; null where it has. */
      stays: z.enum(['in-use', 'archive', 'books']).nullable(),
      /** Of which class of the table of terms it is, and the term here. */
      term: z
        .object({ recordClass: z.string(), length: z.int(), unit: z.enum(['hours', 'days', 'months', 'years']) })
        .nullable(),
      /** What goes first; with as many as a page shows. No moment: it is still of use, and its term has not begun. */
      next: z.array(z.object({ label: z.string(), goesAt: Instant.nullable() })),
    }),
  ),
});
export type Held = z.infer<typeof Held>;

/** Who of staff looked, by what they do there and never by name. */
export const Looks = page(
  z.object({
    id: z.string(),
    at: Instant,
    what: z.string(),
    /** Empty for somebody who works there no more. */
    roles: z.array(z.string()),
    caseNumber: z.string().nullable(),
  }),
);
export type Looks = z.infer<typeof Looks>;

/** Checks of one's own plates in the street: the moment, the area and the answer. Never who asked. */
export const OwnChecks = page(
  z.object({
    id: Id,
    askedAbout: Instant,
    plate: z.object({ country: z.string(), display: z.string() }),
    areaName: z.string(),
    municipalityName: z.string(),
    verdict: z.enum(['green', 'red', 'amber']),
    /** When the plate in it is erased. */
    goesAt: Instant,
  }),
);
export type OwnChecks = z.infer<typeof OwnChecks>;
