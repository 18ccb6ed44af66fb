import {
  decideRefundMove,
  decideSecondPerson,
  needsApproval,
  REFUND_STATUSES,
  routeOf,
  standingOf,
  type RefundMove,
  type RefundStatus,
} from './status.ts';

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
