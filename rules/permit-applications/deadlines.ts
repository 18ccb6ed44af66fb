import { type CaseTerms } from '../municipalities/release.ts';
import { addDays, civilDateOf, daysBetween, endOfDay, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { epoch, type Instant } from '../values/moment.ts';
import { addWorkingDays, type WorkingCalendar } from '../values/working-days.ts';
import { type ApplicationStatus } from './status.ts';

export type DeadlineKind = 'remind' | 'lapse' | 'target' | 'legal-term' | 'close';

/** Something that happens by itself if nobody acts before. */
export interface Deadline {
  kind: DeadlineKind;
  at: Instant;
}

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

/** What happens by itself in this state, earliest first. Every term ends with its last day, at midnight. */
export function deadlinesOf(status: ApplicationStatus, facts: DeadlineFacts): Deadline[] {
  const { terms } = facts;
  switch (status) {
    case 'draft':
    case 'awaiting-confirmation':
      return [after('lapse', terms.draftDays, facts)];
    case 'awaiting-documents':
    case 'rejected-new-document':
      return [
        ...terms.documentReminderDays.map((days) => after('remind', days, facts)),
        after('lapse', terms.documentDays, facts),
      ];
    case 'documents-approved':
    case 'awaiting-payment':
      return [
        ...terms.paymentReminderDays.map((days) => after('remind', days, facts)),
        after('lapse', terms.paymentDays, facts),
      ];
    case 'in-review':
      return [
        { kind: 'target', at: endOfDay(targetDay(facts), facts.timeZone) },
        { kind: 'legal-term', at: endOfDay(legalDay(facts), facts.timeZone) },
      ];
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

/** The earliest deadline that has not been reached yet. */
export function nextDeadline(deadlines: readonly Deadline[], after: Instant): Deadline | undefined {
  return deadlines.filter(({ at }) => epoch(at) > epoch(after)).sort((a, b) => epoch(a.at) - epoch(b.at))[0];
}

/** Last day on which a decision is in time by the municipality's own standard. */
export const targetDay = (facts: DeadlineFacts): CivilDate =>
  addDays(addWorkingDays(receivedOn(facts), facts.terms.targetWorkingDays, facts.calendar), facts.pausedDays);

/** Last day on which a decision is in time by law (beslistermijn). */
export const legalDay = (facts: DeadlineFacts): CivilDate =>
  addDays(receivedOn(facts), facts.terms.decisionDays + facts.pausedDays);

/** Whole days between asking for documents and getting them. */
export const daysStill = (from: Instant, to: Instant, timeZone: TimeZone): number =>
  daysBetween(civilDateOf(from, timeZone), civilDateOf(to, timeZone));

const receivedOn = ({ receivedAt, since, timeZone }: DeadlineFacts): CivilDate =>
  civilDateOf(receivedAt ?? since, timeZone);

function after(kind: DeadlineKind, days: number, { since, timeZone }: DeadlineFacts): Deadline {
  return { kind, at: endOfDay(addDays(civilDateOf(since, timeZone), days), timeZone) };
}
