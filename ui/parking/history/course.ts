import type { Instant } from '../../../rules/values/moment.ts';

/** What a balance was from this moment on. */
export interface Step {
  at: Instant;
  amount: number;
  /** It rose by so much here: a top-up, or what came back. */
  rise: number | null;
}

interface Change {
  at: Instant;
  unit: string;
  change: number;
  period?: { from: string; lastDay: string } | undefined;
}

interface Balance {
  unit: string;
  available: number;
  period: { from: string; lastDay: string } | null;
}

/**
 * How a balance went, backwards from what it is now: newest changes first in, oldest step first out. Changes of another unit or another
 * period are of another balance. Nothing to draw without two moments.
 */
export function courseOf({ unit, available, period }: Balance, changes: readonly Change[], now: Instant): Step[] {
  const own = changes.filter((change) => change.unit === unit && change.period?.from === period?.from);
  const steps: Step[] = [{ at: now, amount: available, rise: null }];
  let amount = available;
  for (const { at, change } of own) {
    const earlier = steps.at(-1)!;
    if (earlier.at === at) earlier.rise = change > 0 ? change : earlier.rise;
    else steps.push({ at, amount, rise: change > 0 ? change : null });
    amount -= change;
  }
  return own.length === 0 ? [] : steps.reverse();
}

/** The end of the scale: a round number no smaller than the largest amount, so that its half is round as well. */
export function scaleOf(steps: readonly Step[]): number {
  const largest = Math.max(1, ...steps.map(({ amount }) => amount));
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 4, 6, 8, 10].map((factor) => factor * power).find((end) => end >= largest)!;
}
