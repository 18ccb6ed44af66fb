import type { PermitView } from '../../../api/permits/shapes.ts';

/** How often is asked whether the national register has answered. */
export const WAIT_MS = 3_000;

/** A right counts, and the register through which officers see it has not said so yet. */
export const waitsForRegister = ({ plates }: PermitView): boolean =>
  plates.some(({ counts, visibleSince }) => counts && visibleSince === null);

/** Since when officers see all plates of a permit that count; null as long as one of them waits. */
export function visibleSince({ plates }: PermitView): string | null {
  const moments = plates.filter(({ counts }) => counts).map((plate) => plate.visibleSince);
  return moments.reduce(
    (latest, moment) => (latest === null || moment === null ? null : latest > moment ? latest : moment),
    moments[0] ?? null,
  );
}
