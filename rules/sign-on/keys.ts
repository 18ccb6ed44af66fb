import { epoch, MINUTE_MS, SECOND_MS, type Instant } from '../values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../values/refusal.ts';

/**
 * With what somebody signs a plate on and off outside the app (meldnummer met pincode of kaart): a number with a code their holder
 * chose, or one that is printed on a card.
 */
export type KeyKind = 'pin' | 'card';

/** Typed on a telephone: as few keys as is safe, because wrong tries are counted. */
export const NUMBER_DIGITS = 8;
export const CODE_DIGITS: Record<KeyKind, number> = { pin: 4, card: 6 };

export type KeyGround = 'pin-not-digits' | 'pin-too-easy' | 'sign-on-not-offered' | 'permit-not-in-force';
export type EntryGround = 'sign-on-wrong' | 'sign-on-locked';

/** May this be the PIN? Four digits, and not one of those that are tried first: all the same, or counting up or down. */
export function decidePin(pin: string): { outcome: 'allow' } | Refusal<KeyGround> {
  if (!/^\d{4}$/.test(pin)) return refuse('pin-not-digits', { digits: CODE_DIGITS.pin }, 'other-pin');
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  const even = steps.size === 1 && [0, 1, 9].includes([...steps][0]!);
  return even ? refuse('pin-too-easy', {}, 'other-pin') : { outcome: 'allow' };
}

/** One of ours, from so many digits drawn: those that are tried first are left out; undefined asks for another draw. */
export const pinFrom = (drawn: number): string | undefined => {
  const pin = String(drawn).padStart(CODE_DIGITS.pin, '0');
  return isRefusal(decidePin(pin)) ? undefined : pin;
};

/** Wrong codes that cost nothing: people mistype. */
export const FREE_TRIES = 5;
const FIRST_LOCK_MINUTES = 15;
const LONGEST_LOCK_MINUTES = 24 * 60;
/** After two days without one, earlier mistakes are forgotten. */
const REMEMBERED_MS = 2 * 24 * 60 * MINUTE_MS;

/** How long nobody comes in after so many wrong codes: a quarter of an hour, and twice as long after each further one, up to a day. */
export const lockedMinutes = (tries: number): number =>
  tries < FREE_TRIES ? 0 : Math.min(LONGEST_LOCK_MINUTES, FIRST_LOCK_MINUTES * 2 ** (tries - FREE_TRIES));

/**
 * May a code be tried now, and how many tries does that make? Four digits are guessed quickly, so waits are long; the same for a number
 * that does not exist, so that nobody learns which do.
 */
export function decideEntryTry(
  { tries, lastAt }: { tries: number; lastAt: Instant },
  now: Instant,
): { outcome: 'allow'; tries: number } | Refusal<'sign-on-locked'> {
  const since = epoch(now) - epoch(lastAt);
  if (since >= REMEMBERED_MS) return { outcome: 'allow', tries: 1 };
  const left = lockedMinutes(tries) * MINUTE_MS - since;
  if (left <= 0) return { outcome: 'allow', tries: tries + 1 };
  return refuse(
    'sign-on-locked',
    { minutes: Math.ceil(left / MINUTE_MS), seconds: Math.ceil(left / SECOND_MS) },
    'wait-or-new-pin',
  );
}
