import { z } from 'zod';
import { REJECTION_GROUNDS } from '../../rules/review.ts';
import { Cents, Day, Id, Instant, page, Paging, RuleStep, Text } from '../http/shapes.ts';
import { FineReportForStaff } from '../fine-reports/shapes.ts';
import { Declaration, DocumentView } from '../permit-applications/shapes.ts';

export const TaskFilter = Paging.extend({ filter: z.enum(['all', 'mine', 'free', 'waiting', 'late']).default('all') });

export const TaskSummary = z.object({
  id: Id,
  /** What it is about: an application, a change of plate, or what a register told about a permit. */
  subject: z.enum(['application', 'plate-change', 'register-notice', 'fine-report']),
  /** The file it belongs to. */
  caseId: Id,
  number: z.string(),
  productName: Text,
  areaName: z.string().nullable(),
  status: z.enum(['open', 'waiting']),
  /** What is to be judged: a document beside a plate, or the whole application. */
  need: z.enum(['evidence', 'application', 'plate-change', 'register-notice', 'fine-report']),
  /** The vehicle register did not answer: the proof is all there is. */
  keeperUnavailable: z.boolean(),
  claimedBy: z.object({ id: Id, name: z.string(), me: z.boolean() }).nullable(),
  openedAt: Instant,
  waitingSince: Instant.nullable(),
  targetOn: Day,
  legalOn: Day,
  escalation: z.enum(['none', 'target', 'legal']),
  /** Share of the term to the target day that has passed, 0 to 100 and beyond when late; it stands still while the clock does. */
  elapsedPercent: z.int(),
});
export type TaskSummary = z.infer<typeof TaskSummary>;
export const TaskPage = page(TaskSummary).extend({
  counts: z.object({ all: z.int(), mine: z.int(), free: z.int(), waiting: z.int(), late: z.int() }),
});
export type TaskPage = z.infer<typeof TaskPage>;

export const TaskView = TaskSummary.extend({
  applicant: z.object({ kind: z.enum(['person', 'business']), initials: z.string() }),
  /** What the register told, and why a person looks at it; null for other tasks. */
  notice: z
    .object({ kind: z.enum(['vehicle-not-in-name', 'moved-out']), why: z.enum(['objected', 'no-answer']) })
    .nullable(),
  /** What somebody reported of a wrong fine; null for other tasks. */
  fineReport: FineReportForStaff.nullable(),
  startsOn: Day.nullable(),
  periodId: z.string().nullable(),
  priceCents: Cents.nullable(),
  receivedAt: Instant.nullable(),
  pausedDays: z.int(),
  /** When the clock of the term stood still; `until` is null while it does. */
  pauses: z.array(z.object({ from: Day, until: Day.nullable() })),
  plates: z.array(
    z.object({
      id: Id,
      country: z.string(),
      display: z.string(),
      keeper: z.string(),
      vehicle: z.string().nullable(),
      colour: z.string().nullable(),
    }),
  ),
  requirements: z.array(z.object({ id: z.string(), reason: Text, article: z.string(), plateId: Id.nullable() })),
  documents: z.array(DocumentView),
  /** What was asked besides, with the answers as given. */
  questions: z.array(z.object({ id: z.string(), text: Text, answer: z.string().nullable() })),
  /** The card it rests on, to compare with the copy; the number is null once it is erased. */
  card: z.object({ number: z.string().nullable(), expiresOn: Day }).nullable(),
  /** The permit an heir takes over, or a mover replaces; the number is null where there is no such permit. */
  succession: z.object({ permitNumber: z.string().nullable(), inherited: z.boolean() }).nullable(),
  /** The other address of a move, to compare with the paper. */
  secondAddress: z
    .object({
      postcode: z.string().nullable(),
      houseNumber: z.int().nullable(),
      areaName: z.string().nullable(),
      known: z.boolean(),
    })
    .nullable(),
  /** Null when the documents are judged before the applicant declares. */
  declaration: Declaration.nullable(),
  /** What a decision sets in motion: how long the applicant has to send a document, to pay, to object. */
  terms: z.object({ documentDays: z.int(), paymentDays: z.int(), objectionWeeks: z.int() }),
  /** The rules as they come out now, with what is left to a person. */
  steps: z.array(RuleStep),
  decisions: z.array(
    z.object({
      id: Id,
      by: z.enum(['rule', 'staff']),
      result: z.string(),
      ground: z.string().nullable(),
      note: z.string().nullable(),
      at: Instant,
    }),
  ),
});
export type TaskView = z.infer<typeof TaskView>;

export const DecideBody = z.strictObject({
  verdict: z.enum(['approve', 'reject', 'reject-new-document', 'ask-documents']),
  ground: z.enum(REJECTION_GROUNDS).nullable().default(null),
  /** For the file; the applicant does not see it. */
  note: z.string().max(2_000).nullable().default(null),
  /** Which documents are not good enough; left out: all of them. */
  documentIds: z.array(Id).min(1).max(50).nullable().default(null),
});
export type DecideBody = z.input<typeof DecideBody>;

export const Person = z.object({
  name: z.string(),
  address: z.array(z.string()),
  email: z.string().nullable(),
  emailBounced: z.boolean(),
});
export type Person = z.infer<typeof Person>;

export const EndBody = z.strictObject({ ground: z.enum(['by-staff', 'false-statement', 'moved', 'vehicle-sold']) });
export const Ended = z.object({ status: z.string() });

/** What the coming working days bring if the pace stays what it was. */
export const Workload = z.object({
  days: z.array(z.object({ day: Day, due: z.int(), open: z.int() })),
  arrivesPerDay: z.number(),
  decidedPerDay: z.number(),
  open: z.int(),
  late: z.int(),
});
export type Workload = z.infer<typeof Workload>;
