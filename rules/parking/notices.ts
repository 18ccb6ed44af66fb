import { type ParkingTerms } from '../municipalities/parking.ts';
import { addDays, civilDateOf, momentAt, type TimeZone } from '../values/civil-day.ts';
import {
  DAY_MS,
  epoch,
  instant,
  isBefore,
  latest,
  MINUTE_MS,
  plusMs,
  type Instant,
  type Interval,
} from '../values/moment.ts';

/** What somebody is told while an action of theirs lasts. */
export type NoticeKind = 'parking-reminder' | 'parking-still-running';

export interface Notice {
  kind: NoticeKind;
  at: Instant;
}

/** What a notice depends on, as the books have it now. */
export interface NoticeFacts {
  stay: Interval;
  openEnd: boolean;
  /** How long before the end whoever started it wants to be reminded; null is not at all. */
  remindMinutes: number | null;
  /** When its end was last told, or chosen anew: nobody is reminded of what they did a moment ago. */
  remindedAt: Instant | null;
  /** When it was last asked whether the car is still there. */
  nudgedAt: Instant | null;
  terms: Pick<ParkingTerms, 'kind' | 'longestMinutes'>;
  timeZone: TimeZone;
}

/** By the wall clock: most people are up, and have put the car where it stays for the night. */
const EVENING_MINUTE = 20 * 60;
/** Who started less than an hour ago knows that it runs. */
const TOO_SOON_MS = 60 * MINUTE_MS;
/** So many days before the longest stay is over a temporary plate is asked after: on day 12 of 14 (2PARK-072). */
const DAYS_LEFT = 2;

/** The next thing to tell, which may be due already; null when nothing is left to tell before the end. */
export function nextNotice(facts: NoticeFacts): Notice | null {
  const notices = [reminder(facts), nudge(facts)].filter((notice) => notice !== null);
  return notices.reduce<Notice | null>((first, one) => (first && !isBefore(one.at, first.at) ? first : one), null);
}

/** Before the end comes, in time to go on or to drive away (PEERS-001). None when it was chosen later than that. */
function reminder({ stay, remindMinutes, remindedAt }: NoticeFacts): Notice | null {
  if (remindMinutes === null) return null;
  const at = plusMs(stay.to, -remindMinutes * MINUTE_MS);
  return isBefore(latest(stay.from, remindedAt ?? stay.from), at) ? { kind: 'parking-reminder', at } : null;
}

/** Every evening that an action without a chosen end still runs (PEERS-002); of a temporary plate once, shortly before it must end. */
function nudge(facts: NoticeFacts): Notice | null {
  const { stay, openEnd, nudgedAt, terms, timeZone } = facts;
  const evening = (daysLater: number, from: Instant): Instant =>
    instant(momentAt(addDays(civilDateOf(from, timeZone), daysLater), EVENING_MINUTE, timeZone));
  let at: Instant;
  if (terms.kind === 'temporary-plate') {
    if (nudgedAt !== null || terms.longestMinutes === null) return null;
    const day = Math.floor((terms.longestMinutes * MINUTE_MS) / DAY_MS) - DAYS_LEFT;
    if (day < 1) return null;
    at = evening(day - 1, stay.from);
  } else {
    if (!openEnd) return null;
    const after = latest(plusMs(stay.from, TOO_SOON_MS), nudgedAt ?? stay.from);
    at = evening(0, after);
    if (epoch(at) <= epoch(after)) at = evening(1, after);
  }
  return isBefore(stay.from, at) && isBefore(at, stay.to) ? { kind: 'parking-still-running', at } : null;
}
