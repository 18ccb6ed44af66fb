import { epoch, latest, type Instant } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { type ParkingTerms } from '../municipalities/parking.ts';
import { type ParkingRole } from './may.ts';
import { type StartFacts } from './start.ts';

/** A plate as registers compare it. */
export interface PlateKey {
  country: string;
  plate: string;
}

/** A plate of the permit that counts, or will from a moment on. */
export interface CountingPlate extends PlateKey {
  rightId: string;
  since: Instant;
}

/** Everything a switch depends on, read in one snapshot. */
export interface SwitchFacts {
  /** Whoever was given a grant parks on the permit; which of its own plates counts is for its owner to say. */
  role: ParkingRole;
  /** Undefined when the product is not used for parking. */
  terms: ParkingTerms | undefined;
  permit: StartFacts['permit'];
  plates: readonly PlateKey[];
  counting: readonly CountingPlate[];
  /** How many plates may count at one moment. */
  atOnce: number;
}

export type SwitchGround = 'not-allowed-by-product' | 'permit-not-in-force' | 'plate-not-on-permit';

export type SwitchDecision =
  /** From this moment the plate counts, and the others no longer. */
  | { outcome: 'switch'; since: Instant; instead: CountingPlate[] }
  | { outcome: 'counts-already'; since: Instant }
  | Refusal<SwitchGround>;

/**
 * Which plate of a permit counts from now on (kenteken wisselen). Before the permit begins it counts from its beginning. Where several
 * may count at once, the one that has counted longest makes way, and none while there is room.
 */
export function decideSwitch(chosen: PlateKey, facts: SwitchFacts, now: Instant): SwitchDecision {
  const { role, terms, permit, plates, counting, atOnce } = facts;
  if (terms?.kind !== 'plate-switch' || role !== 'owner')
    return refuse('not-allowed-by-product', { act: 'switch-plate', role }, 'choose-other-product');
  if (permit.blocked || permit.status !== 'issued' || epoch(permit.validity.to) <= epoch(now))
    return refuse('permit-not-in-force', { blocked: permit.blocked, status: permit.status }, 'look-again');
  if (!plates.some((plate) => isSame(plate, chosen)))
    return refuse('plate-not-on-permit', {}, 'choose-plate-of-permit');

  const present = counting.find((plate) => isSame(plate, chosen));
  if (present) return { outcome: 'counts-already', since: present.since };
  const byAge = [...counting].sort((a, b) => epoch(a.since) - epoch(b.since));
  const instead = byAge.slice(0, Math.max(0, counting.length + 1 - atOnce));
  return { outcome: 'switch', since: latest(now, permit.validity.from), instead };
}

export const isSame = (a: PlateKey, b: PlateKey): boolean => a.country === b.country && a.plate === b.plate;
