import { z } from 'zod';
import { Day } from '../http/shapes.ts';

export const REPORTS = ['issued', 'queue', 'income', 'vat', 'use', 'balances'] as const;

const Period = { from: Day.optional(), until: Day.optional() };
/** Both days included; left out: this year up to today. */
export const ReportFilter = z.strictObject(Period);
export const ExportFilter = z.strictObject({ ...Period, table: z.enum(REPORTS), format: z.enum(['csv', 'xlsx']) });

export const ReportTable = z.object({
  id: z.enum(REPORTS),
  columns: z.array(z.object({ id: z.string(), kind: z.enum(['text', 'count', 'cents', 'minutes']) })),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  totals: z.array(z.number().nullable()),
});
export type ReportTable = z.infer<typeof ReportTable>;
export const Reports = z.object({ from: Day, until: Day, tables: z.array(ReportTable) });
export type Reports = z.infer<typeof Reports>;
