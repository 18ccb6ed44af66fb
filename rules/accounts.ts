import { epoch, SECOND_MS, type Instant } from './values/moment.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** What a mailed link does: prove an address, choose a new password, couple a permit, accept a grant, or change one parking action. */
export type LinkPurpose = 'verify' | 'reset' | 'couple' | 'grant' | 'action';

/** How long each works. The link of an action or an invitation works as long as that, so whoever makes it says until when. */
export const LINK_MINUTES = { verify: 24 * 60, reset: 60, couple: 7 * 24 * 60 } as const;

export type LinkGround = 'link-unknown' | 'link-used' | 'link-expired';

/** Why a link does nothing any more, or for whom there never was one. */
export function decideLink(
  link: { used: boolean; endsAt: Instant } | undefined,
  now: Instant,
): { outcome: 'allow' } | Refusal<LinkGround> {
  if (!link) return refuse('link-unknown', {}, 'new-link');
  if (link.used) return refuse('link-used', {}, 'new-link');
  return epoch(now) >= epoch(link.endsAt) ? refuse('link-expired', {}, 'new-link') : { outcome: 'allow' };
}

/** One account per address, however it is typed. */
export const emailKeyOf = (email: string): string => email.trim().toLowerCase();

/** Long beats odd: there are no rules about kinds of characters (2PARK-011). */
export const PASSWORD_LENGTH = 12;

export type PasswordGround = 'password-too-short' | 'password-breached' | 'password-like-address';

/** May this be somebody's password? Characters are counted as people see them; without an address there is none it could be like. */
export function decidePassword(
  password: string,
  { email, breached }: { email: string | null; breached: boolean },
): { outcome: 'allow' } | Refusal<PasswordGround> {
  if ([...password].length < PASSWORD_LENGTH)
    return refuse('password-too-short', { least: PASSWORD_LENGTH }, 'longer-password');
  if (breached) return refuse('password-breached', {}, 'other-password');
  return email !== null && isLikeAddress(password.toLowerCase(), emailKeyOf(email))
    ? refuse('password-like-address', {}, 'other-password')
    : { outcome: 'allow' };
}

/** Weakest first; the first one may not be chosen at all. */
export const STRENGTHS = ['short', 'weak', 'fair', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** What people begin with when they have to think of a password. */
const COMMON =
  /wachtwoord|password|welkom|welcome|geheim|secret|parkeren|parking|parkwerk|qwerty|azerty|admin|login|voetbal|football|zomer|summer|winter|lente|spring|herfst|autumn|(19|20)\d\d/g;

/**
 * How hard a password is to guess, as advice: characters that add something are counted. A word everybody thinks of counts as one, and so
 * does what is repeated or simply follows, such as `aaaa` or `1234`.
 */
export function passwordStrength(password: string): Strength {
  if ([...password].length < PASSWORD_LENGTH) return 'short';
  const bare = password
    .toLowerCase()
    .replace(COMMON, '*')
    .replace(/(.{2,})\1+/gu, '$1');
  const codes = [...bare].map((character) => character.codePointAt(0)!);
  const adds = codes.filter((code, at) => at === 0 || Math.abs(code - codes[at - 1]!) > 1).length;
  return adds < 9 ? 'weak' : adds < 15 ? 'fair' : 'strong';
}

/** The address, or the name in front of its @ with less than a word around it: the first thing others try. */
function isLikeAddress(password: string, email: string): boolean {
  const name = email.slice(0, email.lastIndexOf('@'));
  if (password.includes(email)) return true;
  return name.length >= 4 && password.includes(name) && password.length - name.length < 8;
}

/** Wrong passwords that cost nothing: people mistype. */
export const FREE_TRIES = 5;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 15 * 60;
/** After a day without one, earlier mistakes are forgotten. */
const REMEMBERED_MS = 24 * 60 * 60 * SECOND_MS;

/**
 * May the password of this address be tried now, and how many tries does that make? The same for an address that nobody has, so that
 * nobody learns which exist (2PARK-020). A try counts before its outcome is known: many at once are as slow as one by one.
 */
export function decideTry(
  { tries, lastAt }: { tries: number; lastAt: Instant },
  now: Instant,
): { outcome: 'allow'; tries: number } | Refusal<'sign-in-too-soon'> {
  const since = epoch(now) - epoch(lastAt);
  if (since >= REMEMBERED_MS) return { outcome: 'allow', tries: 1 };
  const seconds = Math.ceil(waitAfter(tries) - since / SECOND_MS);
  return seconds > 0
    ? refuse('sign-in-too-soon', { seconds }, 'wait-or-reset')
    : { outcome: 'allow', tries: tries + 1 };
}

/** Twice as long after each further mistake, up to a quarter of an hour. */
export const waitAfter = (tries: number): number =>
  tries < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (tries - FREE_TRIES));

/** A browser spends about a second on it before we mail an address; whoever wants to fill mailboxes spends it a thousand times. */
export const WORK_BITS = 16;
export const WORK_MINUTES = 10;

/** Does the digest of salt and nonce begin with so many zeros? */
export function isEnoughWork(digest: Uint8Array, bits: number): boolean {
  const bytes = Math.floor(bits / 8);
  const whole = digest.length > bytes && digest.subarray(0, bytes).every((byte) => byte === 0);
  return whole && digest[bytes]! >> (8 - (bits % 8)) === 0;
}

/** Between two mails of one kind to one account: nobody's mailbox is filled from here. */
export const MAIL_PAUSE_MINUTES = 1;
