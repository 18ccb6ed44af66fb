import { type TopUpTerms } from '../municipalities/parking.ts';
import { decideAutomaticTopUp, lapsesAt, renewalDebitAt, takenBack } from './terms.ts';

const topUp: TopUpTerms = {
  unit: 'eurocent',
  options: [{ id: 'ten', amount: 1_000, cents: 1_000 }],
  maximum: { amount: 6_000, period: 'quarter' },
  automatic: { thresholdAtMost: 2_000 },
};
const ready = { hasMandate: true, permitInForce: true };
const decide = (threshold: number, with_: Partial<typeof ready> = {}, terms: TopUpTerms = topUp, optionId = 'ten') => {
  const decided = decideAutomaticTopUp({ optionId, threshold }, { topUp: terms }, { ...ready, ...with_ });
  return decided.outcome === 'allow' ? decided.option.id : decided.ground;
};

describe('topping up by itself', () => {
  it('is for whoever gave a mandate, below a threshold the product allows [PEERS-020]', () => {
    expect([0, 1, 2_000, 2_001].map((threshold) => decide(threshold))).toEqual([
      'threshold-out-of-range', 'ten', 'ten', 'threshold-out-of-range',
    ]); // prettier-ignore
    expect(decide(500, { hasMandate: false })).toBe('mandate-needed');
  });

  it('is not there where the product does not offer it, the option is gone or the permit is over', () => {
    expect(decide(500, {}, { ...topUp, automatic: null })).toBe('automatic-top-up-not-offered');
    expect(decide(500, {}, topUp, 'fifty')).toBe('top-up-not-offered');
    expect(decide(500, { permitInForce: false })).toBe('permit-not-in-force');
  });
});

describe('a renewal', () => {
  const ZONE = 'Europe/Amsterdam';
  const terms = { noticeDays: 14, daysBefore: 7 };
  const of = (announcedAt: string, with_: typeof terms | null = terms) =>
    renewalDebitAt(
      with_,
      { since: '2026-12-31T23:00:00.000Z', announcedAt, lapsesAt: '2027-01-30T23:00:00.000Z' },
      ZONE,
    );

  it('is debited seven days before the end, and never sooner than fourteen days after it was announced [PEERS-020]', () => {
    expect(of('2026-11-20T03:00:00.000Z')).toBe('2026-12-24T23:00:00.000Z');
    expect(of('2026-12-20T12:00:00.000Z')).toBe('2027-01-02T23:00:00.000Z');
  });

  it('that would be debited too late is paid in the ordinary way, and so is one whose product is not debited', () => {
    expect(of('2027-01-17T12:00:00.000Z')).toBeNull();
    expect(of('2026-11-20T03:00:00.000Z', null)).toBeNull();
  });

  it('is announced and debited by the day of the municipality, also when the clock changes in between', () => {
    expect(
      renewalDebitAt(
        terms,
        {
          since: '2026-04-05T22:00:00.000Z',
          announcedAt: '2026-03-01T12:00:00.000Z',
          lapsesAt: '2026-05-05T22:00:00.000Z',
        },
        ZONE,
      ),
    ).toBe('2026-03-29T22:00:00.000Z');
  });
});

it('a chargeback takes from a balance what is still there, and no more', () => {
  expect(takenBack({ amount: 1_000, cents: 1_000 }, 1_500)).toEqual({ amount: 1_000, cents: 1_000 });
  expect(takenBack({ amount: 1_000, cents: 1_000 }, 400)).toEqual({ amount: 400, cents: 400 });
  expect(takenBack({ amount: 300, cents: 150 }, 101)).toEqual({ amount: 101, cents: 50 });
  expect(takenBack({ amount: 300, cents: 150 }, 0)).toEqual({ amount: 0, cents: 0 });
});

describe('a mandate', () => {
  it('lapses three years after it was last used, also where that day is not in the calendar', () => {
    expect(lapsesAt('2026-05-06T08:00:00.000Z', 'Europe/Amsterdam')).toBe('2029-05-05T22:00:00.000Z');
    expect(lapsesAt('2028-02-29T08:00:00.000Z', 'Europe/Amsterdam')).toBe('2031-02-27T23:00:00.000Z');
  });
});
