import { z } from 'zod';
import { SIMULATED_BY, SIMULATED_UNITS } from '../../rules/simulation/simulate.ts';
import { ReportTable } from '../reports/shapes.ts';
import { Day, Id, Instant } from '../http/shapes.ts';

export const SimulationBody = z.strictObject({ draftId: Id });

export const SimulationItem = z.object({
  id: Id,
  draftId: Id,
  draftNumber: z.string(),
  draftTitle: z.string(),
  /** The draft as it was then. */
  draftVersion: z.int(),
  /** The release it is compared with. */
  baseline: z.int(),
  /** Stays that began from this day until the day before the next. */
  from: Day,
  until: Day,
  askedBy: z.string(),
  askedAt: Instant,
  status: z.enum(['running', 'done', 'failed']),
  done: z.int(),
  /** Null until they are counted. */
  total: z.int().nullable(),
});
export type SimulationItem = z.infer<typeof SimulationItem>;

export const Simulations = z.object({
  items: z.array(SimulationItem),
  /** Proposals that can be run. */
  drafts: z.array(z.object({ id: Id, number: z.string(), title: z.string() })),
});
export type Simulations = z.infer<typeof Simulations>;

export const SimulationTable = z.object({
  ...ReportTable.shape,
  id: z.string(),
  by: z.enum(SIMULATED_BY),
  unit: z.enum(SIMULATED_UNITS),
});
export type SimulationTable = z.infer<typeof SimulationTable>;

export const SimulationView = z.object({
  ...SimulationItem.shape,
  /** No number is about fewer permits than this. */
  smallestGroup: z.int(),
  /** Stays were moved so many weeks, to where the proposal holds. */
  weeks: z.int(),
  tables: z.array(SimulationTable),
  /** What too few are behind to be told at all. */
  withheld: z.array(z.object({ by: z.enum(SIMULATED_BY), unit: z.enum(SIMULATED_UNITS) })),
});
export type SimulationView = z.infer<typeof SimulationView>;

/** Left out: who pays more and who less, in money, as text. */
export const SimulationExport = z.strictObject({
  by: z.enum(SIMULATED_BY).default('outcome'),
  unit: z.enum(SIMULATED_UNITS).default('eurocent'),
  format: z.enum(['csv', 'xlsx']).default('csv'),
});
