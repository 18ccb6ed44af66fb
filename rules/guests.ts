import { type GuestTerms } from './municipalities/parking.ts';
import { DAY_MS, earliest, epoch, MINUTE_MS, plusMs, type Instant, type Interval } from './values/moment.ts';
import { isListed, type Moves } from './values/moves.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** Who pays for a visit: the host from the balance, or the guest by a payment of their own; the quota falls either way (PEERS-009). */
export type GuestPayer = 'host' | 'guest';
/** Does the host say yes to every visit, or is what keeps to the limits let in by itself? */
export type GuestConsent = 'each-time' | 'automatic';

/** What a host gives a guest: a link and a code that say the same (gastlink, gastcode). */
export interface GuestPassWish {
  days: number;
  uses: number;
  /** The longest visit, in minutes; null leaves it to the product. */
  mostMinutes: number | null;
  payer: GuestPayer;
  consent: GuestConsent;
}

export type GuestPassGround =
  | 'guests-not-allowed'
  | 'guest-pass-too-long'
  | 'guest-pass-too-many-uses'
  | 'guest-may-not-pay'
  | 'too-many-guest-passes';

/** On one permit at a time. */
export const MOST_GUEST_PASSES = 20;

/** May the host make it? How long and how often at most is agreed per product. */
export function decideGuestPass(
  { days, uses, payer }: GuestPassWish,
  { terms, live, permitEndsAt }: { terms: GuestTerms | null; live: number; permitEndsAt: Instant },
  now: Instant,
): { outcome: 'allow'; endsAt: Instant } | Refusal<GuestPassGround> {
  if (!terms) return refuse('guests-not-allowed', {}, 'choose-other-product');
  if (days > terms.daysAtMost) return refuse('guest-pass-too-long', { days, most: terms.daysAtMost }, 'fewer-guest-days');
  if (uses > terms.usesAtMost)
    return refuse('guest-pass-too-many-uses', { uses, most: terms.usesAtMost }, 'fewer-guest-uses');
  if (payer === 'guest' && !terms.guestPays) return refuse('guest-may-not-pay', {}, 'host-pays');
  if (live >= MOST_GUEST_PASSES) return refuse('too-many-guest-passes', { max: MOST_GUEST_PASSES }, 'revoke-guest-pass');
  return { outcome: 'allow', endsAt: earliest(plusMs(now, days * DAY_MS), permitEndsAt) };
} // prettier-ignore

/** Letters and digits nobody mistakes for each other: sixty bits, too many to try. */
export const GUEST_CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const GUEST_CODE_LENGTH = 12;

/** A code as it is compared: typed with or without dashes, in whatever case. */
export const guestCodeKey = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** As it is read aloud and typed over: in groups of four. */
export const guestCodeInGroups = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code;

export interface GuestPassStanding {
  uses: number;
  /** Visits that count: they park or parked, or hold a use for a while. */
  used: number;
  endsAt: Instant;
  revoked: boolean;
}

export type GuestEntryGround =
  'guest-link-unknown' | 'guest-link-revoked' | 'guest-link-expired' | 'guest-link-used-up';

/** Is a link still good for another visit? */
export function decideGuestEntry(
  pass: GuestPassStanding | undefined,
  now: Instant,
): { outcome: 'allow'; left: number } | Refusal<GuestEntryGround> {
  if (!pass) return refuse('guest-link-unknown', {}, 'check-guest-code');
  if (pass.revoked) return refuse('guest-link-revoked', {}, 'ask-host');
  if (epoch(pass.endsAt) <= epoch(now)) return refuse('guest-link-expired', { endsAt: pass.endsAt }, 'ask-host');
  if (pass.used >= pass.uses) return refuse('guest-link-used-up', { uses: pass.uses }, 'ask-host');
  return { outcome: 'allow', left: pass.uses - pass.used };
}

export type GuestStayGround = 'guest-stay-too-long' | 'guest-name-needed';

/** Is this visit within what the host gave? Who keeps the plate to themselves says a name instead, so that the host knows who it is. */
export function decideGuestStay(
  { stay, name, keepsPlate }: { stay: Interval; name: string | null; keepsPlate: boolean },
  { mostMinutes }: { mostMinutes: number | null },
): { outcome: 'allow' } | Refusal<GuestStayGround> {
  if (keepsPlate && name === null) return refuse('guest-name-needed', {}, 'give-name');
  const minutes = Math.ceil((epoch(stay.to) - epoch(stay.from)) / MINUTE_MS);
  if (mostMinutes !== null && minutes > mostMinutes)
    return refuse('guest-stay-too-long', { minutes, most: mostMinutes }, 'shorter-guest-stay');
  return { outcome: 'allow' };
}

/** Asked for, let in but not paid yet, at the checkout, parked, or come to nothing. */
export type GuestVisitStatus = 'asked' | 'allowed' | 'paying' | 'started' | 'refused' | 'lapsed';
export type GuestVisitMove = 'allow' | 'refuse' | 'pay' | 'start' | 'unpaid' | 'lapse';

export const GUEST_VISIT_MOVES: Moves<GuestVisitStatus, GuestVisitMove> = {
  asked: { allow: ['allowed'], refuse: ['refused'], start: ['started'], lapse: ['lapsed'] },
  allowed: { pay: ['paying'], refuse: ['refused'], lapse: ['lapsed'] },
  paying: { pay: ['paying'], start: ['started'], unpaid: ['allowed'], lapse: ['lapsed'] },
  started: {},
  refused: {},
  lapsed: {},
};

/** Only listed moves exist; who comes second reads what the first one did. */
export function decideGuestMove(
  visit: { status: GuestVisitStatus; until: Instant },
  move: GuestVisitMove,
  now: Instant,
): { outcome: 'allow' } | Refusal<'guest-visit-over'> {
  const status = visitStatusAt(visit, now);
  if (isListed(GUEST_VISIT_MOVES, status, move)) return { outcome: 'allow' };
  return refuse('guest-visit-over', { status }, 'look-again');
}

/** So long the host may think it over, and so long somebody who was let in may take to pay. */
export const GUEST_ANSWER_MINUTES = 30;
export const GUEST_PAY_MINUTES = 15;

/** A visit nobody answered, or nobody paid, is over by itself: it holds no use any longer. */
export const visitStatusAt = (
  { status, until }: { status: GuestVisitStatus; until: Instant },
  now: Instant,
): GuestVisitStatus => ((status === 'asked' || status === 'allowed') && epoch(until) <= epoch(now) ? 'lapsed' : status);

/** What a guest who paid and left early gets back: what was paid beyond what the stay came to. */
export const guestGetsBack = (paidCents: number, costCents: number): number => Math.max(0, paidCents - costCents);
