import { WRONG_CAUSES, type WrongCause } from './fine-reports/status.ts';

/** With fewer checks in a month somebody who was checked could know themselves in the figures. */
export const FEWEST_CHECKS = 20;

/** What the books counted in one month of a municipality (foutencijfers). */
export interface MonthCounted {
  /** `2026-05`. */
  month: string;
  checks: number;
  /** Checks that turned out wrong, by cause; each counts once. */
  wrong: Partial<Record<WrongCause, number>>;
  /** Fines put right of which no check is in our books. */
  withoutCheck: number;
}

export type MonthShown =
  | { month: string; few: true }
  | {
      month: string;
      few: false;
      checks: number;
      wrong: number;
      /** Of a hundred checks, to two places. */
      percent: number;
      causes: { cause: WrongCause; count: number }[];
      withoutCheck: number;
    };

/** What the public reads of a month: every number as it was counted, or nothing at all where it would be about somebody. */
export function shownOf({ month, checks, wrong, withoutCheck }: MonthCounted): MonthShown {
  if (checks < FEWEST_CHECKS) return { month, few: true };
  const causes = WRONG_CAUSES.flatMap((cause) => {
    const count = wrong[cause] ?? 0;
    return count > 0 ? [{ cause, count }] : [];
  });
  const found = causes.reduce((sum, { count }) => sum + count, 0);
  return { month, few: false, checks, wrong: found, percent: percentOf(found, checks), causes, withoutCheck };
}

export const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 100;
