import { type Instant } from '../values/moment.ts';

/**
 * Where a release stands. `replaced` never came into force, because a newer one holds from its day or before; `rolled-back` was, until
 * an earlier one was put back.
 */
export const RELEASE_STATES = ['planned', 'in-force', 'past', 'replaced', 'rolled-back'] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

export interface ReleaseDates {
  number: number;
  validFrom: Instant;
  /** The release it puts back, if it does. */
  restores: number | null;
}

/** The one in force is the newest that has begun: a newer one always goes before an older one. */
export function releaseStates(releases: readonly ReleaseDates[], now: Instant): Map<number, ReleaseState> {
  const current = Math.max(0, ...releases.filter(({ validFrom }) => validFrom <= now).map(({ number }) => number));
  return new Map(releases.map((release) => [release.number, stateOf(release)]));

  function stateOf({ number, validFrom }: ReleaseDates): ReleaseState {
    if (number === current) return 'in-force';
    const newer = releases.filter((other) => other.number > number);
    const undone = newer.some(({ restores, validFrom: from }) => restores !== null && restores < number && from <= now);
    if (undone) return 'rolled-back';
    if (newer.some((other) => other.validFrom <= validFrom)) return 'replaced';
    return validFrom > now ? 'planned' : 'past';
  }
}

/** Which planned ones would never come into force if a new one began at this moment. */
export const overtakenBy = (releases: readonly ReleaseDates[], from: Instant, now: Instant): number[] => {
  const states = releaseStates(releases, now);
  return releases
    .filter(({ number, validFrom }) => states.get(number) === 'planned' && validFrom >= from)
    .map(({ number }) => number);
};
