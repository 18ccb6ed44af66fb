import type { TaskSummary } from '../../../api/review/shapes.ts';
import { addDays, type CivilDate } from '../../../rules/values/civil-day.ts';
import type { BadgeKind } from '../../components/note.tsx';
import type { StripSegment } from '../../components/strip.tsx';

/** How urgent a case is. Late after the target day; by law as well after the legal one; at rest while the applicant is asked. */
export type Urgency = 'overdue' | 'late' | 'today' | 'tomorrow' | 'in-time' | 'still';

type Term = Pick<TaskSummary, 'status' | 'targetOn' | 'legalOn' | 'elapsedPercent'>;

export function urgencyOf({ status, targetOn, legalOn }: Term, today: CivilDate): Urgency {
  if (status === 'waiting') return 'still';
  if (legalOn < today) return 'overdue';
  if (targetOn < today) return 'late';
  if (targetOn === today) return 'today';
  return targetOn === addDays(today, 1) ? 'tomorrow' : 'in-time';
}

export const BADGES: Record<Urgency, BadgeKind> = {
  overdue: 'bad',
  late: 'bad',
  today: 'you',
  tomorrow: 'you',
  'in-time': 'us',
  still: 'off',
};

/** The term as a strip of 100: what has passed, hatched while it stands still, and all red when it is over. */
export function termStrip(term: Term, urgency: Urgency): { segments: StripSegment[]; now: number } {
  const elapsed = Math.min(100, Math.max(0, term.elapsedPercent));
  if (urgency === 'late' || urgency === 'overdue') return { segments: [{ kind: 'late', size: 100 }], now: AT_THE_END };
  const segments: StripSegment[] = [
    { kind: urgency === 'still' ? 'paused' : 'past', size: elapsed },
    { kind: 'open', size: 100 - elapsed },
  ];
  return { segments: segments.filter(({ size }) => size > 0), now: Math.min(AT_THE_END, Math.max(2, elapsed)) };
}

/** The peg stays on its strip. */
const AT_THE_END = 98;
