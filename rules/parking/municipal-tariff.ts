import { calendarOf, type AreaId, type ReleaseContent } from '../municipalities/release.ts';
import { civilDateOf } from '../values/civil-day.ts';
import { type Interval } from '../values/moment.ts';
import { holidaysIn } from '../values/working-days.ts';
import { type AreaTariff } from './tariff.ts';

/** What parking costs in an area for one use during a stay, by a municipality's own data. Without a regulation it is free. */
export function tariffIn(content: ReleaseContent, area: AreaId, usage: string, stay: Interval): AreaTariff {
  const { timeZone } = content.municipality;
  const regulations = content.tariffs.regulations.filter((one) => one.usage === usage && one.areas.includes(area));
  const years = [stay.from, stay.to].map((moment) => Number(civilDateOf(moment, timeZone).slice(0, 4)));
  const holidays = [];
  for (let year = years[0]!; year <= years[1]!; year += 1)
    holidays.push(...holidaysIn(year, calendarOf(content.municipality)));
  const always = { from: null, until: null };
  return {
    timeZone,
    holidays,
    dayMaximumCents: regulations[0]?.dayMaximumCents ?? null,
    links: regulations.map(({ id, from, until }) => ({ regulationId: id, from, until })),
    regulations: [],
    frames: regulations.flatMap(({ id, frames }) =>
      frames.flatMap(({ days, from, to, fare }) =>
        days.map((day) => ({
          ...always,
          regulationId: id,
          day,
          fromMinute: minuteOf(from),
          toMinute: minuteOf(to),
          fareId: fare,
        })),
      ),
    ),
    fares: [],
    parts: content.tariffs.fares.flatMap(({ id, parts }) =>
      parts.map(({ from, to, euros, stepMinutes }) => ({
        ...always,
        fareId: id,
        fromMinute: from,
        toMinute: to,
        amount: euros,
        stepMinutes,
      })),
    ),
  };
}

function minuteOf(wallClock: string): number {
  const [hours = 0, minutes = 0] = wallClock.split(':').map(Number);
  return hours * 60 + minutes;
}
