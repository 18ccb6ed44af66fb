import fc from 'fast-check';
import { startOfDay, endOfDay } from '../values/civil-day.ts';
import { lastDayOf, periodAround, periodsOf } from './periods.ts';

const ZONE = 'Europe/Amsterdam';
const valid = (first: string, last: string) => ({ from: startOfDay(first, ZONE), to: endOfDay(last, ZONE) });
const firstDays = (...validity: [string, string]) =>
  periodsOf(valid(...validity), 'quarter', ZONE).map((days) => days?.from);

describe('the period a day lies in', () => {
  it.each([
    ['2026-01-01', 'quarter', '2026-01-01', '2026-03-31'],
    ['2026-03-31', 'quarter', '2026-01-01', '2026-03-31'],
    ['2026-12-31', 'quarter', '2026-10-01', '2026-12-31'],
    ['2028-02-29', 'month', '2028-02-01', '2028-02-29'],
    ['2026-11-21', 'year', '2026-01-01', '2026-12-31'],
  ] as const)('%s: its %s is %s to %s', (day, period, from, last) => {
    const days = periodAround(day, period)!;
    expect([days.from, lastDayOf(days)]).toEqual([from, last]);
  });

  it('is none of its own where it is as long as the permit', () => {
    expect(periodAround('2026-11-21', 'permit')).toBeNull();
  });
});

describe('the periods of a permit (R11)', () => {
  it('are all the quarters it touches, the first and the last in part', () => {
    expect(firstDays('2026-11-21', '2027-11-20')).toEqual([
      '2026-10-01', '2027-01-01', '2027-04-01', '2027-07-01', '2027-10-01',
    ]); // prettier-ignore
  });

  it('end with the midnight it ends with: no quarter more', () => {
    expect(firstDays('2026-10-01', '2026-12-31')).toEqual(['2026-10-01']);
    expect(firstDays('2026-12-31', '2027-01-01')).toEqual(['2026-10-01', '2027-01-01']);
  });

  it('are by the calendar of the municipality: ten at night in London is the new year in Amsterdam', () => {
    const validity = { from: '2026-12-31T23:30:00.000Z', to: '2027-01-02T00:00:00.000Z' };
    expect(periodsOf(validity, 'year', ZONE)).toEqual([{ from: '2027-01-01', until: '2028-01-01' }]);
    expect(periodsOf(validity, 'year', 'Europe/London')).toHaveLength(2);
  });

  it('is one as long as the permit where the product says so', () => {
    expect(periodsOf(valid('2026-11-21', '2027-11-20'), 'permit', ZONE)).toEqual([null]);
  });

  it('follow on each other without a gap, and cover every day of it', () => {
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 800 }), fc.constantFrom('year', 'quarter', 'month'), (start, days, period) => {
        const first = start.toISOString().slice(0, 10);
        const last = new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10);
        const periods = periodsOf(valid(first, last), period, ZONE).map((one) => one!);
        expect(periods[0]!.from <= first && last < periods.at(-1)!.until).toBe(true);
        for (const [index, { until }] of periods.slice(0, -1).entries()) expect(periods[index + 1]!.from).toBe(until);
      }),
      { numRuns: 60 },
    ); // prettier-ignore
  });
});
