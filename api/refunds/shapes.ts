import { z } from 'zod';
import { REFUND_STATUSES, REFUSAL_GROUNDS } from '../../rules/refunds/status.ts';
import { Cents, Day, Id, Instant, page, Paging, RuleStep, Text } from '../http/shapes.ts';

const Status = z.enum(REFUND_STATUSES);
const Route = z.enum(['provider', 'transfer']);
const Reason = z.enum(['charge-no-longer-open', 'amount-differs', 'withdrawn', 'ended', 'left-early']);

/** An account as its owner knows it again. */
export const MaskedAccount = z.object({ iban: z.string(), name: z.string() });

/** Money on its way back, as its owner follows it (BEYOND-018). */
export const RefundView = z.object({
  id: Id,
  number: z.string(),
  permitId: Id.nullable(),
  applicationId: Id.nullable(),
  /** What was paid for, with the number of its permit or application. */
  about: z.object({ productName: Text, number: z.string() }).nullable(),
  cents: Cents,
  reason: Reason,
  status: Status,
  route: Route,
  /** The promised day: paid by then. */
  dueOn: Day,
  late: z.boolean(),
  ground: z.string().nullable(),
  /** When each step was taken; null while it is still to come. */
  steps: z.object({
    owed: Instant,
    approved: Instant.nullable(),
    sent: Instant.nullable(),
    paid: Instant.nullable(),
    refused: Instant.nullable(),
    returned: Instant.nullable(),
  }),
  /** How it was worked out. */
  rules: z.array(RuleStep),
});
export type RefundView = z.infer<typeof RefundView>;
export const RefundList = z.object({ items: z.array(RefundView), account: MaskedAccount.nullable() });
export type RefundList = z.infer<typeof RefundList>;

/** Where money goes back to; sealed as soon as it is read, and never shown whole again. */
export const AccountBody = z.strictObject({ iban: z.string().min(1).max(60), name: z.string().trim().min(1).max(70) });
export type AccountBody = z.infer<typeof AccountBody>;

export const REFUND_FILTERS = ['to-approve', 'late', 'to-pay', 'with-bank', 'waiting', 'all'] as const;
export const RefundFilter = Paging.extend({ filter: z.enum(REFUND_FILTERS).default('all') });

/** One refund in the list of staff: nothing of the person it goes to. */
export const RefundTask = z.object({
  id: Id,
  number: z.string(),
  caseNumber: z.string().nullable(),
  cents: Cents,
  reason: Reason,
  status: Status,
  route: Route,
  dueOn: Day,
  /** Of its 56 days so many are left; less than nothing when it is late. */
  daysLeft: z.int(),
  late: z.boolean(),
  warned: z.boolean(),
  /** Whoever asks set it in motion, so somebody else has to look. */
  ownWork: z.boolean(),
  fileNumber: z.string().nullable(),
});
export type RefundTask = z.infer<typeof RefundTask>;
const Tally = z.object({ refunds: z.int(), cents: Cents });
export const RefundPage = page(RefundTask).extend({
  counts: z.object({
    toApprove: z.int(),
    late: z.int(),
    toPay: z.int(),
    withBank: z.int(),
    waiting: z.int(),
    all: z.int(),
  }),
  /** Approved transfers that are in no file yet. */
  readyForFile: Tally,
});
export type RefundPage = z.infer<typeof RefundPage>;

export const ApproveBody = z.strictObject({ ids: z.array(Id).min(1).max(100) });
export const Approved = Tally.extend({ refused: z.array(z.object({ id: Id, ground: z.string() })) });
export type Approved = z.infer<typeof Approved>;
export const RefuseBody = z.strictObject({ ground: z.enum(REFUSAL_GROUNDS) });
export const SettleBody = z.strictObject({ came: z.enum(['paid', 'returned']) });
export const RefundStanding = z.object({ status: Status });

export const RefundFileView = z.object({
  id: Id,
  number: z.string(),
  refunds: z.int(),
  cents: Cents,
  executeOn: Day,
  sha256: z.string(),
  madeAt: Instant,
  madeBy: z.string(),
  ownWork: z.boolean(),
  releasedAt: Instant.nullable(),
  releasedBy: z.string().nullable(),
  /** Its term is over: what it paid stays, to which accounts is gone. */
  erased: z.boolean(),
});
export type RefundFileView = z.infer<typeof RefundFileView>;
export const RefundFiles = z.object({ items: z.array(RefundFileView) });
