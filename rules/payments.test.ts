import fc from 'fast-check';
import {
  decideCheckout,
  holdsCharges,
  isSettled,
  mayFollow,
  pollAfterSeconds,
  settle,
  type CartItem,
  type Charge,
  type ChargeStatus,
  type PaymentStatus,
} from './payments.ts';

const STATUSES: PaymentStatus[] = ['starting', 'open', 'pending', 'abandoned', 'paid', 'canceled', 'expired', 'failed'];

describe('what a provider reports', () => {
  /** Everything that may still happen; a pair that is not here is a late, repeated or muddled report and changes nothing. */
  const FORWARD: [PaymentStatus, PaymentStatus[]][] = [
    ['starting', ['open', 'pending', 'paid', 'canceled', 'expired', 'failed']],
    ['open', ['pending', 'abandoned', 'paid', 'canceled', 'expired', 'failed']],
    ['pending', ['abandoned', 'paid', 'canceled', 'expired', 'failed']],
    ['abandoned', ['paid', 'canceled', 'expired', 'failed']],
    ['canceled', ['paid']],
    ['expired', ['paid']],
    ['failed', ['paid']],
    ['paid', []],
  ];

  it.each(FORWARD)('after %s may be followed by %j and by nothing else', (status, next) => {
    expect(STATUSES.filter((reported) => mayFollow(status, reported))).toEqual(
      STATUSES.filter((reported) => next.includes(reported)),
    );
  });

  it('never takes a payment back from paid, and never says the same twice, in whatever order it comes', () => {
    const reports = fc.array(fc.constantFrom(...STATUSES), { maxLength: 12 });
    fc.assert(
      fc.property(reports, (reported) => {
        const lived: PaymentStatus[] = ['starting'];
        for (const next of reported) if (mayFollow(lived.at(-1)!, next)) lived.push(next);
        expect(new Set(lived).size).toBe(lived.length);
        if (reported.includes('paid')) expect(lived.at(-1)).toBe('paid');
      }),
    );
  });

  it('settles a payment, or leaves its items in it: never both', () => {
    for (const status of STATUSES) expect(isSettled(status) && holdsCharges(status)).toBe(false);
    expect(STATUSES.filter(isSettled)).toEqual(['paid', 'canceled', 'expired', 'failed']);
    expect(STATUSES.filter(holdsCharges)).toEqual(['starting', 'open', 'pending']);
  });
});

const charge = (id: string, cents: number, status: ChargeStatus = 'open'): Charge => ({ id, cents, status });

describe('money that came in', () => {
  it('pays every item that is still open [PORTAL-060]', () => {
    const items = [charge('a', 9_000), charge('b', 4_920), charge('c', 2_550)];
    expect(settle(items, 16_470)).toEqual({ settled: items, refunds: [] });
  });

  it('goes back for the item that was withdrawn meanwhile, and pays the others', () => {
    const items = [charge('a', 9_000), charge('b', 4_920, 'withdrawn')];
    expect(settle(items, 13_920)).toEqual({
      settled: [items[0]],
      refunds: [{ chargeId: 'b', cents: 4_920, reason: 'charge-no-longer-open' }],
    });
  });

  it('goes back whole when it is a cent too much or too little', () => {
    for (const received of [8_999, 9_001]) {
      expect(settle([charge('a', 9_000)], received)).toEqual({
        settled: [],
        refunds: [{ chargeId: null, cents: received, reason: 'amount-differs' }],
      });
    }
  });

  it('is never more or less than what is settled and what goes back together', () => {
    const charges = fc.array(
      fc.record({
        id: fc.uuid(),
        cents: fc.nat(100_000),
        status: fc.constantFrom<ChargeStatus>('open', 'paid', 'withdrawn', 'lapsed'),
      }),
      { maxLength: 8 },
    );
    const difference = fc.constantFrom<number>(0, 1, 100);
    fc.assert(
      fc.property(charges, difference, (items, more) => {
        const received = items.reduce((total, { cents }) => total + cents, more);
        const { settled, refunds } = settle(items, received);
        const used = [...settled, ...refunds].reduce((total, { cents }) => total + cents, 0);
        expect(used).toBe(received);
        expect(settled.every(({ status }) => status === 'open')).toBe(true);
      }),
    );
  });
});

const item = (id: string, cents: number, with_: Partial<CartItem> = {}): CartItem => ({
  ...charge(id, cents),
  selected: false,
  postponable: true,
  ...with_,
});

describe('the cart', () => {
  const cart = [item('a', 9_000), item('b', 4_920), item('c', 2_550)];

  it('adds up the chosen items to the cent, whichever they are [PORTAL-061]', () => {
    fc.assert(
      fc.property(fc.subarray(cart, { minLength: 1 }), (chosen) => {
        const total = chosen.reduce((sum, { cents }) => sum + cents, 0);
        expect(
          decideCheckout(
            chosen.map(({ id }) => id),
            cart,
          ),
        ).toEqual({ outcome: 'allow', items: chosen, cents: total });
      }),
    );
  });

  it('counts an item that is named twice once', () => {
    expect(decideCheckout(['a', 'a'], cart)).toMatchObject({ outcome: 'allow', cents: 9_000 });
  });

  it.each([
    ['nothing was chosen', [], cart, 'nothing-to-pay'],
    ['the item is of somebody else', ['a', 'x'], cart, 'charge-not-open'],
    ['the item was withdrawn meanwhile', ['a'], [item('a', 9_000, { status: 'withdrawn' })], 'charge-not-open'],
    [
      'another item cannot wait',
      ['b'],
      [item('a', 9_000, { postponable: false }), item('b', 4_920)],
      'must-be-paid-now',
    ],
  ])('is refused when %s', (_when, chosen, items, ground) => {
    expect(decideCheckout(chosen, items)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('does not wait for an item that cannot wait but is no longer open', () => {
    const gone = item('a', 9_000, { postponable: false, status: 'paid' });
    expect(decideCheckout(['b'], [gone, item('b', 4_920)])).toMatchObject({ outcome: 'allow', cents: 4_920 });
  });
});

it('the provider is asked soon at first, then ever more rarely, and at last every half hour', () => {
  const moments = Array.from({ length: 60 }, (_, attempt) => pollAfterSeconds(attempt));
  const gaps = moments.slice(1).map((at, index) => at - moments[index]!);
  expect(moments[0]).toBe(15);
  expect(Math.min(...gaps)).toBeGreaterThan(0);
  expect(gaps.slice(10).every((gap) => gap === 1_800)).toBe(true);
});
