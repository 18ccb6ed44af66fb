import { createHash, randomBytes } from 'node:crypto';
import { type Response } from 'express';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { consentOf } from '../../activities/on-demand/consent.ts';
import { UnknownMunicipality } from '../../activities/municipalities/releases.ts';
import { Unavailable } from '../../activities/ports.ts';
import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Api } from '../api.ts';
import { type Caller } from '../http/caller.ts';
import { siteCookie } from '../http/cookies.ts';
import { answer, endpoint, sent, type Endpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { createPendingConsent } from '../on-demand/pending.ts';
import { isOnDemand, signInConsented } from '../on-demand/sign-in.ts';
import { textAt } from './claims.ts';
import { identityProvider } from './provider.ts';
import { signInHolder, signInStaff, type SignInProblem } from './sign-in.ts';

const STAFF = 'staff';
const MINUTES = 15;

const LoginQuery = z.strictObject({
  municipality: z.string().max(60),
  means: z.string().max(60),
  /** A path of this site; anything else is refused, so that nobody is sent elsewhere in our name. */
  returnTo: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])[^\s\\]*$/, 'a path of this site')
    .optional(),
});
const LogoutAnswer = z.object({ continueAt: z.string() });
/** Somebody of the desk and of parking on demand is signed out of both, and put down where they asked for it. */
const LogoutQuery = z.strictObject({ from: z.enum(['on-demand']).optional() });

