import { MANDATE_MOVES } from './direct-debit/mandate-status.ts';
import { GRANT_MOVES } from './grants.ts';
import { ACTION_MOVES } from './parking/status.ts';
import { PAYMENT_MOVES } from './payments.ts';
import { APPLICATION_MOVES } from './permit-applications/status.ts';
import { PERMIT_MOVES } from './permits/status.ts';
import { PLATE_CHANGE_MOVES } from './plate-changes/status.ts';
import { REFUND_MOVES } from './refunds/status.ts';
import { FINE_REPORT_MOVES } from './fine-reports/status.ts';
import { NOTICE_MOVES } from './register-notices.ts';
import { RENEWAL_MOVES } from './renewals/status.ts';
import { WAITLIST_MOVES } from './waitlist.ts';

/** Kinds of cases: each stands somewhere, and moves by its own table. A letter and a job that runs for ever have no such table. */
export const CASE_KINDS = [
  'permit-application',
  'permit',
  'renewal',
  'waitlist-entry',
  'plate-change',
  'refund',
  'payment',
  'mandate',
  'grant',
  'parking-action',
  'register-notice',
  'fine-report',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** What may happen where, as text: for whoever draws a process or holds what happened against it. */
export interface ProcessTable {
  /** Where a case of this kind can begin. */
  begins: readonly string[];
  moves: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

type Begun<Moves> = (keyof Moves & string)[];
const table = <Moves extends object>(moves: Moves, begins: Begun<Moves>): ProcessTable => ({
  begins,
  moves: moves as ProcessTable['moves'],
});

/** Every process with its own table: the same its doors refuse by. */
export const PROCESSES: Record<CaseKind, ProcessTable> = {
  'permit-application': table(APPLICATION_MOVES, ['draft', 'awaiting-documents', 'awaiting-confirmation']),
  permit: table(PERMIT_MOVES, ['issued']),
  renewal: table(RENEWAL_MOVES, ['awaiting-confirmation', 'awaiting-payment']),
  'waitlist-entry': table(WAITLIST_MOVES, ['waiting']),
  'plate-change': table(PLATE_CHANGE_MOVES, ['awaiting-documents', 'awaiting-confirmation']),
  refund: table(REFUND_MOVES, ['due', 'awaiting-approval', 'approved']),
  payment: table(PAYMENT_MOVES, ['starting']),
  mandate: table(MANDATE_MOVES, ['requested']),
  grant: table(GRANT_MOVES, ['invited']),
  'parking-action': table(ACTION_MOVES, ['open']),
  'register-notice': table(NOTICE_MOVES, ['asked']),
  'fine-report': table(FINE_REPORT_MOVES, ['with-staff']),
};

/** One line between two places where a case can stand, with everything that may lead along it. */
export interface Way {
  from: string;
  to: string;
  moves: string[];
}

export function waysOf({ moves }: ProcessTable): Way[] {
  const ways: Way[] = [];
  for (const [from, byMove] of Object.entries(moves))
    for (const [move, targets] of Object.entries(byMove))
      for (const to of targets) {
        const known = ways.find((way) => way.from === from && way.to === to);
        if (known) known.moves.push(move);
        else ways.push({ from, to, moves: [move] });
      }
  return ways;
}

/** Did a case of this kind go as its table says? `from` is null where it began. */
export function isListedWay(kind: CaseKind, from: string | null, to: string): boolean {
  const { begins, moves } = PROCESSES[kind];
  if (from === null) return begins.includes(to);
  return Object.values(moves[from] ?? {}).some((targets) => targets.includes(to));
}
