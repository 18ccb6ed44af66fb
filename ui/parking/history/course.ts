import type { Instant } from '../../../rules/values/moment.ts';

/** What a balance was from this moment on. */
export interface Step {
  at: Instant;
  amount: number;
  /** So much was added here by hand or at the issue; what merely comes back from a hold is no mark on the line. */
  rise: number | null;
}

interface Change {
  at: Instant;
  kind: string;
  unit: string;
  change: number;
  period?: { from: string; lastDay: string } | undefined;
}

interface Balance {
  unit: string;
  available: number;
  period: { from: string; lastDay: string } | null;
}

/** Kinds of change that add to a balance what was not there before. */
const ADDS = ['top-up', 'issued'];

/**
 * How a balance went, backwards from what it is now: newest changes first in, oldest step first out. Changes of another unit or another
 * period are of another balance. Nothing to draw without two moments.
 */
export function courseOf({ unit, available, period }: Balance, changes: readonly Change[], now: Instant): Step[] {
  const own = changes.filter((change) => change.unit === unit && change.period?.from === period?.from);
  const steps: Step[] = [{ at: now, amount: available, rise: null }];
  let amount = available;
  for (const { at, kind, change } of own) {
    const rise = change > 0 && ADDS.includes(kind) ? change : null;
    const earlier = steps.at(-1)!;
    if (earlier.at === at) earlier.rise = rise ?? earlier.rise;
    else steps.push({ at, amount, rise });
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
