/** A moment in UTC as ISO text, so that it survives JSON between workflow, activity and browser unchanged. */
export type Instant = string;

/** Half-open: `from` belongs to it, `to` does not. */
export interface Interval {
  from: Instant;
  to: Instant;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const epoch = (moment: Instant): number => Date.parse(moment);
export const instant = (epochMs: number): Instant => new Date(epochMs).toISOString();

export const earliest = (a: Instant, b: Instant): Instant => (epoch(a) <= epoch(b) ? a : b);
export const latest = (a: Instant, b: Instant): Instant => (epoch(a) >= epoch(b) ? a : b);
export const isBefore = (a: Instant, b: Instant): boolean => epoch(a) < epoch(b);
export const plusMs = (moment: Instant, ms: number): Instant => instant(epoch(moment) + ms);
