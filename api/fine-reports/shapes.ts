import { z } from 'zod';
import { FINE_REFUSALS, WRONG_CAUSES } from '../../rules/fine-reports/status.ts';
import { Day, Id, Instant } from '../http/shapes.ts';

export const FINE_NUMBER_LENGTH = 40;
export const FINE_WORDS_LENGTH = 1_000;

const typed = (most: number) => z.string().trim().min(1).max(most);

export const FineReportBody = z.strictObject({
  /** As it stands on the fine. */
  fineNumber: typed(FINE_NUMBER_LENGTH).regex(/[A-Za-z0-9]/),
  fineOn: Day,
  /** What happened, in one's own words. */
  words: typed(FINE_WORDS_LENGTH),
});
export type FineReportBody = z.infer<typeof FineReportBody>;

export const FineReportView = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(['with-staff', 'put-right', 'passed-on', 'refused', 'withdrawn']),
  /** Null once they are erased, thirteen weeks after the answer. */
  fineNumber: z.string().nullable(),
  words: z.string().nullable(),
  fineOn: Day,
  openedAt: Instant,
  /** The last day on which an answer is in time by law. */
  answerBefore: Day,
  closedAt: Instant.nullable(),
  /** What was wrong, or why it is refused. */
  reason: z.enum([...WRONG_CAUSES, ...FINE_REFUSALS]).nullable(),
  /** What staff wrote beside it. */
  answer: z.string().nullable(),
  documents: z.array(z.object({ id: Id, fileName: z.string(), bytes: z.int() })),
  /** The signed bundle that went along, as long as it is kept. */
  bundleId: Id.nullable(),
  actions: z.array(z.enum(['attach', 'withdraw'])),
});
export type FineReportView = z.infer<typeof FineReportView>;
export const FineReportList = z.object({
  items: z.array(FineReportView),
  /** The first day a fine can be of. */
  from: Day,
  today: Day,
});
export type FineReportList = z.infer<typeof FineReportList>;

/** What staff see of a report, beside the file of its permit. */
export const FineReportForStaff = z.object({
  id: Id,
  reporter: z.enum(['holder', 'account']),
  onStay: z.boolean(),
  fineNumber: z.string().nullable(),
  words: z.string().nullable(),
  fineOn: Day,
  /** What officers were told about its cars that day. */
  checks: z.array(z.object({ at: Instant, areaName: z.string(), green: z.boolean() })),
  /** The bundle is made and can be read. */
  bundle: z.boolean(),
  /** Whoever fines hears of it by mail, with the bundle; else staff tell them. */
  tellsWhoFines: z.boolean(),
});
export type FineReportForStaff = z.infer<typeof FineReportForStaff>;

const words = z.string().max(2_000).nullable().default(null);
export const FineAnswerBody = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('put-right'), cause: z.enum(WRONG_CAUSES), words }),
  z.strictObject({ outcome: z.literal('pass-on'), words }),
  z.strictObject({ outcome: z.literal('refuse'), ground: z.enum(FINE_REFUSALS), words }),
]);
export type FineAnswerBody = z.input<typeof FineAnswerBody>;
