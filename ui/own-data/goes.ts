import { civilDateOf, daysBetween } from '../../rules/values/civil-day.ts';
import type { Formats } from '../../rules/values/format.ts';
import type { Instant } from '../../rules/values/moment.ts';
import type { Say } from '../text/sentences.ts';

/** The clock of the Low Countries: every municipality here keeps it, and the parking app belongs to none of them. */
const ZONE = 'Europe/Amsterdam';

/** When something goes, and in how many days that is. What has had its term goes in the coming night. */
export function sayGoes(goesAt: Instant, now: Instant, t: Say, format: Formats): string {
  const [day, today] = [civilDateOf(goesAt, ZONE), civilDateOf(now, ZONE)];
  const count = daysBetween(today, day);
  return count <= 0 ? t('ownData.goesNow') : t('ownData.goesOn', { day: format.day(day), count });
}
