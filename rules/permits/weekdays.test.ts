import fc from 'fast-check';
import { addDays, civilDateOf, startOfDay, weekdayOf } from '../values/civil-day.ts';
import { DAY_MS, epoch, instant } from '../values/moment.ts';
import { stretchesOf } from './weekdays.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const at = (day: string) => startOfDay(day, AMSTERDAM);
const between = (from: string, to: string) => ({ from: at(from), to: at(to) });
const of = (from: string, to: string, weekdays: number[]) => stretchesOf(between(from, to), weekdays, AMSTERDAM);

describe('a permit of chosen weekdays [PORTAL-035]', () => {
  it('counts on each of them, from midnight to midnight', () => {
    // Monday 2 November 2026.
    expect(of('2026-11-02', '2026-11-16', [1, 3])).toEqual([
      between('2026-11-02', '2026-11-03'),
      between('2026-11-04', '2026-11-05'),
      between('2026-11-09', '2026-11-10'),
      between('2026-11-11', '2026-11-12'),
    ]);
  });

  it('has no seam between days that follow one another, over a weekend neither', () => {
    expect(of('2026-11-02', '2026-11-16', [6, 7, 1])).toEqual([
      between('2026-11-02', '2026-11-03'),
      between('2026-11-07', '2026-11-10'),
      between('2026-11-14', '2026-11-16'),
    ]);
  });

  it('counts a day of 25 hours and one of 23 hours whole', () => {
    const hours = ([stretch]: { from: string; to: string }[]) =>
      (epoch(stretch!.to) - epoch(stretch!.from)) / 3_600_000;
    expect(hours(of('2026-10-24', '2026-10-27', [7]))).toBe(25);
    expect(hours(of('2027-03-27', '2027-03-30', [7]))).toBe(23);
  });

  it('begins and ends in the middle of a day where the permit does', () => {
    const validity = { from: '2026-11-02T09:30:00.000Z', to: '2026-11-09T12:00:00.000Z' };
    expect(stretchesOf(validity, [1], AMSTERDAM)).toEqual([
      { from: validity.from, to: at('2026-11-03') },
      { from: at('2026-11-09'), to: validity.to },
    ]);
  });

  it('without chosen days counts on every day', () => {
    expect(of('2026-11-02', '2026-11-16', [])).toEqual([between('2026-11-02', '2026-11-16')]);
  });

  it('counts at a moment exactly when its day was chosen, and never twice', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(
        days,
        fc.nat(400),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(120 * 24),
        (weekdays, first, length, hour) => {
          const from = addDays('2026-03-01', first);
          const validity = between(from, addDays(from, length));
          const stretches = stretchesOf(validity, weekdays, AMSTERDAM);
          const moment = instant(epoch(validity.from) - DAY_MS + hour * 3_600_000);
          const hits = stretches.filter((one) => epoch(one.from) <= epoch(moment) && epoch(moment) < epoch(one.to));
          const inside = epoch(moment) >= epoch(validity.from) && epoch(moment) < epoch(validity.to);
          expect(hits).toHaveLength(inside && weekdays.includes(weekdayOf(civilDateOf(moment, AMSTERDAM))) ? 1 : 0);
        },
      ),
    );
  });
});
