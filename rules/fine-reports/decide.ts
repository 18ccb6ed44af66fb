import { decideVerdictEntry, type ReviewGround, type Task } from '../review.ts';
import { addDays, daysBetween, type CivilDate } from '../values/civil-day.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** As long after a fine as what was parked is still known with its plate. */
export const REPORTABLE_DAYS = 91;

/** May this fine be reported? One of days to come was not given yet, and of one too long ago nothing is known any more. */
export function decideFineReport(
  fineOn: CivilDate,
  today: CivilDate,
): { outcome: 'allow' } | Refusal<'fine-in-future' | 'fine-too-old'> {
  if (fineOn > today) return refuse('fine-in-future', {}, 'correct-fine-day');
  if (daysBetween(fineOn, today) > REPORTABLE_DAYS)
    return refuse('fine-too-old', { days: REPORTABLE_DAYS }, 'object-by-letter');
  return { outcome: 'allow' };
}

/** Only who took it in hand answers it, and never who helped to make it. */
export function decideFineAnswer(task: Task, staffId: string): { outcome: 'allow' } | Refusal<ReviewGround> {
  return decideVerdictEntry(task, staffId, { kind: 'approve', ground: null });
}

/** `AB 12-34` and `ab1234` are the same fine. */
export const fineKey = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The days a fine can be of, for whoever is asked. */
export const reportableFrom = (today: CivilDate): CivilDate => addDays(today, -REPORTABLE_DAYS);
