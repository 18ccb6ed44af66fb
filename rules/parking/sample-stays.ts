import { type AreaId } from '../municipalities/names.ts';
import { type ReleaseContent } from '../municipalities/release.ts';
import { addDays, momentAt, weekdayOf, type CivilDate } from '../values/civil-day.ts';
import { instant, type Interval } from '../values/moment.ts';
import { type Cents } from '../values/money.ts';
import { tariffIn } from './municipal-tariff.ts';
import { priceOfStay } from './price.ts';

/** Stays that people know: what a tariff means is read from them sooner than from its steps. */
export const SAMPLE_STAYS = [
  { id: 'shopping', weekday: 2, from: 600, to: 720 },
  { id: 'evening', weekday: 4, from: 1140, to: 1320 },
  { id: 'saturday', weekday: 6, from: 840, to: 960 },
  { id: 'sunday', weekday: 7, from: 780, to: 900 },
  { id: 'day', weekday: 3, from: 0, to: 1440 },
] as const;
export type SampleStay = (typeof SAMPLE_STAYS)[number]['id'];

export interface SampleQuote {
  area: AreaId;
  usage: string;
  stay: SampleStay;
  on: CivilDate;
  beforeCents: Cents;
  afterCents: Cents;
}

/** The same stays by both releases, in the first week of the new one: in every area and for every use that either has a tariff for. */
export function sampleQuotes(before: ReleaseContent, after: ReleaseContent, from: CivilDate): SampleQuote[] {
  const { timeZone } = after.municipality;
  const uses = new Set(
    [before, after].flatMap(({ tariffs }) =>
      tariffs.regulations.flatMap(({ areas, usage }) => areas.map((area) => JSON.stringify([area, usage]))),
    ),
  );
  return [...uses].sort().flatMap((use) => {
    const [area, usage] = JSON.parse(use) as [AreaId, string];
    return SAMPLE_STAYS.map(({ id, weekday, from: begins, to }) => {
      const on = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
      const stay: Interval = {
        from: instant(momentAt(on, begins, timeZone)),
        to: instant(momentAt(on, to, timeZone)),
      };
      const cost = (content: ReleaseContent) => priceOfStay(stay, tariffIn(content, area, usage, stay)).cents;
      return { area, usage, stay: id, on, beforeCents: cost(before), afterCents: cost(after) };
    });
  });
}
