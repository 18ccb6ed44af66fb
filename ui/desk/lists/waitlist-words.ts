import type { Estimate, WaitlistEntryView } from '../../../api/waitlist/shapes.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';

/** How long it may take, and what that rests on: a range, or honestly that nobody knows, which rests on nothing (PEERS-027). */
export function useEstimate(estimate: Estimate): { wait: string; basis: string | null } {
  const t = useText();
  const format = useFormat();
  const { outcome, fewestMonths, mostMonths, moreThanYears, moves, days, asOf } = estimate;
  const basis = t('desk.waitlist.basis', { count: moves, days, day: format.day(asOf) });
  switch (outcome) {
    case 'range':
      return { wait: t('desk.waitlist.months', { fewest: fewestMonths ?? 0, most: mostMonths ?? 0 }), basis };
    case 'long':
      return { wait: t('desk.waitlist.years', { years: moreThanYears ?? 0 }), basis };
    case 'unknown':
      return { wait: t('desk.waitlist.unknown'), basis: null };
    default:
      return outcome satisfies never;
  }
}

/** What joining now means: how many are ahead, how long that may take, and what the estimate rests on. */
export function useAhead({ waiting, estimate }: { waiting: number; estimate: Estimate }): string {
  const t = useText();
  const { wait, basis } = useEstimate(estimate);
  const ahead = waiting === 0 ? t('desk.waitlist.join.first') : t('desk.waitlist.join.behind', { count: waiting });
  return [ahead, wait, basis].filter((sentence) => sentence !== null).join(' ');
}

/** Why a place went to somebody behind. */
export function usePassed(passed: WaitlistEntryView['lines'][number]['passed']): string | null {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  if (passed === null) return null;
  const day = format.day(passed.at);
  if (passed.ground === 'skipped') return t('desk.waitlist.passedSkipped', { day });
  return t('desk.waitlist.passed', { day, reason: named(`refusal.${passed.ground}`) ?? passed.ground });
}
