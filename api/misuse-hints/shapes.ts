import { z } from 'zod';
import { HINT_RULES } from '../../rules/misuse-hints.ts';
import { Id, Instant, Text } from '../http/shapes.ts';

const Rule = z.enum(HINT_RULES);
const Hours = z.object({ from: z.string(), to: z.string() });

/** A count that was reached on a permit: the rule, its numbers and what was looked at. No plate, no name. */
export const MisuseHint = z.object({
  id: Id,
  rule: Rule,
  caseId: Id,
  permitNumber: z.string(),
  productName: Text,
  /** From this count on it is a hint; what was counted. */
  least: z.int(),
  counted: z.int(),
  hours: Hours.nullable(),
  /** So many stays of so many days, until it was found. */
  stays: z.int(),
  days: z.int(),
  lookedFrom: Instant,
  foundAt: Instant,
  askedAt: Instant.nullable(),
  askedBy: z.string().nullable(),
  /** It vanishes then, whatever becomes of it. */
  goesAt: Instant,
});
export type MisuseHint = z.infer<typeof MisuseHint>;

export const MisuseHints = z.object({
  items: z.array(MisuseHint),
  /** The rules as they are now. */
  rules: z.array(
    z.object({ rule: Rule, days: z.int(), least: z.int(), hours: Hours.nullable(), products: z.array(Text) }),
  ),
  /** What became of those of a year: how often nothing was wrong tells how good a rule is. */
  tallies: z.array(z.object({ rule: Rule, year: z.int(), found: z.int(), putAside: z.int(), asked: z.int() })),
});
export type MisuseHints = z.infer<typeof MisuseHints>;
