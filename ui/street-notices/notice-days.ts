import type { Formats } from '../../rules/values/format.ts';
import type { Say } from '../text/sentences.ts';

/** From when until when something is so on the street: one day is that day, and without a last day it stays so. */
export function noticeDays(
  { startsOn, endsOn }: { startsOn: string; endsOn: string | null },
  t: Say,
  format: Pick<Formats, 'day'>,
): string {
  const from = format.day(startsOn);
  if (endsOn === null) return t('streetNotice.days.from', { from });
  return endsOn === startsOn
    ? t('streetNotice.days.on', { from })
    : t('streetNotice.days.between', { from, until: format.day(endsOn) });
}
