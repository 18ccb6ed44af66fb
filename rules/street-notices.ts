import { type AreaId } from './municipalities/names.ts';
import { type ReleaseContent } from './municipalities/release.ts';
import { addDays, type CivilDate } from './values/civil-day.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** What changes on the street: work on the road, a day cars are towed, another border of a zone, another tariff. */
export const STREET_CAUSES = ['roadworks', 'towing', 'zone', 'tariff'] as const;
export type StreetCause = (typeof STREET_CAUSES)[number];

/** What a notice is about and when; without a last day it stays so (straatbericht, BEYOND-037). */
export interface StreetNotice {
  cause: StreetCause;
  startsOn: CivilDate;
  /** Included. */
  endsOn: CivilDate | null;
}

/** What stays so is news for two weeks. */
export const NEWS_DAYS = 14;

/** The last day it stands on the start pages. */
export const lastShownOn = ({ startsOn, endsOn }: Pick<StreetNotice, 'startsOn' | 'endsOn'>): CivilDate =>
  endsOn ?? addDays(startsOn, NEWS_DAYS - 1);

export type NoticeGround = 'notice-begun' | 'notice-ends-first';

/** People hear of it before it starts, or have nothing to do with it any more. */
export function decideNotice(
  { startsOn, endsOn }: Pick<StreetNotice, 'startsOn' | 'endsOn'>,
  today: CivilDate,
): { outcome: 'allow' } | Refusal<NoticeGround> {
  if (startsOn <= today) return refuse('notice-begun', { startsOn }, 'choose-day-ahead');
  if (endsOn !== null && endsOn < startsOn) return refuse('notice-ends-first', { startsOn, endsOn }, 'check-days');
  return { outcome: 'allow' };
}

/** The zones there were already in which a next release changes the price or the hours of parking, or the border. */
export function streetChanges(
  before: ReleaseContent,
  after: ReleaseContent,
): { cause: Extract<StreetCause, 'zone' | 'tariff'>; areas: AreaId[] }[] {
  const kept = before.areas.filter(({ id }) => after.areas.some((area) => area.id === id)).map(({ id }) => id);
  const differing = (of: (content: ReleaseContent, area: AreaId) => unknown) =>
    kept.filter((area) => JSON.stringify(of(before, area)) !== JSON.stringify(of(after, area)));
  const found = [
    { cause: 'tariff' as const, areas: differing(tariffsIn) },
    { cause: 'zone' as const, areas: differing(borderOf) },
  ];
  return found.filter(({ areas }) => areas.length > 0);
}

/** What parking costs in a zone, without the names it is written down with. */
function tariffsIn({ tariffs }: ReleaseContent, area: AreaId): unknown {
  return tariffs.regulations
    .filter(({ areas }) => areas.includes(area))
    .map(({ usage, from, until, dayMaximumCents, frames }) => {
      const priced = frames.map(({ days, from: begins, to, fare }) => {
        const parts = tariffs.fares.find(({ id }) => id === fare)?.parts ?? [];
        return [days, begins, to, parts.map((part) => [part.from, part.to, part.euros, part.stepMinutes])];
      });
      return [usage, from, until, dayMaximumCents, priced];
    });
}

const borderOf = ({ areas }: ReleaseContent, area: AreaId): unknown => areas.find(({ id }) => id === area)?.polygons;
