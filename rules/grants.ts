import { emailKeyOf } from './accounts.ts';
import { type GrantTerms, type ParkingTerms } from './municipalities/parking.ts';
import { type Plate } from './values/plate.ts';
import { DAY_MS, earliest, epoch, isBefore, plusMs, type Instant } from './values/moment.ts';
import { isEnd, isListed, type Moves } from './values/moves.ts';
import { refuse, type Refusal } from './values/refusal.ts';
import { type Unit } from './values/unit.ts';

/** An invitation nobody took up is over by then, and what was set apart for it goes back. */
const INVITATION_DAYS = 30;
/** On one permit at a time: enough for a street party, too few to send mail to the whole town with. */
const MOST_AT_ONCE = 50;

export const invitationEnds = (invitedAt: Instant): Instant => plusMs(invitedAt, INVITATION_DAYS * DAY_MS);

export type GrantStatus = 'invited' | 'accepted' | 'ended';
/** Why it is over; people read its sentence. */
export type GrantEnd = 'revoked' | 'given-back' | 'invitation-lapsed' | 'term-over' | 'permit-over';

export type GrantMove = 'accept' | 'revoke' | 'give-back' | 'lapse' | 'permit-over';

/** The only moves there are; giving back is for whoever has it. */
export const GRANT_MOVES: Moves<GrantStatus, GrantMove> = {
  invited: { accept: ['accepted'], revoke: ['ended'], lapse: ['ended'], 'permit-over': ['ended'] },
  accepted: { revoke: ['ended'], 'give-back': ['ended'], 'permit-over': ['ended'] },
  ended: {},
};

/** The unit a part can be given in: of the one balance there is. With none, or two that are spent together, nothing can be set apart. */
export const grantUnit = ({ balances }: ParkingTerms): Unit | null =>
  new Set(balances.map(({ unit }) => unit)).size === 1 ? balances[0]!.unit : null;

/** Somebody ends it: its owner takes it away, or whoever has it gives it back. */
export const mayEndGrant = (status: GrantStatus, ground: Extract<GrantEnd, 'revoked' | 'given-back'>): boolean =>
  isListed(GRANT_MOVES, status, ground === 'revoked' ? 'revoke' : 'give-back');

export interface GrantRequest {
  email: string;
  plate: Plate | null;
  amount: number | null;
  monthlyCap: number | null;
  /** Of the day after its last one; null leaves it as long as the permit. */
  endsAt?: Instant | null;
}

export interface GrantFacts {
  terms: ParkingTerms | null;
  permit: { status: 'issued' | 'ended' | 'expired'; validUntil: Instant; blocked: boolean };
  ownerEmail: string;
  /** Not ended, of this permit. */
  open: number;
  /** Has this address one already, invited or accepted? */
  invitedBefore: boolean;
  /** Free on the balance a part would be taken from; null when there is none for today. */
  available: number | null;
}

export type GrantGround =
  | 'grants-not-allowed'
  | 'permit-not-in-force'
  | 'grant-to-oneself'
  | 'grant-exists'
  | 'too-many-grants'
  | 'grant-plate-needed'
  | 'grant-amount-not-possible'
  | 'no-balance-for-day'
  | 'grant-more-than-balance'
  | 'grant-end-past';

/** May the owner of a permit let this person park on it, on these terms (machtigen, 2PARK-091)? */
export function decideGrant(
  request: GrantRequest,
  facts: GrantFacts,
  now: Instant,
): { outcome: 'allow'; unit: Unit | null } | Refusal<GrantGround> {
  const { terms, permit, ownerEmail, open, invitedBefore, available } = facts;
  if (!terms?.grants) return refuse('grants-not-allowed');
  if (permit.blocked || permit.status !== 'issued' || !isBefore(now, permit.validUntil))
    return refuse('permit-not-in-force', { blocked: permit.blocked, status: permit.status }, 'look-again');
  if (emailKeyOf(request.email) === emailKeyOf(ownerEmail))
    return refuse('grant-to-oneself', {}, 'choose-other-address');
  if (invitedBefore) return refuse('grant-exists', {}, 'revoke-first');
  const max = mostGrants(terms.grants);
  if (open >= max) return refuse('too-many-grants', { max }, 'revoke-first');
  if (terms.grants.plate === 'required' && request.plate === null)
    return refuse('grant-plate-needed', {}, 'add-grant-plate');

  if (request.endsAt && epoch(request.endsAt) <= epoch(now))
    return refuse('grant-end-past', {}, 'choose-later-last-day');

  const unit = grantUnit(terms);
  if (unit === null && (request.amount !== null || request.monthlyCap !== null))
    return refuse('grant-amount-not-possible', {}, 'leave-out-amount');
  if (request.amount !== null) {
    if (available === null) return refuse('no-balance-for-day', { unit }, 'try-later');
    if (request.amount > available)
      return refuse('grant-more-than-balance', { unit, amount: request.amount, available }, 'choose-smaller-amount');
  }
  return { outcome: 'allow', unit };
}