/** Signing in and out (PORTAL-003, PORTAL-018). What somebody is depends on claims that are configuration, not code. */
export function authRoutes(api: Api): Endpoint[] {
  const { deps, sessions, accounts, settings } = api;
  const provider = identityProvider(settings);
  const callback = `${deps.publicUrl}/auth/callback`;
  const secure = deps.publicUrl.startsWith('https:');
  const cookie = siteCookie('parkwerk_login', { secure, path: '/auth' });
  const pending = createPendingConsent(deps.vault, { secure });
  const hashOf = (state: string) => createHash('sha256').update(state).digest();

  const releaseOf = async (municipalityId: string): Promise<Release> => {
    try {
      return await deps.releases.inForce(municipalityId, deps.clock());
    } catch (error) {
      if (error instanceof UnknownMunicipality) throw new HttpProblem(404, 'not-found');
      throw error;
    }
  };
  /** Says why, and remembers where somebody was going: trying again leads there. */
  const signInPage = (
    res: Response,
    { municipality_id, means, return_to }: Pick<AttemptRow, 'municipality_id' | 'means' | 'return_to'>,
    problem: SignInProblem,
  ) => {
    const why = new URLSearchParams({ problem, returnTo: return_to });
    const page = isOnDemand(municipality_id, return_to) ? 'on-demand' : `${means === STAFF ? 'staff' : 'desk'}/sign-in`;
    res.redirect(303, `/${municipality_id}/${page}?${why.toString()}`);
  };
  /** Undefined when it cannot be reached: a matter for our operator, and for whoever signs in a sentence rather than an error. */
  const brokerOf = async ({ content }: Release): Promise<oidc.Configuration | undefined> => {
    try {
      return await provider.of(content.municipality.login.clientId);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      deps.log.warn({ err: error }, 'nobody can sign in or out there now');
      return undefined;
    }
  };

  return [
    endpoint({
      method: 'get', path: '/auth/login', may: 'anyone', records: null, query: LoginQuery, raw: 'redirect',
      summary: 'To the identity provider',
      async handle({ query, res }) {
        const { municipality, means } = LoginQuery.parse(query);
        const release = await releaseOf(municipality);
        const known = release.content.municipality.login.means.find(({ id }) => id === means);
        if (!known && means !== STAFF) throw new HttpProblem(404, 'not-found');
        const returnTo = LoginQuery.parse(query).returnTo ?? `/${municipality}/${means === STAFF ? 'staff' : 'desk'}`;

        const config = await brokerOf(release);
        if (!config) {
          signInPage(res, { municipality_id: municipality, means, return_to: returnTo }, 'unavailable');
          return sent;
        }
        const verifier = oidc.randomPKCECodeVerifier();
        const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
        await deps.pool.query({ ...addAttempt, values: [hashOf(state), municipality, means, verifier, nonce, returnTo, MINUTES] });
        cookie.set(res, state, MINUTES * 60_000);
        const url = oidc.buildAuthorizationUrl(config, {
          redirect_uri: callback,
          scope: 'openid profile',
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
          kc_idp_hint: known?.brokerHint ?? STAFF,
          ui_locales: res.locals['language'] === 'en' ? 'en nl' : 'nl en',
        });
        res.redirect(303, url.href);
        return sent;
      },
    }),
    endpoint({
      method: 'get', path: '/auth/callback', may: 'anyone', records: 'signed-in', raw: 'redirect',
      summary: 'Back from the identity provider',
      async handle({ req, res }) {
        const url = new URL(req.originalUrl, deps.publicUrl);
        const state = url.searchParams.get('state') ?? randomBytes(8).toString('hex');
        const { rows } = await deps.pool.query<AttemptRow>({ ...takeAttempt, values: [hashOf(state)] });
        const attempt = rows[0];
        // Only the browser that left may come back; an old or foreign answer signs nobody in.
        if (!attempt || cookie.of(req) !== state) {
          res.redirect(303, attempt ? `/${attempt.municipality_id}/desk/sign-in?problem=expired` : '/?problem=expired');
          return sent;
        }
        cookie.clear(res);
        const { municipality_id: municipalityId, means, return_to: returnTo } = attempt;
        if (url.searchParams.get('error') === 'access_denied') {
          signInPage(res, attempt, 'cancelled');
          return sent;
        }
        const release = await releaseOf(municipalityId);
        const config = await brokerOf(release);
        if (!config) {
          signInPage(res, attempt, 'unavailable');
          return sent;
        }
        const tokens = await oidc
          .authorizationCodeGrant(config, url, { pkceCodeVerifier: attempt.verifier, expectedState: state, expectedNonce: attempt.nonce })
          .catch((error: unknown) => {
            deps.log.warn({ err: error }, 'the identity provider and we do not agree');
            return undefined;
          });
        const claims = tokens?.claims();
        if (!tokens || !claims) {
          signInPage(res, attempt, 'expired');
          return sent;
        }
        const found = release.content.municipality.login.means.find(({ id }) => id === means);
        if (found && release.content.municipality.onDemand && isOnDemand(municipalityId, returnTo)) {
          const told = { municipalityId, means, claims, idToken: tokens.id_token ?? null };
          const subject = textAt(claims, found.claims.subject) ?? '';
          const hash = deps.vault.fingerprint('subject', `${found.subjectType}:${subject}`);
          if ((await consentOf(deps.pool, municipalityId, found.subjectType, hash)) === undefined) {
            pending.keep(res, told, found);
            res.redirect(303, `/${municipalityId}/on-demand/consent`);
            return sent;
          }
          const language = res.locals['language'] === 'en' ? 'en' : 'nl';
          const problem = await signInConsented(api, found, told, { req, res, language });
          if (problem) signInPage(res, attempt, problem);
          else res.redirect(303, returnTo);
          return sent;
        }
        const signedIn = found ? await signInHolder(api, municipalityId, found, claims) : await signInStaff(api, municipalityId, claims);
        if (signedIn.outcome === 'problem') {
          signInPage(res, attempt, signedIn.problem);
          return sent;
        }
        const { holderId, staffId } = signedIn;
        await sessions.open(res, { municipalityId, holderId, staffId, means, idToken: tokens.id_token ?? null });
        res.redirect(303, returnTo);
        return sent;
      },
    }),
    endpoint({
      method: 'post', path: '/auth/logout', may: 'anyone', records: 'signed-out', query: LogoutQuery, answers: LogoutAnswer,
      summary: 'End the session here, and at the identity provider',
      async handle({ caller, query, req, res }) {
        // Who signed in once signs out once: also where the session of the desk was over before that of parking.
        const parker = await accounts.find(req);
        const town = parker && (await municipalityOf(api, parker.id));
        if (parker && town !== undefined) await accounts.close(res, parker);
        if (!caller) return answer({ continueAt: town === undefined ? '/' : `/${town}/on-demand` });
        const idToken = await sessions.close(res, caller);
        await recordSigningOut(api, caller);
        const page = caller.kind === 'staff' ? 'staff' : (query.from ?? 'desk');
        const home = `${deps.publicUrl}/${caller.municipalityId}/${page}`;
        if (idToken === null) return answer({ continueAt: home });
        // The session here is over, which is what was asked for; the one at a broker that is away ends by itself.
        const config = await brokerOf(await releaseOf(caller.municipalityId));
        if (!config?.serverMetadata().end_session_endpoint) return answer({ continueAt: home });
        const url = oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: home });
        return answer({ continueAt: url.href });
      },
    }),
  ]; // prettier-ignore
}

async function recordSigningOut({ deps }: Api, caller: Caller): Promise<void> {
  const subject = { municipalityId: caller.municipalityId, holderId: caller.kind === 'holder' ? caller.id : null };
  await inTransaction(deps.pool, (tx) => record(tx, deps.clock(), caller, subject, { kind: 'signed-out', data: {} }));
}

/** Where an account signs in that has no password of its own; undefined for one of the parking app. */
async function municipalityOf({ deps }: Api, accountId: string): Promise<string | undefined> {
  const { rows } = await deps.pool.query<{ municipality_id: string }>({ ...findTown, values: [accountId] });
  return rows[0]?.municipality_id;
}

interface AttemptRow {
  municipality_id: string;
  means: string;
  verifier: string;
  nonce: string;
  return_to: string;
}

const addAttempt = statement(
  'add-login-attempt',
  `INSERT INTO login_attempt (state_hash, municipality_id, means, verifier, nonce, return_to, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(mins => $7))`,
);
const findTown = statement(
  'municipality-of-account',
  'SELECT h.municipality_id FROM account a JOIN holder h ON h.id = a.holder_id WHERE a.id = $1',
);
const takeAttempt = statement(
  'take-login-attempt',
  `DELETE FROM login_attempt WHERE state_hash = $1 AND ends_at > now() RETURNING municipality_id, means, verifier, nonce, return_to`,
);
