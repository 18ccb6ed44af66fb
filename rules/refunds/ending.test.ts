import fc from 'fast-check';
import { dayAfter } from '../permit-applications/terms.ts';
import { addDays, daysBetween } from '../values/civil-day.ts';
import { monthsBegun, refundOfPeriod, type PaidPeriod } from './ending.ts';

const terms = { unit: 'whole-unused-months', minimumCents: 0, article: 'artikel 12' } as const;
const year = (with_: Partial<PaidPeriod> = {}): PaidPeriod => ({
  startsOn: '2026-01-01',
  period: { id: 'P12M', months: 12, days: 0 },
  paidCents: 9_000,
  terms,
  ...with_,
});
const back = (endsOn: string, with_: Partial<PaidPeriod> = {}) => refundOfPeriod(year(with_), endsOn).cents;

describe('what is given back when a permit ends', () => {
  it.each([
    ['2026-01-01', 8_250, 'on its first day: eleven months have not begun'],
    ['2026-01-31', 8_250, 'on the last day of the first month'],
    ['2026-02-01', 7_500, 'on the first day of the second, which has begun'],
    ['2026-06-15', 4_500, 'half-way: six months'],
    ['2026-11-30', 750, 'with one month to go'],
    ['2026-12-01', 0, 'in the last month'],
    ['2026-12-31', 0, 'on its last day'],
    ['2027-03-01', 0, 'after it is over'],
  ])('on %s: %i cents [PORTAL-074, PEERS-031]', (endsOn, cents) => {
    expect(back(endsOn)).toBe(cents);
  });

  it('is everything while the period has not begun, a period of days as well', () => {
    expect(back('2025-12-31')).toBe(9_000);
    const day = { period: { id: 'P1D', months: 0, days: 1 }, paidCents: 500 };
    expect(back('2025-12-31', day)).toBe(500);
    expect(back('2026-01-01', day)).toBe(0);
  });

  it('is rounded down to the cent', () => {
    expect(back('2026-05-31', { paidCents: 1_000 })).toBe(583); // 7 of 12 months of 10.00: 583.33
    expect(back('2026-02-28', { period: { id: 'P3M', months: 3, days: 0 }, paidCents: 1_000 })).toBe(333);
  });

  it('follows the months of a period that begins on a leap day or at the end of a month', () => {
    const leap = { startsOn: '2028-02-29' };
    expect([back('2028-03-28', leap), back('2028-03-29', leap)]).toEqual([8_250, 7_500]);
    const january = { startsOn: '2026-01-31' };
    // All of February counts to the first month: the second begins on the first of March.
    expect([back('2026-02-28', january), back('2026-03-01', january)]).toEqual([8_250, 7_500]);
  });

  it('is nothing when the permit was free, or the product gives nothing back, and says which', () => {
    expect(refundOfPeriod(year({ paidCents: 0 }), '2026-03-01')).toMatchObject({
      cents: 0,
      steps: [{ rule: 'period-free' }],
    });
    for (const none of [null, undefined, { ...terms, unit: 'none' as const }])
      expect(refundOfPeriod(year({ terms: none }), '2026-03-01')).toMatchObject({
        cents: 0,
        steps: [{ rule: 'refund-in-product', outcome: 'not-met' }],
      });
  });

  it('is nothing below the smallest amount the municipality pays out', () => {
    const small = { terms: { ...terms, minimumCents: 800 } };
    expect(back('2026-10-15', small)).toBe(1_500);
    expect(refundOfPeriod(year(small), '2026-11-15')).toMatchObject({
      cents: 0,
      steps: [
        { rule: 'unused-months', outcome: 'met' },
        { rule: 'refund-minimum', outcome: 'not-met' },
      ],
    });
  });

  it('tells the months it counted, in a form people can check', () => {
    expect(refundOfPeriod(year(), '2026-06-15').steps).toEqual([
      {
        rule: 'unused-months',
        outcome: 'met',
        article: 'artikel 12',
        values: { unused: 6, months: 12, paidCents: 9_000, cents: 4_500 },
        remedy: null,
      },
    ]);
  });
});

describe('whatever the period', () => {
  const start = fc.integer({ min: 0, max: 1_600 }).map((days) => addDays('2026-01-01', days));
  const length = fc.constantFrom(1, 3, 6, 12);
  const price = fc.integer({ min: 1, max: 100_000 });

  it('never more goes back than was paid, never less than nothing, and waiting longer never gives more', () => {
    fc.assert(
      fc.property(start, length, price, fc.integer({ min: -40, max: 420 }), (startsOn, months, paidCents, ahead) => {
        const paid = year({ startsOn, period: { id: `P${months}M`, months, days: 0 }, paidCents });
        const day = addDays(startsOn, ahead);
        const today = refundOfPeriod(paid, day).cents;
        const tomorrow = refundOfPeriod(paid, addDays(day, 1)).cents;
        expect(Number.isInteger(today)).toBe(true);
        expect(today).toBeGreaterThanOrEqual(tomorrow);
        expect(tomorrow).toBeGreaterThanOrEqual(0);
        expect(today).toBeLessThanOrEqual(paidCents);
      }),
    );
  });

  it('the months that have begun are those whose first day has come, and they tile the period', () => {
    fc.assert(
      fc.property(start, length, fc.nat(400), (startsOn, months, ahead) => {
        const period = { id: `P${months}M`, months, days: 0 };
        const day = addDays(startsOn, ahead);
        const begun = monthsBegun(startsOn, period, day);
        const border = (count: number) => dayAfter(startsOn, { id: '', months: count, days: 0 });
        expect(begun).toBeGreaterThanOrEqual(1);
        expect(begun).toBeLessThanOrEqual(months);
        expect(border(begun - 1) <= day).toBe(true);
        if (begun < months) expect(day < border(begun)).toBe(true);
        for (let month = 0; month < months; month += 1)
          expect(daysBetween(border(month), border(month + 1))).toBeGreaterThanOrEqual(28);
      }),
    );
  });
});
