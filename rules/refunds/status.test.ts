import { plusMs, DAY_MS, epoch } from '../values/moment.ts';
import {
  decideRefundMove, decideSecondPerson, isRefundOver, lateStepOf, needsApproval, nextLook, REFUND_STATUSES, refundDueOn, routeOf, standingOf,
  type RefundClock, type RefundMove, type RefundStatus,
} from './status.ts'; // prettier-ignore

const MOVES: RefundMove[] = ['give-account', 'approve', 'refuse', 'send', 'pay', 'return'];

describe('a refund', () => {
  it.each<[RefundStatus, RefundMove[]]>([
    ['due', ['give-account', 'refuse']],
    ['awaiting-approval', ['approve', 'refuse']],
    ['approved', ['send', 'return']],
    ['sent', ['pay', 'return']],
    ['paid', ['return']],
    ['refused', []],
    ['returned', ['give-account']],
  ])('that is %s moves by %j and by nothing else [PEERS-032]', (status, allowed) => {
    expect(MOVES.filter((move) => decideRefundMove(status, move).outcome === 'allow')).toEqual(allowed);
    expect(REFUND_STATUSES).toContain(status);
  });

  it('is not approved by who set it in motion, and is by anybody else [PEERS-032]', () => {
    expect(decideSecondPerson('a', 'a')).toMatchObject({ outcome: 'refuse', ground: 'own-work' });
    expect(decideSecondPerson('a', 'b').outcome).toBe('allow');
    expect(decideSecondPerson(null, 'b').outcome).toBe('allow');
  });

  it('goes back the way it came, for a year and as long as there is enough left of the payment', () => {
    const payment = { paidAt: '2026-01-01T10:00:00.000Z', receivedCents: 9_000, givenBackCents: 0 };
    expect(routeOf(payment, 9_000, '2026-12-31T09:59:00.000Z')).toBe('provider');
    expect(routeOf(payment, 9_000, '2027-01-01T10:00:00.000Z')).toBe('transfer');
    expect(routeOf({ ...payment, givenBackCents: 1 }, 9_000, '2026-02-01T10:00:00.000Z')).toBe('transfer');
  });

  it('of money that was never used goes back by itself; any other, and any transfer, waits for a person', () => {
    expect(needsApproval('charge-no-longer-open', 'provider')).toBe(false);
    expect(needsApproval('withdrawn', 'provider')).toBe(false);
    expect(needsApproval('ended', 'provider')).toBe(true);
    expect(needsApproval('amount-differs', 'transfer')).toBe(true);
    expect(standingOf('ended', 'transfer', false)).toBe('due');
    expect(standingOf('ended', 'transfer', true)).toBe('awaiting-approval');
    expect(standingOf('ended', 'provider', false)).toBe('awaiting-approval');
    expect(standingOf('withdrawn', 'provider', false)).toBe('approved');
  });
});

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
