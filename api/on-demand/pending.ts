import { type Request, type Response } from 'express';
import { type Vault } from '../../activities/db/vault.ts';
import { type LoginMeans } from '../../rules/municipalities/municipality.ts';
import { claimAt, type Claims } from '../auth/claims.ts';
import { siteCookie } from '../http/cookies.ts';

const MINUTES = 15;
/** A cookie holds four thousand bytes; without the token, signing out ends the session here alone. */
const LONGEST_TOKEN = 1_500;

/** Somebody who signed in and has not said yes or no. */
export interface Pending {
  municipalityId: string;
  means: string;
  claims: Claims;
  idToken: string | null;
}

export interface PendingConsent {
  keep(res: Response, pending: Pending, means: LoginMeans): void;
  find(req: Request): Pending | undefined;
  drop(res: Response): void;
}

/**
 * What a login told of somebody lies with themselves until they consent, sealed, for a quarter of an hour: nothing of it is kept here
 * (POM-003). Runs on real time, as sessions do.
 */
export function createPendingConsent(vault: Vault, { secure }: { secure: boolean }): PendingConsent {
  const cookie = siteCookie('parkwerk_consent', { secure, path: '/v1/on-demand' });
  return {
    keep(res, { idToken, ...pending }, means) {
      const told = { ...pending, claims: onlyWhatIsRead(pending.claims, means), idToken: idToken !== null && idToken.length <= LONGEST_TOKEN ? idToken : null }; // prettier-ignore
      const sealed = vault.seal(Buffer.from(JSON.stringify({ ...told, until: Date.now() + MINUTES * 60_000 })));
      cookie.set(res, sealed.toString('base64url'), MINUTES * 60_000);
    },
    find(req) {
      const given = cookie.of(req);
      if (given === undefined) return undefined;
      try {
        const opened = vault.open(Buffer.from(given, 'base64url')).toString('utf8');
        const { until, ...pending } = JSON.parse(opened) as Pending & { until: number };
        return until > Date.now() ? pending : undefined;
      } catch {
        // Not sealed by us, or not whole: nobody signed in with it.
        return undefined;
      }
    },
    drop: (res) => cookie.clear(res),
  };
}

/** A login may tell more than is asked for; that goes no further. */
function onlyWhatIsRead(claims: Claims, { claims: paths }: LoginMeans): Claims {
  const read = Object.values(paths).map((path) => [path, claimAt(claims, path)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}
