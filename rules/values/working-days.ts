import { addDays, weekdayOf, type CivilDate } from './civil-day.ts';

/**
 * Which days count as working days (werkdagen) for a municipality. National days follow from the country; what a municipality adds
 * (5 May in the Netherlands, 11 July in Flanders) is its own data. Good Friday is no public holiday in either country.
 */
export interface WorkingCalendar {
  country: 'NL' | 'BE';
  extraHolidays: readonly CivilDate[];
}

/** The day after `count` working days: the first working day after `from` is one. */
export function addWorkingDays(from: CivilDate, count: number, calendar: WorkingCalendar): CivilDate {
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

export function isWorkingDay(date: CivilDate, calendar: WorkingCalendar): boolean {
  return weekdayOf(date) <= 5 && !isHoliday(date, calendar);
}

export function isHoliday(date: CivilDate, { country, extraHolidays }: WorkingCalendar): boolean {
  return extraHolidays.includes(date) || nationalHolidays(Number(date.slice(0, 4)), country).includes(date);
}

/** Every holiday of a year, in no order. */
export const holidaysIn = (year: number, { country, extraHolidays }: WorkingCalendar): CivilDate[] => [
  ...nationalHolidays(year, country),
  ...extraHolidays.filter((date) => date.startsWith(`${year}-`)),
];

function nationalHolidays(year: number, country: WorkingCalendar['country']): CivilDate[] {
  const easter = easterSunday(year);
  const shared = [`${year}-01-01`, addDays(easter, 1), addDays(easter, 39), addDays(easter, 50), `${year}-12-25`];
  switch (country) {
    case 'NL':
      return [...shared, kingsDay(year), `${year}-12-26`];
    case 'BE':
      return [...shared, `${year}-05-01`, `${year}-07-21`, `${year}-08-15`, `${year}-11-01`, `${year}-11-11`];
    default:
      return country satisfies never;
  }
}

/** Koningsdag: 27 April, or the day before when that is a Sunday. */
function kingsDay(year: number): CivilDate {
  return weekdayOf(`${year}-04-27`) === 7 ? `${year}-04-26` : `${year}-04-27`;
}

/** Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): CivilDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${two(month)}-${two(day)}`;
}

const two = (n: number): string => String(n).padStart(2, '0');
