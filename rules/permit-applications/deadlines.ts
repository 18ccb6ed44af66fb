import { type CaseTerms } from '../municipalities/municipality.ts';
import { addDays, civilDateOf, daysBetween, endOfDay, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { type Due } from '../values/due.ts';
import { type Instant } from '../values/moment.ts';
import { addWorkingDays, type WorkingCalendar } from '../values/working-days.ts';
import { type ApplicationStatus } from './status.ts';

export type DeadlineKind = 'remind' | 'lapse' | 'target' | 'legal-term' | 'close';

export type Deadline = Due<DeadlineKind>;

export interface DeadlineFacts {
  terms: CaseTerms;
  objectionWeeks: number;
  calendar: WorkingCalendar;
  timeZone: TimeZone;
  /** When the application came into the state it is in. */
  since: Instant;
  /** When the legal term began to run: the day everything was declared or sent in; null before that. */
  receivedAt: Instant | null;
  /** Whole days the clock stood still while the applicant was asked for documents (Awb 4:15). */
  pausedDays: number;
}

/** What happens by itself in this state, earliest first, one thing at a moment. Every term ends with its last day, at midnight. */
export function deadlinesOf(status: ApplicationStatus, facts: DeadlineFacts): Deadline[] {
  const { terms } = facts;
  switch (status) {
    case 'draft':
    case 'awaiting-confirmation':
      return [after('lapse', terms.draftDays, facts)];
    case 'awaiting-documents':
    case 'rejected-new-document':
      return lapseAfter(terms.documentDays, terms.documentReminderDays, facts);
    case 'documents-approved':
    case 'awaiting-payment':
      return lapseAfter(terms.paymentDays, terms.paymentReminderDays, facts);
    case 'in-review': {
      const [target, legal] = [targetDay(facts), legalDay(facts)];
      const legalTerm: Deadline = { kind: 'legal-term', at: endOfDay(legal, facts.timeZone) };
      // The law weighs more: where both end together, one alarm is enough, and the target never follows it.
      return target < legal ? [{ kind: 'target', at: endOfDay(target, facts.timeZone) }, legalTerm] : [legalTerm];
    }
    case 'rejected':
      return [after('close', facts.objectionWeeks * 7, facts)];
    case 'issued':
    case 'withdrawn':
    case 'lapsed':
    case 'closed-rejected':
      return [];
    default:
      return status satisfies never;
  }
}

/** Last day on which a decision is in time by the municipality's own standard: a working day, also after the clock stood still. */
export const targetDay = (facts: DeadlineFacts): CivilDate =>
  addWorkingDays(addDays(receivedOn(facts), facts.pausedDays), facts.terms.targetWorkingDays, facts.calendar);

/** Last day on which a decision is in time by law (beslistermijn). */
export const legalDay = (facts: DeadlineFacts): CivilDate =>
  addDays(receivedOn(facts), facts.terms.decisionDays + facts.pausedDays);

/** Whole days between asking for documents and getting them. */
export const daysStill = (from: Instant, to: Instant, timeZone: TimeZone): number =>
  daysBetween(civilDateOf(from, timeZone), civilDateOf(to, timeZone));

const receivedOn = ({ receivedAt, since, timeZone }: DeadlineFacts): CivilDate =>
  civilDateOf(receivedAt ?? since, timeZone);

/** Reminders, then the end of the term. A reminder at the end or later would come when it is of no use. */
function lapseAfter(days: number, reminderDays: readonly number[], facts: DeadlineFacts): Deadline[] {
  const inTime = [...new Set(reminderDays)].filter((reminder) => reminder < days).sort((a, b) => a - b);
  return [...inTime.map((reminder) => after('remind', reminder, facts)), after('lapse', days, facts)];
}

function after(kind: DeadlineKind, days: number, { since, timeZone }: DeadlineFacts): Deadline {
  return { kind, at: endOfDay(addDays(civilDateOf(since, timeZone), days), timeZone) };
}
