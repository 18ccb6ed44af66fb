import { DAY_MS, epoch, plusMs } from '../values/moment.ts';
import { isRefundOver, lateStepOf, nextLook, refundDueOn, type RefundClock } from './clock.ts';

describe('the clock of a refund', () => {
  const timeZone = 'Europe/Amsterdam';
  const clock = (with_: Partial<RefundClock> = {}): RefundClock => ({
    status: 'awaiting-approval',
    route: 'transfer',
    dueOn: refundDueOn('2026-02-01T12:00:00.000Z', timeZone),
    timeZone,
    told: 'nothing',
    sentAt: null,
    lookedAt: null,
    ...with_,
  });

  it('runs 56 calendar days from the end of the permit, over a change to summer time [LOKET-035]', () => {
    expect(refundDueOn('2026-02-01T12:00:00.000Z', timeZone)).toBe('2026-03-29');
    expect(refundDueOn('2026-02-01T23:30:00.000Z', timeZone)).toBe('2026-03-30');
  });

  it('warns staff after 42 days, and tells the owner on the day after the last [LOKET-035, BEYOND-018]', () => {
    expect(lateStepOf(clock())).toEqual({ kind: 'alarm', at: '2026-03-14T23:00:00.000Z' });
    expect(lateStepOf(clock({ told: 'alarm' }))).toEqual({ kind: 'late', at: '2026-03-29T22:00:00.000Z' });
    expect(lateStepOf(clock({ told: 'late' }))).toBeNull();
    for (const status of ['paid', 'refused'] as const) expect(lateStepOf(clock({ status }))).toBeNull();
  });

  it('asks the provider again for weeks, also when it said that it was paid', () => {
    const sentAt = '2026-02-03T09:00:00.000Z';
    let lookedAt: string | null = null;
    expect(nextLook(clock({ sentAt }))).toBeNull(); // a transfer is read from the bank's statement
    const days: number[] = [];
    for (;;) {
      const next = nextLook(clock({ status: 'paid', route: 'provider', sentAt, lookedAt }));
      if (next === null) break;
      days.push((epoch(next) - epoch(sentAt)) / DAY_MS);
      lookedAt = plusMs(next, 5);
    }
    expect(days).toEqual([1, 3, 7, 14, 28, 56]);
    expect(isRefundOver(clock({ status: 'paid', route: 'provider', sentAt, lookedAt }))).toBe(true);
    expect(isRefundOver(clock({ status: 'paid', route: 'provider', sentAt }))).toBe(false);
    expect(isRefundOver(clock({ status: 'paid' })) && isRefundOver(clock({ status: 'refused' }))).toBe(true);
    expect(isRefundOver(clock({ status: 'returned', told: 'late' }))).toBe(false);
  });
});
