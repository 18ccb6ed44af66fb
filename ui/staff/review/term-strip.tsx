import type { TaskView } from '../../../api/review/shapes.ts';
import { daysBetween, type CivilDate } from '../../../rules/values/civil-day.ts';
import { Legend, Strip, type StripKind, type StripSegment, type StripTick } from '../../components/strip.tsx';
import { useNow } from '../../data/clock.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useFormat, useText } from '../../text/text.tsx';

/** The term the law gives, day by day: what has passed, when the clock stood still, what is left, and by how much it is late. */
export function TermStrip({ task }: { task: TaskView }) {
  const t = useText();
  const format = useFormat();
  const today = civilDayAt(useNow());
  const first = civilDayAt(task.receivedAt ?? task.openedAt);
  const { segments, whole, now } = layOut(task, first, today);
  const still = task.pauses.reduce((days, { from, until }) => days + daysBetween(from, until ?? today), 0);
  const ticks: StripTick[] = [
    { at: 0, text: format.shortDay(first) },
    // Between the words at both ends there must be room for it.
    ...(now > 0.25 * whole && now < 0.55 * whole ? [{ at: now, text: t('review.term.today') }] : []),
    { at: whole, text: t('review.term.legal', { day: format.shortDay(task.legalOn) }) },
  ];
  return (
    <div className="pw-stack pw-stack--tight">
      <Strip
        label={[
          t('review.term.spoken', {
            from: format.day(first),
            until: format.day(task.legalOn),
            target: format.day(task.targetOn),
            count: daysBetween(first, today) + 1,
          }),
          still > 0 && t('review.term.still', { count: still }),
          today > task.legalOn && t('review.term.over'),
        ]
          .filter(Boolean)
          .join(' ')}
        segments={segments}
        now={now}
        ticks={today > task.legalOn ? ticks.slice(0, 1) : ticks}
      />
      <p className="pw-small pw-muted">{t('review.term.target', { day: format.weekday(task.targetOn, today) })}</p>
      {still > 0 && <Legend of={[{ kind: 'paused', text: t('review.term.still', { count: still }) }]} />}
    </div>
  );
}

/** Pieces of whole days from the first to the last day of the term, or to today when that is later. */
export function layOut(
  { legalOn, pauses }: Pick<TaskView, 'legalOn' | 'pauses'>,
  first: CivilDate,
  today: CivilDate,
): { segments: StripSegment[]; whole: number; now: number } {
  const at = (day: CivilDate) => Math.max(0, daysBetween(first, day));
  const [now, end] = [at(today), at(legalOn) + 1];
  const segments: StripSegment[] = [];
  let reached = 0;
  const until = (kind: StripKind, day: number) => {
    if (day > reached) segments.push({ kind, size: day - reached });
    reached = Math.max(reached, day);
  };
  for (const pause of pauses) {
    until('past', Math.min(at(pause.from), end));
    until('paused', Math.min(pause.until === null ? now : at(pause.until), end));
  }
  until('past', Math.min(now, end));
  until('open', end);
  until('late', now);
  const whole = Math.max(end, now);
  // In the middle of the day it is, and never beside the strip.
  return { segments, whole, now: Math.min(now + 0.5, whole - 0.5) };
}
