import { refuse, type Refusal } from '../values/refusal.ts';

/** What can go wrong so that a person must look (storing, afwijking). */
export const INCIDENT_KINDS = [
  'payment-amount-differs',
  'command-undelivered',
  'process-missing',
  'process-closed-early',
  'process-without-case',
  'process-overdue',
  'activity-failing',
  'payment-unsettled',
  'payment-difference',
  'refund-late',
  'debit-charged-back',
  'right-not-registered',
  'message-given-up',
  'letter-not-rendered',
  'batch-not-printed',
  'event-not-delivered',
  'alarm-not-told',
  'audit-lagging',
  'way-not-listed',
  'history-not-kept',
  'history-not-replayed',
  'decision-differs',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** What is tried again by telling the process or the relay to; of the rest a person mends the cause, and it closes by itself. */
const RETRIED: readonly IncidentKind[] = [
  'command-undelivered',
  'process-missing',
  'process-closed-early',
  'process-overdue',
  'activity-failing',
  'payment-unsettled',
  'letter-not-rendered',
];

/** Commands that bring money somewhere. */
const MONEY_COMMANDS = [
  'application-paid',
  'plate-change-paid',
  'renewal-paid',
  'payment-hint',
  'start-refund',
  'refund-changed',
  'mandate-changed',
];
const MONEY_KINDS: readonly IncidentKind[] = [
  'payment-amount-differs',
  'payment-unsettled',
  'payment-difference',
  'refund-late',
  'debit-charged-back',
];

export interface IncidentStanding {
  kind: IncidentKind;
  /** Of a command: which. */
  command: string | null;
  /** Of a right: did the register have it before? Its process asks no second time. */
  registeredBefore: boolean;
  closed: boolean;
  /** Who asked to finish it while money is at stake; a second person says yes. */
  askedBy: string | null;
}

/** Is money at stake? Then nobody puts it aside alone (vier ogen). */
export const isAboutMoney = ({ kind, command }: Pick<IncidentStanding, 'kind' | 'command'>): boolean =>
  MONEY_KINDS.includes(kind) || (kind === 'command-undelivered' && MONEY_COMMANDS.includes(command ?? ''));

export const mayBeRetried = ({
  kind,
  registeredBefore,
}: Pick<IncidentStanding, 'kind' | 'registeredBefore'>): boolean =>
  RETRIED.includes(kind) || (kind === 'right-not-registered' && !registeredBefore);

/** Left as it is for a reason, or mended outside the system. */
export type IncidentOutcome = 'skipped' | 'closed';

/** Why something is left as it is. */
export const SKIP_REASONS = ['done-otherwise', 'no-effect', 'mistaken', 'mended-outside'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export type IncidentGround = 'incident-over' | 'incident-not-retried' | 'own-work';

export function decideRetry(incident: IncidentStanding): { outcome: 'allow' } | Refusal<IncidentGround> {
  const { kind, closed } = incident;
  if (closed) return refuse('incident-over', {}, 'look-again');
  return mayBeRetried(incident) ? { outcome: 'allow' } : refuse('incident-not-retried', { kind }, 'mend-cause');
}

/** Puts it aside: at once, or, where money is at stake, when a second person says so too. */
export function decideFinish(
  incident: IncidentStanding,
  staffId: string,
): { outcome: 'finish' | 'ask-colleague' } | Refusal<IncidentGround> {
  if (incident.closed) return refuse('incident-over', {}, 'look-again');
  if (!isAboutMoney(incident)) return { outcome: 'finish' };
  if (incident.askedBy === null) return { outcome: 'ask-colleague' };
  return incident.askedBy === staffId ? refuse('own-work', {}, 'ask-colleague') : { outcome: 'finish' };
}
