import fc from 'fast-check';
import { addDays, daysBetween, weekdayOf } from './civil-day.ts';
import { addWorkingDays, isHoliday, isWorkingDay, type WorkingCalendar } from './working-days.ts';

const DUTCH: WorkingCalendar = { country: 'NL', extraHolidays: [] };
const FLEMISH: WorkingCalendar = { country: 'BE', extraHolidays: ['2026-07-11'] };

/** Easter Sundays as the churches publish them. */
const EASTER = [
  '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21', '2031-04-13', '2032-03-28',
  '2033-04-17', '2034-04-09', '2035-03-25', '2036-04-13', '2037-04-05', '2038-04-25', '2039-04-10', '2040-04-01',
]; // prettier-ignore

describe('holidays that move with Easter', () => {
  it.each(EASTER)('after %s', (easter) => {
    for (const calendar of [DUTCH, FLEMISH]) {
      expect(isHoliday(addDays(easter, 1), calendar)).toBe(true); // Easter Monday
      expect(isHoliday(addDays(easter, 39), calendar)).toBe(true); // Ascension Day
      expect(isHoliday(addDays(easter, 50), calendar)).toBe(true); // Whit Monday
      expect(isHoliday(addDays(easter, 40), calendar)).toBe(false);
      expect(isHoliday(addDays(easter, 51), calendar)).toBe(false);
    }
  });

  it('do not include Good Friday in either country', () => {
    for (const easter of EASTER) {
      expect(isWorkingDay(addDays(easter, -2), DUTCH)).toBe(true);
      expect(isWorkingDay(addDays(easter, -2), FLEMISH)).toBe(true);
    }
  });
});

describe('Dutch holidays', () => {
  it.each(['2026-01-01', '2026-04-27', '2026-12-25', '2026-12-26'])('%s is one', (day) => {
    expect(isHoliday(day, DUTCH)).toBe(true);
  });

  it('know that the King keeps his day on the Saturday when the 27th is a Sunday', () => {
    expect([2025, 2031].map((year) => weekdayOf(`${year}-04-27`))).toEqual([7, 7]);
    for (const year of [2025, 2031]) {
      expect(isHoliday(`${year}-04-26`, DUTCH)).toBe(true);
      expect(isHoliday(`${year}-04-27`, DUTCH)).toBe(false);
    }
    expect(isHoliday('2026-04-26', DUTCH)).toBe(false);
  });

  it('have 5 May only where the municipality says so', () => {
    expect(isWorkingDay('2026-05-05', DUTCH)).toBe(true);
    expect(isWorkingDay('2026-05-05', { ...DUTCH, extraHolidays: ['2026-05-05'] })).toBe(false);
  });

  it('do not include the Belgian ones', () => {
    for (const day of ['2026-05-01', '2026-07-21', '2026-11-11']) expect(isHoliday(day, DUTCH)).toBe(false);
  });
});

describe('Belgian holidays', () => {
  it.each(['2026-01-01', '2026-05-01', '2026-07-21', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'])(
    '%s is one',
    (day) => {
      expect(isHoliday(day, FLEMISH)).toBe(true);
    },
  );

  it('have the day of the Flemish Community where the municipality says so, and no second day of Christmas', () => {
    expect(isHoliday('2026-07-11', FLEMISH)).toBe(true);
    expect(isHoliday('2026-07-11', { country: 'BE', extraHolidays: [] })).toBe(false);
    expect(isHoliday('2026-12-26', FLEMISH)).toBe(false);
    expect(isHoliday('2026-04-27', FLEMISH)).toBe(false);
  });
});

describe('counting working days', () => {
  it.each([
    ['from Friday, the first is Monday', '2026-11-20', 1, '2026-11-23'],
    ['five from Friday is the next Friday', '2026-11-20', 5, '2026-11-27'],
    ['a day in the weekend counts from Monday too', '2026-11-21', 1, '2026-11-23'],
    ['over Christmas and New Year', '2026-12-24', 5, '2027-01-04'],
    ['none is the day itself', '2026-11-22', 0, '2026-11-22'],
  ])('%s', (_title, from, count, day) => {
    expect(addWorkingDays(from, count, DUTCH)).toBe(day);
  });

  const dates = fc
    .date({ min: new Date('2024-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const calendars = fc.constantFrom(DUTCH, FLEMISH, { ...DUTCH, extraHolidays: ['2030-05-05'] });

  it('never ends in a weekend or on a holiday, and passes exactly as many working days as were counted', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 15 }), calendars, (from, count, calendar) => {
        const end = addWorkingDays(from, count, calendar);
        expect(weekdayOf(end)).toBeLessThanOrEqual(5);
        expect(isHoliday(end, calendar)).toBe(false);
        const passed = Array.from({ length: daysBetween(from, end) }, (_, index) => addDays(from, index + 1));
        expect(passed.filter((day) => isWorkingDay(day, calendar))).toHaveLength(count);
      }),
      { numRuns: 60 },
    );
  });
});
