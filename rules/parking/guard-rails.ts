import {
  addDays,
  civilDateOf,
  endOfDay,
  momentAt,
  weekdayOf,
  type CivilDate,
  type TimeZone,
} from '../values/civil-day.ts';
import { earliest, epoch, instant, type Instant } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** What whoever gave a grant bound it to, beside plate and amount (BEYOND-042). */
export interface GuardRails {
  /** Monday is 1; null is any day. */
  days: readonly number[] | null;
  /** Minutes of the day by the wall clock, the last not included; null is all day. */
  hours: { fromMinute: number; untilMinute: number } | null;
  /** How many actions may begin in a week, Monday to Sunday; null is any number. */
  weeklyStarts: number | null;
  paused: boolean;
  /** The grant is over from then on; null is as long as the permit. */
  endsAt: Instant | null;
}

/** With the beginnings of the actions there are under the grant around this time; one that was taken back before it began is none. */
export interface BoundBy extends GuardRails {
  begun: readonly Instant[];
}

export type RailGround = 'grant-paused' | 'outside-grant-hours' | 'after-grant-end' | 'weekly-starts-reached';

/** Undefined: go on. May an action begin then, under this grant? */
export function refuseByRails(from: Instant, rails: BoundBy, timeZone: TimeZone): Refusal<RailGround> | undefined {
  if (rails.paused) return refuse('grant-paused', {}, 'ask-owner-to-resume');
  if (rails.endsAt !== null && epoch(from) >= epoch(rails.endsAt))
    return refuse('after-grant-end', { endsAt: rails.endsAt }, 'ask-owner-again');
  if (!isWithin(from, rails, timeZone)) return refuse('outside-grant-hours', {}, 'choose-granted-hours');
  const most = rails.weeklyStarts;
  const begun = rails.begun.filter((other) => weekOf(other, timeZone) === weekOf(from, timeZone)).length;
  return most !== null && begun >= most
    ? refuse('weekly-starts-reached', { most, begun }, 'wait-for-next-week')
    : undefined;
}

/** Where a stay that begins then must end at the latest: with the granted hours, the last granted day, or the grant itself. */
export function railsEnd(from: Instant, { days, hours, endsAt }: GuardRails, timeZone: TimeZone): Instant | null {
  const ends: Instant[] = endsAt === null ? [] : [endsAt];
  const day = civilDateOf(from, timeZone);
  // A window of the whole day goes on into a day that is granted, too.
  const allDay = !hours || (hours.fromMinute === 0 && hours.untilMinute === WHOLE_DAY);
  if (!allDay) ends.push(instant(momentAt(day, hours.untilMinute, timeZone)));
  else if (days && days.length < 7) ends.push(endOfDay(lastInARow(day, days), timeZone));
  return ends.length === 0 ? null : ends.reduce(earliest);
}

const WHOLE_DAY = 1_440;

function isWithin(from: Instant, { days, hours }: GuardRails, timeZone: TimeZone): boolean {
  const day = civilDateOf(from, timeZone);
  if (days && !days.includes(weekdayOf(day))) return false;
  if (!hours) return true;
  const [opens, closes] = [momentAt(day, hours.fromMinute, timeZone), momentAt(day, hours.untilMinute, timeZone)];
  return opens <= epoch(from) && epoch(from) < closes;
}

function lastInARow(day: CivilDate, days: readonly number[]): CivilDate {
  let last = day;
  while (days.includes(weekdayOf(addDays(last, 1)))) last = addDays(last, 1);
  return last;
}

/** The Monday a moment's week begins with. */
function weekOf(moment: Instant, timeZone: TimeZone): CivilDate {
  const day = civilDateOf(moment, timeZone);
  return addDays(day, 1 - weekdayOf(day));
}
