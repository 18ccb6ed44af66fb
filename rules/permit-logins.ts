import { refuse, type Refusal } from './values/refusal.ts';

/** Why nobody comes in with a municipal user name; which of the first two it is, is told to nobody. */
export type PermitLoginGround =
  | 'permit-login-wrong'
  | 'permit-login-blocked'
  | 'password-change-needed'
  | 'password-unchanged'
  | 'password-like-name'
  | 'permit-login-not-offered'
  | 'permit-login-exists'
  | 'business-unknown';

/** `pl-000012` and ` PL-000012` are one user name. */
export const userNameKey = (typed: string): string => typed.trim().toUpperCase();

/** As it is written on the paper that staff hands out. */
export const userNameOf = (number: number): string => `PL-${String(number).padStart(6, '0')}`;

/** Letters and digits nobody mistakes for one another when they are read out: no 0 and O, no 1, I and L. */
const READABLE = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A password to begin with, in groups of four: more than ninety bits from eighteen random bytes or more. */
export const firstPassword = (bytes: Uint8Array): string =>
  [...bytes]
    .slice(0, 20)
    .map((byte, index) => READABLE[byte % READABLE.length]! + (index % 4 === 3 && index < 19 ? '-' : ''))
    .join('');

/** The right password was given: may they come in with it, or choose another first (LOKET-003)? */
export function decideEntry(login: {
  blocked: boolean;
  mustChange: boolean;
  choosesNew: boolean;
}): { outcome: 'allow' } | Refusal<PermitLoginGround> {
  if (login.blocked) return refuse('permit-login-blocked', {}, 'counter');
  if (login.mustChange && !login.choosesNew) return refuse('password-change-needed', {}, 'choose-new-password');
  return { outcome: 'allow' };
}
