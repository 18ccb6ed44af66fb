import type { BusinessClock } from './clock.ts';
import type { State } from './state.ts';

/** A parking right as the national register keeps it. */
export interface Right {
  id: string;
  reference: string | null;
  areaManagerId: string;
  areaId: string;
  usageId: string;
  /** Gone 13 weeks after the end. */
  vehicleId: string | null;
  countryCode: string | null;
  start: string;
  end: string | null;
  enrolledAt: string;
  revokedAt: string | null;
}

export type Enrolment = Pick<
  Right,
  'reference' | 'areaManagerId' | 'areaId' | 'usageId' | 'countryCode' | 'start' | 'end'
> & {
  vehicleId: string;
};

/** Numbers of our own: the real list of the register is not public. */
export const ERRORS = {
  pin: [10, 'De PIN is onjuist'],
  field: [20, 'Een veld ontbreekt, is onbekend of heeft een ongeldige waarde'],
  period: [21, 'De eindtijd ligt voor de begintijd'],
  reference: [30, 'De referentie is al gebruikt voor een ander parkeerrecht'],
  unknown: [40, 'Het parkeerrecht is niet bekend'],
  ended: [41, 'Het parkeerrecht is al met een andere eindtijd ingetrokken'],
} as const;
export type RegisterError = keyof typeof ERRORS;

export interface Register {
  enroll(enrolment: Enrolment): Right | RegisterError;
  revoke(id: string, end: string): Right | RegisterError;
  find(id: string): Right | undefined;
  /** Every right of a vehicle, or the ones in force at a moment. */
  ofVehicle(vehicleId: string, at?: string): Right[];
  /** Newest first. */
  list(): Right[];
  clear(): void;
}

const ANONYMOUS_AFTER_MS = 91 * 86_400_000;
const FIRST_ID = 1_000_000_001;

export function openRegister(state: State, clock: BusinessClock): Register {
  const rights = state.table<Right>('rights');
  const byReference = new Map<string, string>();
  const byVehicle = new Map<string, Set<string>>();
  let nextId = FIRST_ID;
  let nextErasure = Infinity;

  function remember(right: Right): Right {
    if (right.reference) byReference.set(referenceKey(right), right.id);
    if (right.vehicleId) byVehicle.set(right.vehicleId, (byVehicle.get(right.vehicleId) ?? new Set()).add(right.id));
    nextErasure = Math.min(nextErasure, erasureOf(right));
    return right;
  }

  function save(right: Right): Right {
    rights.put(right.id, right);
    return remember(right);
  }

  /** Thirteen weeks after its end a right no longer says whose it was. */
  function anonymise(): void {
    const now = clock.now().getTime();
    if (now < nextErasure) return;
    nextErasure = Infinity;
    for (const right of rights.all()) {
      const due = erasureOf(right);
      if (right.vehicleId && due <= now) {
        byVehicle.get(right.vehicleId)?.delete(right.id);
        rights.put(right.id, { ...right, vehicleId: null });
      } else nextErasure = Math.min(nextErasure, due);
    }
  }

  for (const right of rights.all()) {
    remember(right);
    nextId = Math.max(nextId, Number(right.id) + 1);
  }
  clock.onMoved(anonymise);

  return {
    enroll(enrolment) {
      if (enrolment.end && enrolment.end < enrolment.start) return 'period';
      const known = enrolment.reference && rights.get(byReference.get(referenceKey(enrolment)) ?? '');
      if (known) return isSameEnrolment(known, enrolment) ? known : 'reference';
      const id = String(nextId++);
      return save({ id, ...enrolment, enrolledAt: clock.now().toISOString(), revokedAt: null });
    },

    revoke(id, end) {
      const right = rights.get(id);
      if (!right) return 'unknown';
      if (end < right.start) return 'period';
      if (right.revokedAt) return right.end === end ? right : 'ended';
      return save({ ...right, end, revokedAt: clock.now().toISOString() });
    },

    find(id) {
      anonymise();
      return rights.get(id);
    },
    ofVehicle(vehicleId, at) {
      anonymise();
      const ids = [...(byVehicle.get(vehicleId) ?? [])];
      return ids.flatMap((id) => rights.get(id) ?? []).filter((right) => !at || isInForce(right, at));
    },
    list() {
      anonymise();
      return rights.all().reverse();
    },
    clear() {
      rights.clear();
      byReference.clear();
      byVehicle.clear();
    },
  };
}

function erasureOf({ vehicleId, end }: Right): number {
  return vehicleId && end ? Date.parse(end) + ANONYMOUS_AFTER_MS : Infinity;
}

function referenceKey({ areaManagerId, reference }: Pick<Right, 'areaManagerId' | 'reference'>): string {
  return `${areaManagerId}/${reference}`;
}

/** A repeated message may come after the revocation, so the end proves nothing by then. */
function isSameEnrolment(known: Right, asked: Enrolment): boolean {
  return (
    known.areaId === asked.areaId &&
    known.usageId === asked.usageId &&
    (known.vehicleId ?? asked.vehicleId) === asked.vehicleId &&
    known.countryCode === asked.countryCode &&
    known.start === asked.start &&
    (known.revokedAt !== null || known.end === asked.end)
  );
}

/** From the start up to, not including, the end. */
function isInForce({ start, end }: Right, at: string): boolean {
  return start <= at && (end === null || at < end);
}
