import { type ParkingTerms } from '../municipalities/parking.ts';
import { epoch, SECOND_MS, type Instant } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** So that a button pressed twice, or by a machine, fills nobody's inbox. */
const SECONDS_BETWEEN_MAILS = 60;

interface Plates {
  onPermit: number;
  atOnce: number;
}

/** Who has one plate on a permit to switch plates with has nothing to do in the app yet (LOKET-002). */
export const isOfUseInApp = (terms: ParkingTerms | null, { onPermit, atOnce }: Plates): boolean =>
  terms !== null && (terms.kind !== 'plate-switch' || onPermit > atOnce);

/** Is its holder mailed a link when the permit is issued (koppelen)? */
export const isCouplingMailDue = (terms: ParkingTerms | null, plates: Plates): boolean =>
  terms?.couple === true && isOfUseInApp(terms, plates);

export type CouplingGround = 'not-for-parking' | 'permit-not-in-force';

/** May this permit be coupled to an account, by whoever holds its link? */
export function decideCoupling(permit: {
  terms: ParkingTerms | null;
  status: 'issued' | 'ended' | 'expired';
}): { outcome: 'allow' } | Refusal<CouplingGround> {
  if (permit.terms === null) return refuse('not-for-parking');
  if (permit.status !== 'issued') return refuse('permit-not-in-force', { status: permit.status }, 'look-again');
  return { outcome: 'allow' };
}

/** May the link be mailed again, so soon after the last time? */
export function decideMailAgain(
  lastMailedAt: Instant | null,
  now: Instant,
): { outcome: 'allow' } | Refusal<'mail-too-soon'> {
  if (lastMailedAt === null) return { outcome: 'allow' };
  const seconds = Math.ceil((epoch(lastMailedAt) + SECONDS_BETWEEN_MAILS * SECOND_MS - epoch(now)) / SECOND_MS);
  return seconds <= 0 ? { outcome: 'allow' } : refuse('mail-too-soon', { seconds }, 'try-later');
}
