import { epoch, type Instant } from './moment.ts';

/**
 * Something that happens by itself if nobody acts before. Apart from the rules that compute such moments: these need a calendar, whose
 * size every process would carry that only waits for them.
 */
export interface Due<Kind extends string> {
  kind: Kind;
  at: Instant;
}

/** The earliest one that has not been reached yet. */
export function nextDue<Kind extends string>(dues: readonly Due<Kind>[], after: Instant): Due<Kind> | undefined {
  return dues.filter(({ at }) => epoch(at) > epoch(after)).sort((a, b) => epoch(a.at) - epoch(b.at))[0];
}
