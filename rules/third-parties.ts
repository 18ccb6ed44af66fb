import { type AreaId } from './municipalities/names.ts';
import { areaOf, type ReleaseContent } from './municipalities/release.ts';
import { epoch, HOUR_MS, MINUTE_MS, plusMs, type Instant } from './values/moment.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** What a provider of parking sessions may do here (rechten van een aanbieder); asked for with its token. */
export const PROVIDER_SCOPES = ['rights:register', 'rights:read', 'permits:sign-on'] as const;
export type ProviderScope = (typeof PROVIDER_SCOPES)[number];

/** A message may be so long on its way from the car to us. What was not told by then was not there: nobody makes a red check good later. */
const ON_ITS_WAY_MS = 5 * MINUTE_MS;

export interface AskedRight {
  areaId: AreaId;
  /** Absent: now. */
  startsAt: Instant | null;
  endsAt: Instant;
}

export type RightAllowed = { outcome: 'allow'; since: Instant; until: Instant; usageId: string };

/**
 * May a provider register this right (parkeerrecht van een derde)? A right counts from the moment we hear of it, never from before.
 */
export function decideThirdPartyRight(
  { areaId, startsAt, endsAt }: AskedRight,
  content: ReleaseContent,
  now: Instant,
): RightAllowed | Refusal<'third-parties-not-admitted' | 'area-unknown' | 'area-not-for-providers' | RightFault> {
  const terms = content.municipality.thirdParties;
  if (!terms) return refuse('third-parties-not-admitted');
  if (!areaOf(content, areaId)) return refuse('area-unknown', {}, 'choose-other-location');
  if (!terms.areas.includes(areaId)) return refuse('area-not-for-providers', {}, 'choose-other-location');
  if (startsAt !== null && epoch(startsAt) < epoch(now) - ON_ITS_WAY_MS)
    return refuse('right-begins-in-past', { minutes: ON_ITS_WAY_MS / MINUTE_MS }, 'begin-now');
  const since = startsAt !== null && epoch(startsAt) > epoch(now) ? startsAt : now;
  const fault = faultOf(since, endsAt, terms.longestHours, now);
  return fault ?? { outcome: 'allow', since, until: endsAt, usageId: terms.registerUsageId };
}

type RightFault = 'right-begins-in-past' | 'right-ends-in-past' | 'right-too-long';

/** May the end of a right that is registered move there? One that is over stays over. */
export function decideNewEnd(
  right: { since: Instant; until: Instant },
  endsAt: Instant,
  { municipality }: ReleaseContent,
  now: Instant,
): { outcome: 'allow'; until: Instant } | Refusal<'third-parties-not-admitted' | 'right-over' | RightFault> {
  const terms = municipality.thirdParties;
  if (!terms) return refuse('third-parties-not-admitted');
  if (epoch(right.until) <= Math.max(epoch(now), epoch(right.since))) return refuse('right-over', {}, 'register-anew');
  return faultOf(right.since, endsAt, terms.longestHours, now) ?? { outcome: 'allow', until: endsAt };
}

/** When a right ends that is ended now; one that has not begun never counts. */
export const endedAt = ({ since, until }: { since: Instant; until: Instant }, now: Instant): Instant => {
  const earliest = epoch(since) > epoch(now) ? since : now;
  return epoch(until) < epoch(earliest) ? until : earliest;
};

function faultOf(
  since: Instant,
  until: Instant,
  longestHours: number,
  now: Instant,
): Refusal<'right-ends-in-past' | 'right-too-long'> | undefined {
  if (epoch(until) <= epoch(now) || epoch(until) <= epoch(since))
    return refuse('right-ends-in-past', {}, 'choose-later-end');
  if (epoch(until) > epoch(plusMs(since, longestHours * HOUR_MS)))
    return refuse('right-too-long', { hours: longestHours }, 'choose-earlier-end');
  return undefined;
}