/** Given without a last day, it ends after a year (BEYOND-042). */
export const GRANT_MONTHS = 12;

/** Only what is not over can be paused, or go on again. */
export const decidePause = (status: GrantStatus): { outcome: 'allow' } | Refusal<'grant-over'> =>
  isEnd(GRANT_MOVES, status) ? refuse('grant-over', {}, 'look-again') : { outcome: 'allow' };

/** How many people may be on a list of colleagues at a time. */
export const mostGrants = ({ most }: GrantTerms): number => most ?? MOST_AT_ONCE;

/** May a colleague manage the list with others from now on, or no longer (medebeheerder, PEERS-029)? */
export function decideManager(
  status: GrantStatus,
  terms: ParkingTerms | null,
): { outcome: 'allow' } | Refusal<'managers-not-offered' | 'grant-over' | 'grant-not-accepted'> {
  if (!terms?.grants?.managers) return refuse('managers-not-offered', {}, 'choose-other-product');
  if (status === 'ended') return refuse('grant-over', {}, 'look-again');
  return status === 'invited' ? refuse('grant-not-accepted', {}, 'wait-for-acceptance') : { outcome: 'allow' };
}

/** Somebody always manages: who was first leaves when there is another (PEERS-029). */
export function decideLeaving(
  facts: { isFirst: boolean; otherManagers: number },
  terms: ParkingTerms | null,
): { outcome: 'allow' } | Refusal<'managers-not-offered' | 'last-manager'> {
  if (!terms?.grants?.managers) return refuse('managers-not-offered', {}, 'choose-other-product');
  return facts.isFirst && facts.otherManagers === 0
    ? refuse('last-manager', {}, 'make-other-manager')
    : { outcome: 'allow' };
}

export interface GrantState {
  status: GrantStatus;
  email: string;
  invitedAt: Instant;
  permit: { status: 'issued' | 'ended' | 'expired'; validUntil: Instant };
  /** When its own term is over; null or absent is as long as the permit. */
  endsAt?: Instant | null;
}

/** May this account take up the invitation? Its address must be the invited one: a link that was passed on opens nothing. */
export function decideAccept(
  grant: GrantState,
  accountEmail: string,
  now: Instant,
): { outcome: 'allow' } | Refusal<'grant-over' | 'grant-accepted-before' | 'grant-for-other-address'> {
  if (emailKeyOf(grant.email) !== emailKeyOf(accountEmail))
    return refuse('grant-for-other-address', {}, 'sign-in-with-address');
  if (grant.status === 'accepted') return refuse('grant-accepted-before', {}, 'look-again');
  if (dueEnd(grant, now) !== null || !isListed(GRANT_MOVES, grant.status, 'accept'))
    return refuse('grant-over', {}, 'ask-owner-again');
  return { outcome: 'allow' };
}

/** When a grant ends by itself; undefined when it is over. */
export function grantDue({ status, invitedAt, permit, endsAt }: GrantState): Instant | undefined {
  if (isEnd(GRANT_MOVES, status)) return undefined;
  const end = endsAt ? earliest(endsAt, permit.validUntil) : permit.validUntil;
  return isListed(GRANT_MOVES, status, 'lapse') ? earliest(invitationEnds(invitedAt), end) : end;
}

/** Why it is over by now, though nobody ended it; null while it goes on. */
export function dueEnd(
  grant: GrantState,
  now: Instant,
): Extract<GrantEnd, 'invitation-lapsed' | 'term-over' | 'permit-over'> | null {
  if (isEnd(GRANT_MOVES, grant.status)) return null;
  if (grant.permit.status !== 'issued' || epoch(grant.permit.validUntil) <= epoch(now)) return 'permit-over';
  if (grant.endsAt && epoch(grant.endsAt) <= epoch(now)) return 'term-over';
  return isListed(GRANT_MOVES, grant.status, 'lapse') && epoch(invitationEnds(grant.invitedAt)) <= epoch(now)
    ? 'invitation-lapsed'
    : null;
}
