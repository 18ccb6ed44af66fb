import fc from 'fast-check';
import {
  addDays,
  addMonths,
  civilDateOf,
  daysBetween,
  endOfDay,
  isCivilDate,
  startOfDay,
  weekdayOf,
} from './civil-day.ts';
import { epoch } from './moment.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const hoursOf = (date: string, zone = AMSTERDAM) =>
  (epoch(endOfDay(date, zone)) - epoch(startOfDay(date, zone))) / 3_600_000;

const days = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2045-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const moments = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2045-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('a calendar day in the municipality', () => {
  it.each([
    ['in winter it begins at eleven in the evening, UTC', '2026-11-20', '2026-11-19T23:00:00.000Z'],
    ['in summer it begins at ten', '2026-07-14', '2026-07-13T22:00:00.000Z'],
    ['on the day the clock goes forward it begins in winter time', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['on the day the clock goes back it begins in summer time', '2026-10-25', '2026-10-24T22:00:00.000Z'],
  ])('%s', (_title, date, begins) => {
    expect(startOfDay(date, AMSTERDAM)).toBe(begins);
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-20', 24],
    ['2028-02-29', 24],
    ['2026-12-31', 24],
  ])('%s has %i hours', (date, hours) => {
    expect(hoursOf(date)).toBe(hours);
    expect(hoursOf(date, 'Europe/Brussels')).toBe(hours);
  });

  it('begins after the gap where midnight itself is skipped', () => {
    expect(startOfDay('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
    expect(hoursOf('2026-09-06', 'America/Santiago')).toBe(23);
  });

  it('holds every moment from its start up to, not including, its end', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const day = civilDateOf(moment, AMSTERDAM);
        expect(epoch(startOfDay(day, AMSTERDAM))).toBeLessThanOrEqual(epoch(moment));
        expect(epoch(moment)).toBeLessThan(epoch(endOfDay(day, AMSTERDAM)));
      }),
    );
  });

  it('ends where the next begins: no second is lost or counted twice', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(endOfDay(day, AMSTERDAM)).toBe(startOfDay(addDays(day, 1), AMSTERDAM));
        expect(civilDateOf(startOfDay(day, AMSTERDAM), AMSTERDAM)).toBe(day);
      }),
    );
  });
});

describe('counting days', () => {
  it('goes over the end of months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('there and back is as many days as were added', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4_000, max: 4_000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });

  it('in months keeps the day, or takes the last one of a shorter month', () => {
    expect(addMonths('2026-11-20', 3)).toBe('2027-02-20');
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  });

  it('calls Monday the first day of the week and Sunday the seventh', () => {
    expect(weekdayOf('2026-11-16')).toBe(1);
    expect(weekdayOf('2026-11-22')).toBe(7);
  });
});

describe('text that names a day', () => {
  it.each(['2026-11-20', '2028-02-29', '2026-12-31'])('%s exists', (text) => {
    expect(isCivilDate(text)).toBe(true);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-4-1', '20261120', '2026-11-20T00:00:00Z', 'morgen', ''])(
    '"%s" does not',
    (text) => {
      expect(isCivilDate(text)).toBe(false);
    },
  );
});
