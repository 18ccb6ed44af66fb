import { z } from 'zod';

/** Shapes that several areas share. */
/** Earlier ones are slips of the pen, and the database knows no year 0. */
const ofOurDays = (text: string): boolean => text >= '1900';
export const Instant = z.iso.datetime({ abort: true }).refine(ofOurDays);
export const Day = z.iso.date({ abort: true }).refine(ofOurDays);
export const Id = z.uuid();
export const Cents = z.int();
/** As much as the database counts to. */
export const MOST = 2_147_483_647;
export const Text = z.object({ nl: z.string(), en: z.string() });
export const Language = z.enum(['nl', 'en']);

export const Theme = z.enum(['standard', 'black-on-white', 'white-on-black', 'black-on-yellow', 'yellow-on-black']);

/** No query at all. */
export const Nothing = z.strictObject({});

/** One page of a list: ask for the next with its cursor, until there is none. */
export const Paging = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
});

export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const RuleStep = z.object({
  rule: z.string(),
  outcome: z.enum(['met', 'not-met', 'staff-decides']),
  article: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  remedy: z.string().nullable(),
});

export const PlateShape = z.object({ country: z.string(), display: z.string() });
