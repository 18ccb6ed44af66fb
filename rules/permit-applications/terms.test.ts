import fc from 'fast-check';
import { residentPermit, TODAY } from '../testing/town.ts';
import { addDays, addMonths, civilDateOf, daysBetween, startOfDay } from '../values/civil-day.ts';
import { epoch, instant } from '../values/moment.ts';
import {
  dayAfter,
  decideAmount,
  decideStartDay,
  decideWeekdays,
  dueFor,
  lastDay,
  periodOf,
  priceByEmission,
  priceOf,
  startDays,
  validityOf,
} from './terms.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const months = (count: number) => ({ id: `P${count}M`, months: count, days: 0 });
const oneDay = { id: 'P1D', months: 0, days: 1 };

describe('the start date [PORTAL-034]', () => {
  const product = residentPermit({ start: { earliestDays: 0, latestDays: 14 } });
  const garage = residentPermit({ start: { earliestDays: 7, latestDays: 60 } });

  it('may be today and the last day ahead, both included', () => {
    expect(startDays(product, TODAY)).toEqual({ first: '2026-11-20', last: '2026-12-04' });
    for (const day of ['2026-11-20', '2026-12-04']) expect(decideStartDay(product, day, TODAY).outcome).toBe('allow');
  });

  it.each([
    ['yesterday', product, '2026-11-19', 'start-in-past'],
    ['a day beyond the last', product, '2026-12-05', 'start-too-far'],
    ['tomorrow, when the product asks for a week', garage, '2026-11-21', 'start-too-early'],
    ['the sixth day of that week', garage, '2026-11-26', 'start-too-early'],
    ['yesterday, whatever else holds', garage, '2026-11-19', 'start-in-past'],
  ])('cannot be %s', (_what, of, day, ground) => {
    expect(decideStartDay(of, day, TODAY)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('is told with the days that are possible when it is refused', () => {
    expect(decideStartDay(garage, '2026-11-21', TODAY)).toMatchObject({
      steps: [
        { values: { startsOn: '2026-11-21', first: '2026-11-27', last: '2027-01-19' }, remedy: 'choose-other-day' },
      ],
    });
  });

  it('is accepted exactly on the days the calendar offers', () => {
    const horizon = fc.record({ earliestDays: fc.nat(20), latestDays: fc.nat(60) });
    fc.assert(
      fc.property(horizon, fc.integer({ min: -30, max: 90 }), (start, ahead) => {
        const of = residentPermit({ start });
        const day = addDays(TODAY, ahead);
        const { first, last } = startDays(of, TODAY);
        expect(decideStartDay(of, day, TODAY).outcome === 'allow').toBe(first <= day && day <= last);
      }),
    );
  });
});

describe('the price of a period [PORTAL-036]', () => {
  it('is that of the place and the period', () => {
    expect(priceOf(residentPermit(), 'A', 'P12M')).toBe(9_000);
    expect(priceOf(residentPermit(), 'B', 'P3M')).toBe(1_410);
  });

  it('does not exist where or for as long as the product is not sold', () => {
    expect(priceOf(residentPermit(), 'C', 'P12M')).toBeUndefined();
    expect(priceOf(residentPermit(), null, 'P12M')).toBeUndefined();
    expect(priceOf(residentPermit(), 'A', 'P6M')).toBeUndefined();
    expect(priceOf(residentPermit(), 'A', null)).toBeUndefined();
    expect(periodOf(residentPermit(), 'P6M')).toBeUndefined();
    expect(periodOf(residentPermit(), null)).toBeUndefined();
  });
});

describe('the last day of a period', () => {
  it.each([
    ['a year', '2026-11-20', months(12), '2027-11-19'],
    ['a year from New Year is a calendar year', '2027-01-01', months(12), '2027-12-31'],
    ['three months over the end of the year', '2026-11-20', months(3), '2027-02-19'],
    ['one day', '2026-11-20', oneDay, '2026-11-20'],
    ['a year from a leap day is a whole year', '2028-02-29', months(12), '2029-02-28'],
    ['a year up to a leap day includes it', '2027-03-01', months(12), '2028-02-29'],
    ['a month from the 31st of January is the rest of it and all of February', '2027-01-31', months(1), '2027-02-28'],
    ['three months from the 30th of November end with February', '2026-11-30', months(3), '2027-02-28'],
    ['a month from the 30th of a long month ends on the 29th', '2026-10-30', months(1), '2026-11-29'],
  ])('%s', (_title, startsOn, period, day) => {
    expect(lastDay(startsOn, period)).toBe(day);
    expect(dayAfter(startsOn, period)).toBe(addDays(day, 1));
  });
});

const days = fc.integer({ min: 0, max: 6_000 }).map((ahead) => addDays('2024-01-01', ahead));
const periods = fc.constantFrom(months(1), months(3), months(6), months(12), oneDay, {
  id: 'P28D',
  months: 0,
  days: 28,
});

describe('from when to when a permit is valid', () => {
  const validity = (startsOn: string, effective: string, period = months(12)) =>
    validityOf(startsOn, period, effective, AMSTERDAM);

  it('begins on the chosen day when it was paid before', () => {
    expect(validity('2026-12-01', '2026-11-20T12:00:00.000Z')).toEqual({
      from: '2026-11-30T23:00:00.000Z',
      to: '2027-11-30T23:00:00.000Z',
    });
  });

  it('begins at the moment of payment when that is on the chosen day', () => {
    expect(validity('2026-11-20', '2026-11-20T12:00:00.000Z').from).toBe('2026-11-20T12:00:00.000Z');
  });

  it('moves with a late payment, so that nobody pays for days that are over', () => {
    expect(validity('2026-11-20', '2026-11-25T12:00:00.000Z')).toEqual({
      from: '2026-11-25T12:00:00.000Z',
      to: '2027-11-24T23:00:00.000Z',
    });
  });

  it('takes the day of payment by the clock of the municipality, not by UTC', () => {
    expect(validity('2026-11-20', '2026-11-20T23:30:00.000Z', oneDay)).toEqual({
      from: '2026-11-20T23:30:00.000Z',
      to: '2026-11-21T23:00:00.000Z',
    });
  });

  it('ends on the date that was shown behind the period when it was paid in time [LOKET-010]', () => {
    fc.assert(
      fc.property(days, periods, fc.nat(40 * 86_400), (startsOn, period, secondsBefore) => {
        const effective = instant(epoch(startOfDay(startsOn, AMSTERDAM)) - secondsBefore * 1_000);
        const { from, to } = validityOf(startsOn, period, effective, AMSTERDAM);
        expect(from).toBe(startOfDay(startsOn, AMSTERDAM));
        expect(to).toBe(startOfDay(addDays(lastDay(startsOn, period), 1), AMSTERDAM));
      }),
    );
  });

  it('is never shorter than was bought, never begins in the past and at most a day longer', () => {
    fc.assert(
      fc.property(
        days,
        periods,
        fc.integer({ min: -20, max: 40 }),
        fc.nat(86_399),
        (startsOn, period, late, second) => {
          const effective = instant(epoch(startOfDay(addDays(startsOn, late), AMSTERDAM)) + second * 1_000);
          const { from, to } = validityOf(startsOn, period, effective, AMSTERDAM);
          const [first, end] = [civilDateOf(from, AMSTERDAM), civilDateOf(to, AMSTERDAM)];
          expect(epoch(from)).toBeGreaterThanOrEqual(epoch(effective));
          expect(first >= startsOn).toBe(true);
          expect(end >= addDays(addMonths(first, period.months), period.days)).toBe(true);
          expect(daysBetween(addDays(addMonths(first, period.months), period.days), end)).toBeLessThanOrEqual(1);
          expect(startOfDay(end, AMSTERDAM)).toBe(to);
        },
      ),
    );
  });
});

describe('a product bought per weekday [PORTAL-035]', () => {
  const weekday = residentPermit({ weekdays: [1, 2, 3, 4, 5] });
  const chosen = (weekdays: number[]) => ({ areaId: 'A', periodId: 'P3M', weekdays, amount: null });

  it.each([
    [[1], 2_550],
    [[1, 3], 5_100],
    [[5, 4, 3, 2, 1], 12_750],
  ])('on the days %j costs as many times the price of one', (days, cents) => {
    expect(dueFor(weekday, chosen(days))).toBe(cents);
    expect(decideWeekdays(weekday, days).outcome).toBe('allow');
  });

  it('has no price before a day is chosen, nor where it is not sold', () => {
    expect(dueFor(weekday, chosen([]))).toBeUndefined();
    expect(dueFor(weekday, { ...chosen([1]), areaId: 'Z' })).toBeUndefined();
  });

  it.each([
    [[], 'weekday-missing'],
    [[6], 'weekday-not-available'],
    [[1, 1], 'weekday-not-available'],
    [[0], 'weekday-not-available'],
  ])('cannot be had on the days %j', (days, ground) => {
    expect(decideWeekdays(weekday, days)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('costs what its days cost together, to the cent, however they are toggled', () => {
    fc.assert(
      fc.property(fc.subarray([1, 2, 3, 4, 5], { minLength: 1 }), (days) => {
        expect(dueFor(weekday, chosen(days))).toBe(days.reduce((sum) => sum + 2_550, 0));
      }),
    );
  });

  it('is nothing to other products: their price stays that of the period, and they take no days', () => {
    expect(dueFor(residentPermit(), chosen([]))).toBe(2_550);
    expect(decideWeekdays(residentPermit(), [1])).toMatchObject({ ground: 'weekday-not-available' });
  });
});

describe('vouchers bought in bulk [PEERS-042]', () => {
  const vouchers = residentPermit({ voucher: { counts: [5, 25], days: 7 } });
  const chosen = (amount: number | null) => ({ areaId: 'A', periodId: 'P3M', weekdays: [], amount });

  it('cost as many times the price of one, and have no price before a number is chosen', () => {
    expect(dueFor(vouchers, chosen(5))).toBe(12_750);
    expect(dueFor(vouchers, chosen(25))).toBe(63_750);
    expect(dueFor(vouchers, chosen(null))).toBeUndefined();
  });

  it('are sold in the numbers the municipality chose, and in no other', () => {
    for (const amount of [5, 25]) expect(decideAmount(vouchers, amount).outcome).toBe('allow');
    for (const amount of [0, 1, 6, -5])
      expect(decideAmount(vouchers, amount)).toMatchObject({ ground: 'amount-not-available' });
    expect(decideAmount(residentPermit(), 5)).toMatchObject({ ground: 'amount-not-available' });
  });
});

describe('the price of a car without emission [BEYOND-015]', () => {
  const product = { ...residentPermit(), zeroEmission: { pricePercent: 60 } };
  const chosen = { areaId: product.places[0]!.area, periodId: product.periods[0]!.id, weekdays: [] };
  const listed = dueFor(product, chosen)!;
  const due = (plates: { zeroEmission?: boolean | null }[], of = product) => dueFor(of, { ...chosen, plates });

  it('is a part of the listed one, when every car is known to have none', () => {
    expect(due([{ zeroEmission: true }])).toBe(Math.round(listed * 0.6));
    expect(due([{ zeroEmission: true }, { zeroEmission: true }])).toBe(Math.round(listed * 0.6));
    expect(due([{ zeroEmission: true }, { zeroEmission: false }])).toBe(listed);
    expect(due([{ zeroEmission: null }])).toBe(listed);
    expect(due([{}])).toBe(listed);
    expect(due([])).toBe(listed);
  });

  it('is the listed one where the product makes no difference, and whole cents where it does', () => {
    expect(due([{ zeroEmission: true }], { ...product, zeroEmission: null as never })).toBe(listed);
    expect(priceByEmission({ zeroEmission: { pricePercent: 33 } }, 1001, true)).toBe(330);
    expect(priceByEmission({ zeroEmission: { pricePercent: 0 } }, 1001, true)).toBe(0);
  });
});
