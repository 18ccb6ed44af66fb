import { calendarOf } from '../municipalities/municipality.ts';
import { type AreaId } from '../municipalities/names.ts';
import { areaOf, type ReleaseContent } from '../municipalities/release.ts';
import { civilDateOf, minuteOf } from '../values/civil-day.ts';
import { type Interval } from '../values/moment.ts';
import { holidaysIn } from '../values/working-days.ts';
import { tariffOf } from './open-data.ts';
import { type AreaTariff } from './tariff.ts';

/** What was put together before, per release: it is asked for with every start. */
const known = new WeakMap<ReleaseContent, Map<string, AreaTariff>>();

/** What parking costs in an area for one use during a stay, by a municipality's own data. Without a regulation it is free. */
export function tariffIn(content: ReleaseContent, area: AreaId, usage: string, stay: Interval): AreaTariff {
  const [first, last] = [stay.from, stay.to].map((moment) => yearOf(moment, content));
  const ofRelease = known.get(content) ?? new Map<string, AreaTariff>();
  known.set(content, ofRelease);
  const key = JSON.stringify([area, usage, first, last]);
  const found = ofRelease.get(key) ?? putTogether(content, area, usage, first!, last!);
  ofRelease.set(key, found);
  return found;
}

const yearOf = (moment: string, { municipality }: ReleaseContent): number =>
  Number(civilDateOf(moment, municipality.timeZone).slice(0, 4));

function putTogether(content: ReleaseContent, area: AreaId, usage: string, first: number, last: number): AreaTariff {
  const calendar = calendarOf(content.municipality);
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const regulations = content.tariffs.regulations.filter((one) => one.usage === usage && one.areas.includes(area));
  const always = { from: null, until: null };
  const { timeZone, areaManagerId } = content.municipality;
  const holidays = years.flatMap((year) => holidaysIn(year, calendar));
  const registerId = areaOf(content, area)?.registerId;
  if (regulations.length === 0 && content.national && registerId !== undefined)
    return narrowed(
      tariffOf({
        ...content.national,
        timezone: timeZone,
        holidays,
        areaManagerId,
        areaId: registerId,
        usageId: usage,
      }),
    );
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

/** Without what holds elsewhere in town: a stay is priced often, and the tables of a city are long. */
function narrowed(tariff: AreaTariff): AreaTariff {
  const here = new Set(tariff.links.map(({ regulationId }) => regulationId));
  const frames = tariff.frames.filter(({ regulationId }) => here.has(regulationId));
  const charged = new Set(frames.map(({ fareId }) => fareId));
  return {
    ...tariff,
    regulations: tariff.regulations.filter(({ id }) => here.has(id)),
    frames,
    fares: tariff.fares.filter(({ id }) => charged.has(id)),
    parts: tariff.parts.filter(({ fareId }) => charged.has(fareId)),
  };
}
