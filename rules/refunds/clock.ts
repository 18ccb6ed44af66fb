import { addDays, civilDateOf, startOfDay, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { DAY_MS, epoch, plusMs, type Instant } from '../values/moment.ts';
import { type RefundRoute, type RefundStatus } from './status.ts';

/** Paid out within eight weeks (LOKET-035); after six a person is warned. */
export const REFUND_DAYS = 56;
export const ALARM_DAYS = 42;

export const refundDueOn = (owedAt: Instant, timeZone: TimeZone): CivilDate =>
  addDays(civilDateOf(owedAt, timeZone), REFUND_DAYS);

/** Days after it was sent at which the provider is asked what came of it: an account may turn out to be closed weeks later. */
const LOOK_AFTER_DAYS = [1, 3, 7, 14, 28, 56];

export interface RefundClock {
  status: RefundStatus;
  route: RefundRoute;
  dueOn: CivilDate;
  timeZone: TimeZone;
  /** What was said of its being late: nothing, to staff, to its owner too. */
  told: 'nothing' | 'alarm' | 'late';
  sentAt: Instant | null;
  lookedAt: Instant | null;
}

/** Staff are warned, and later its owner is told, that it takes too long. */
export type RefundDue = { kind: 'alarm' | 'late'; at: Instant };

export function lateStepOf({ status, dueOn, timeZone, told }: RefundClock): RefundDue | null {
  if (status === 'paid' || status === 'refused' || told === 'late') return null;
  return told === 'nothing'
    ? { kind: 'alarm', at: startOfDay(addDays(dueOn, ALARM_DAYS - REFUND_DAYS), timeZone) }
    : { kind: 'late', at: startOfDay(addDays(dueOn, 1), timeZone) };
}

/** When the provider is asked next; null when there is nothing to ask. */
export function nextLook({ status, route, sentAt, lookedAt }: RefundClock): Instant | null {
  if (route !== 'provider' || sentAt === null || (status !== 'sent' && status !== 'paid')) return null;
  const looks = LOOK_AFTER_DAYS.map((days) => plusMs(sentAt, days * DAY_MS));
  return looks.find((at) => lookedAt === null || epoch(lookedAt) < epoch(at)) ?? null;
}

/** Its process may end: refused, or paid and nothing more to ask. */
export const isRefundOver = (clock: RefundClock): boolean =>
  clock.status === 'refused' || (clock.status === 'paid' && nextLook(clock) === null);
