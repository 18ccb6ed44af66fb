import { epoch, type Instant, type Interval } from '../values/moment.ts';

/** Half-open: an action that stops at 14:00 and one that starts at 14:00 do not meet (R2). */
export const meets = (a: Interval, b: Interval): boolean => epoch(a.from) < epoch(b.to) && epoch(b.from) < epoch(a.to);

/** The most that go on at any one moment of the interval; not how many are met during it (R2). */
export function peakDuring(actions: readonly Interval[], interval: Interval): number {
  const met = actions.filter((action) => meets(action, interval));
  // The number can only rise where one begins, or at the beginning itself.
  const moments = [interval.from, ...met.map(({ from }) => from)].filter(
    (moment) => epoch(moment) >= epoch(interval.from) && epoch(moment) < epoch(interval.to),
  );
  return Math.max(0, ...moments.map((moment) => goingOnAt(met, moment)));
}

function goingOnAt(actions: readonly Interval[], moment: Instant): number {
  return actions.filter(({ from, to }) => epoch(from) <= epoch(moment) && epoch(moment) < epoch(to)).length;
}
