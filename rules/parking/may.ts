import { type ParkingTerms } from '../municipalities/parking.ts';
import { epoch, MINUTE_MS, plusMs, type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** Everything the app knows to do with a permit. What is not among it is neither shown nor accepted (2PARK-003, R17). */
export type ParkingAct =
  | 'start'
  | 'plan'
  | 'extend'
  | 'correct'
  | 'switch-plate'
  | 'top-up'
  | 'favourites'
  | 'grants'
  | 'guests'
  | 'visits'
  | 'history'
  | 'transactions'
  | 'alarm'
  | 'staff-history'
  | 'leave'
  | 'remove';

/** Owner of the permit, somebody its owner gave a grant (gemachtigde), or one of those who manages its colleagues too (PEERS-029). */
export type ParkingRole = 'owner' | 'manager' | 'grantee';

/** What a permit is for the app: a blocked one is valid on paper and cannot be used (2PARK-107). */
export type ParkingState = 'upcoming' | 'active' | 'blocked' | 'ended' | 'expired';

export interface PermitStanding {
  status: 'issued' | 'ended' | 'expired';
  blocked: boolean;
  validity: Interval;
}

export function stateOf({ status, blocked, validity }: PermitStanding, now: Instant): ParkingState {
  if (status !== 'issued') return status;
  if (epoch(validity.to) <= epoch(now)) return 'expired';
  if (blocked) return 'blocked';
  return epoch(now) < epoch(validity.from) ? 'upcoming' : 'active';
}

/** What product and role leave open, whatever the permit is at this moment. */
export function allowedBy(terms: ParkingTerms, role: ParkingRole): ParkingAct[] {
  // With a plate switch the permit's own plates park: there is nothing to start.
  const starts = terms.kind !== 'plate-switch';
  const owner = role === 'owner';
  const manages = owner || role === 'manager';
  const together = terms.grants?.managers === true;
  const acts: Record<ParkingAct, boolean> = {
    start: starts,
    plan: starts && terms.horizonDays > 0,
    extend: starts && terms.extend,
    correct: starts,
    'switch-plate': owner && terms.kind === 'plate-switch',
    'top-up': owner && terms.topUp !== null,
    favourites: owner && terms.favourites,
    grants: manages && terms.grants !== null,
    guests: owner && starts && !!terms.guests,
    visits: starts && terms.visitPlan === true,
    history: starts,
    transactions: owner && terms.balances.length > 0,
    alarm: owner && terms.balances.length > 0,
    'staff-history': manages && together,
    leave: together,
    remove: true,
  };
  return Object.entries(acts).flatMap(([act, allowed]) => (allowed ? [act as ParkingAct] : []));
}

const IN_STATE: Record<ParkingState, readonly ParkingAct[]> = {
  upcoming: ['plan', 'extend', 'correct', 'switch-plate', 'top-up', 'favourites', 'grants', 'guests', 'visits', 'history', 'transactions', 'alarm', 'staff-history', 'leave'],
  active: ['start', 'plan', 'extend', 'correct', 'switch-plate', 'top-up', 'favourites', 'grants', 'guests', 'visits', 'history', 'transactions', 'alarm', 'staff-history', 'leave'],
  blocked: ['history', 'transactions', 'staff-history', 'leave', 'remove'],
  ended: ['history', 'transactions', 'staff-history', 'remove'],
  expired: ['history', 'transactions', 'staff-history', 'remove'],
}; // prettier-ignore

/** What may be done now. */
export function mayOn(terms: ParkingTerms, role: ParkingRole, state: ParkingState): ParkingAct[] {
  return allowedBy(terms, role).filter((act) => IN_STATE[state].includes(act));
}

/** Undefined: go on. What the product itself forbids, in whatever state the permit is. */
export function refuseUnlessAllowed(
  act: ParkingAct,
  terms: ParkingTerms,
  role: ParkingRole,
): Refusal<'not-allowed-by-product'> | undefined {
  if (allowedBy(terms, role).includes(act)) return undefined;
  return refuse('not-allowed-by-product', { act, role }, 'choose-other-product');
}

/** Undefined: go on. The product's own limits come first, because waiting does not help against those. */
export function refuseUnlessMay(
  act: ParkingAct,
  terms: ParkingTerms,
  role: ParkingRole,
  state: ParkingState,
): Refusal<'not-allowed-by-product' | 'permit-not-in-force'> | undefined {
  const refused = refuseUnlessAllowed(act, terms, role);
  if (refused || IN_STATE[state].includes(act)) return refused;
  return refuse('permit-not-in-force', { act, state }, 'look-again');
}

export type ActionState = 'planned' | 'running' | 'ended';

/** An action as the rules on what may be done with it look at it. */
export interface ActionStanding {
  settled: boolean;
  stay: Interval;
  /** Of the moment it was booked. */
  startedAt: Instant;
  corrected: boolean;
  /** Is the plate still known? */
  named: boolean;
  /** A guest paid for it until the end that was chosen then: it has no later one. */
  fixedEnd?: boolean;
}

/** Planned until it begins (2PARK-050). One whose end has come is over, also in the seconds before it is settled. */
export function stateOfAction({ settled, stay }: Pick<ActionStanding, 'settled' | 'stay'>, now: Instant): ActionState {
  if (settled || epoch(stay.to) <= epoch(now)) return 'ended';
  return epoch(now) < epoch(stay.from) ? 'planned' : 'running';
}

/** So long after its begin a plate may still be put right (BEYOND-002). */
export const CORRECTION_MINUTES = 10;

export type ActOnAction = 'stop' | 'delete' | 'extend' | 'correct';

/** Stopping is always possible, whatever has become of the permit (2PARK-060); the rest is what the permit allows now. */
export function mayWithAction(action: ActionStanding, permitMay: readonly ParkingAct[], now: Instant): ActOnAction[] {
  const state = stateOfAction(action, now);
  if (state === 'ended') return [];
  const inTime = epoch(now) < epoch(plusMs(action.stay.from, CORRECTION_MINUTES * MINUTE_MS));
  const acts: [ActOnAction, boolean][] = [
    ['stop', state === 'running'],
    ['delete', state === 'planned'],
    ['extend', permitMay.includes('extend') && !action.fixedEnd],
    ['correct', permitMay.includes('correct') && !action.corrected && action.named && inTime],
  ];
  return acts.flatMap(([act, possible]) => (possible ? [act] : []));
}
