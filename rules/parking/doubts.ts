import { dutchDisplay, type CountryCode } from '../values/plate.ts';

/** What may be a slip of the pen; asks, never blocks (BEYOND-001). */
export interface Doubt {
  kind: 'sidecode' | 'look-alike' | 'near-favourite';
  /** What was perhaps meant; null when nothing can be said. */
  suggestion: string | null;
}

export interface KnownPlate {
  country: CountryCode;
  /** Normalised. */
  plate: string;
  display: string;
}

/** A plate as it was typed, against the Dutch patterns and the plates that park here more often. */
export function doubtsAbout(country: CountryCode, plate: string, known: readonly KnownPlate[]): Doubt[] {
  const here = known.filter((one) => one.country === country);
  if (here.some((one) => one.plate === plate)) return [];
  const doubts: Doubt[] = [];
  if (country === 'NL' && dutchDisplay(plate) === undefined) {
    const meant = lookAlikes(plate).find((other) => dutchDisplay(other) !== undefined);
    doubts.push(
      meant === undefined
        ? { kind: 'sidecode', suggestion: null }
        : { kind: 'look-alike', suggestion: dutchDisplay(meant)! },
    );
  }
  const near = here.find((one) => isOneOff(one.plate, plate));
  if (near) doubts.push({ kind: 'near-favourite', suggestion: near.display });
  return doubts;
}

/** Pairs that are read for one another. */
const TWINS: Record<string, string> = {
  O: '0', 0: 'O', I: '1', 1: 'I', B: '8', 8: 'B', S: '5', 5: 'S', Z: '2', 2: 'Z',
}; // prettier-ignore

/** The plate with its look-alikes swapped: the fewest swaps first. At most ten characters, so at most a thousand. */
function lookAlikes(plate: string): string[] {
  let found = [{ text: '', swaps: 0 }];
  for (const character of plate) {
    const twin = TWINS[character];
    found = found.flatMap(({ text, swaps }) => [
      { text: text + character, swaps },
      ...(twin === undefined ? [] : [{ text: text + twin, swaps: swaps + 1 }]),
    ]);
  }
  return found
    .filter(({ swaps }) => swaps > 0)
    .sort((a, b) => a.swaps - b.swaps)
    .map(({ text }) => text);
}

/** One character changed, missing, too many, or two neighbours exchanged. */
export function isOneOff(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from += 1;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  if (a.length !== b.length) {
    const [longer, shorter] = a.length > b.length ? [restA, restB] : [restB, restA];
    return longer.slice(1) === shorter;
  }
  const exchanged = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return restA.slice(1) === restB.slice(1) || exchanged;
}
