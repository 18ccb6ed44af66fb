import { z } from 'zod';
import { BROUGHT_KINDS, FILE_FAULTS, ROW_FAULTS, TOLD_KINDS } from '../../rules/old-system/format.ts';
import { Day, Id, Instant } from '../http/shapes.ts';
import { Unit } from '../parking/shapes.ts';

/** What came over of somebody, of one municipality; all of one kind together. */
export const CameOver = z.object({
  items: z.array(
    z.object({
      municipalityId: z.string(),
      municipalityName: z.string(),
      /** What the system of before was called. */
      system: z.string(),
      lines: z.array(
        z.object({
          kind: z.enum(TOLD_KINDS),
          /** Of a balance; else things are counted. */
          unit: Unit.nullable(),
          came: z.int(),
          of: z.int(),
        }),
      ),
      missing: z.array(
        z.object({
          kind: z.enum(TOLD_KINDS),
          why: z.enum(ROW_FAULTS),
          /** What it was called in the old system; null once that is erased. */
          name: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type CameOver = z.infer<typeof CameOver>;

const Tally = z.object({ read: z.int(), came: z.int(), before: z.int(), refused: z.int() });

export const OldSystemFault = z.object({
  code: z.enum([...FILE_FAULTS, ...ROW_FAULTS]),
  file: z.string(),
  line: z.int(),
  column: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type OldSystemFault = z.infer<typeof OldSystemFault>;

export const OldSystemRun = z.object({
  id: Id,
  at: Instant,
  system: z.string(),
  takenOn: Day,
  /** False: only judged, and nothing came over. */
  forReal: z.boolean(),
  /** False: it was stopped halfway, or is under way. */
  finished: z.boolean(),
  kinds: z.array(z.object({ kind: z.enum(BROUGHT_KINDS), ...Tally.shape })),
  sums: z.array(z.object({ unit: Unit, ...Tally.shape })),
  /** How many rows did not come over; the first of them. */
  refused: z.int(),
  faults: z.array(OldSystemFault),
});
export type OldSystemRun = z.infer<typeof OldSystemRun>;

export const OldSystemRuns = z.object({ items: z.array(OldSystemRun) });
export type OldSystemRuns = z.infer<typeof OldSystemRuns>;
