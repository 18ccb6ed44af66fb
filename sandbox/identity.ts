import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import {
  errors,
  interactionPolicy,
  Provider,
  type AdapterPayload,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { acrOf, ASSURANCE, CLAIM_NAMES, claimsOf, DIGID_MIDDEN } from './claims.ts';
import { identityKeys } from './identity-keys.ts';
import { createIdentityStore } from './identity-store.ts';
import { failedLogin, loginPage } from './identity-pages.ts';
import { findPersona, peopleFor, type Persona } from './personas.ts';
import { fieldsOf } from './problem.ts';
import type { State } from './state.ts';

export interface Identity {
  routes: Router;
  /** Forgets every sign-in. */
  clear(): void;
}

export interface IdentitySettings {
  state: State;
  publicUrl: string;
  clientSecret: string;
}

const MOUNT = '/sandbox/idp';
const LOGIN = `${MOUNT}/login`;
const SESSION_COOKIE = 'sandbox_idp';

/** Municipalities come as data, and each asks as the client its data name: the broker knows whoever is called so. */
const CLIENT = /^parkwerk-([a-z][a-z0-9-]*)$/;
const municipalityOf = (clientId: string | undefined): string | undefined => CLIENT.exec(clientId ?? '')?.[1];

/**
 * The broker behind which the login means stand: OpenID Connect, one client per municipality. It tells real time, not business
 * time, because the relying party checks its tokens against its own clock.
 */
export function createIdentity({ state, publicUrl, clientSecret }: IdentitySettings): Identity {
  const store = createIdentityStore({ Client: (clientId) => clientOf(clientId, publicUrl, clientSecret) });
  const provider = createProvider(state, publicUrl, store.adapterFor);
  const routes = Router();

  routes.use(asSeenFrom(publicUrl));

  routes.get('/login/:uid', async (req, res) => {
    const interaction = await openInteraction(provider, req, res);
    if (interaction) loginPage(req, res, interaction);
  });

  routes.post('/login/:uid', express.urlencoded({ extended: false }), async (req, res) => {
    const interaction = await openInteraction(provider, req, res);
    if (!interaction) return;

    const body = fieldsOf(req.body);
    const persona = interaction.personas.find(({ id }) => id === body.persona);
    if (!persona && body.cancel === undefined) return loginPage(req, res, interaction);
    const result = persona
      ? { login: { accountId: persona.id, ...loginFacts(persona) } }
      : { error: 'access_denied', error_description: 'The person cancelled the sign-in.' };
    await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false });
  });

  routes.use(provider.callback());
  return { routes, clear: store.clear };
}

function createProvider(state: State, publicUrl: string, adapter: NonNullable<Configuration['adapter']>): Provider {
  const keys = identityKeys(state);
  const cookie = { path: MOUNT, httpOnly: true, sameSite: 'lax', signed: true } as const;

  const provider = new Provider(`${publicUrl}${MOUNT}`, {
    adapter,
    jwks: keys.jwks,
    cookies: {
      keys: keys.cookieSecrets,
      names: { session: SESSION_COOKIE, interaction: 'sandbox_login', resume: 'sandbox_login_resume' },
      long: cookie,
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    scopes: ['openid', 'profile', 'address', 'rrn', 'vo'],
    claims: { openid: [...CLAIM_NAMES] },
    conformIdTokenClaims: false,
    acrValues: [DIGID_MIDDEN, ...['loa2', 'loa2plus', 'loa3', 'loa4'].map((loa) => `${ASSURANCE}${loa}`)],
    extraParams: ['kc_idp_hint'],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: () => undefined, postLogoutSuccessSource: loggedOut },
    },
    interactions: { url: (_ctx, { uid }) => `${LOGIN}/${uid}`, policy: askWhenSomebodyElse() },
    findAccount: ({ oidc }, id) => {
      const persona = findPersona(id);
      const municipality = municipalityOf(oidc.client?.clientId);
      return persona && { accountId: id, claims: () => claimsOf(persona, municipality) };
    },
    loadExistingGrant: grantEverything,
    renderError: (ctx, { error, error_description: description }) => {
      ctx.respond = false; // Koa wraps the very request and response that Express made
      failedLogin(ctx.req as Request, ctx.res as Response, description ?? error);
    },
    clientBasedCORS: () => false,
    ttl: { Session: 12 * 3_600, Interaction: 3_600, Grant: 12 * 3_600, AccessToken: 3_600, IdToken: 3_600 },
  });

  provider.proxy = true;
  provider.use(logOutWithoutAsking);
  provider.on('server_error', (_ctx, error) => void process.stderr.write(`sandbox: ${error.stack ?? error.message}\n`));
  return provider;
}

function clientOf(clientId: string, publicUrl: string, clientSecret: string): AdapterPayload | undefined {
  const municipality = municipalityOf(clientId);
  if (municipality === undefined) return undefined;
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [`${publicUrl}/auth/callback`],
    post_logout_redirect_uris: [
      `${publicUrl}/`,
      ...['', '/desk', '/on-demand', '/staff', '/enforcement'].map((page) => `${publicUrl}/${municipality}${page}`),
    ],
  };
}

/** Links and redirects must lead to the public address, whatever a proxy in between passes on. */
function asSeenFrom(publicUrl: string): RequestHandler {
  const { host, protocol } = new URL(publicUrl);
  return (req, _res, next) => {
    req.headers['x-forwarded-host'] = host;
    req.headers['x-forwarded-proto'] = protocol.replace(':', '');
    next();
  };
}

/** A session of another municipality or means is no answer to this request: a citizen's must not open the staff's door. */
function askWhenSomebodyElse() {
  const policy = interactionPolicy.base();
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('somebody_else', 'another persona is signed in', ({ oidc }) => {
      const persona = findPersona(oidc.session?.accountId ?? '');
      const fits = persona && candidates(oidc.client?.clientId, oidc.params?.kc_idp_hint).includes(persona);
      return !oidc.session?.accountId || fits
        ? interactionPolicy.Check.NO_NEED_TO_PROMPT
        : interactionPolicy.Check.REQUEST_PROMPT;
    }),
  );
  return policy;
}

function candidates(clientId: string | undefined, means: unknown): Persona[] {
  const municipality = municipalityOf(clientId);
  return municipality === undefined ? [] : peopleFor(municipality, typeof means === 'string' ? means : undefined);
}

function loginFacts(persona: Persona) {
  const acr = acrOf(persona);
  return { amr: ['sandbox'], ...(acr ? { acr } : {}) };
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider, params } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope(typeof params?.scope === 'string' ? params.scope : 'openid');
  await grant.save();
  return grant;
}

/**
 * Real brokers ask nothing when the relying party asks for a logout, or when somebody else signs in; the library would show a
 * page whose form has to be sent first.
 */
async function logOutWithoutAsking(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  const { session, params } = ctx.oidc ?? {};
  const pending = session?.state as { postLogoutRedirectUri?: string; state?: string } | undefined;
  if (!session || !pending || ctx.status !== 200) return;

  await session.destroy();
  ctx.cookies.set(SESSION_COOKIE, null, { path: MOUNT, signed: true, overwrite: true });
  const landing = new URL(pending.postLogoutRedirectUri ?? ctx.oidc.urlFor('end_session_success'));
  if (pending.postLogoutRedirectUri && typeof params?.state === 'string')
    landing.searchParams.set('state', params.state);
  ctx.status = 303;
  ctx.redirect(landing.href);
}

function loggedOut(ctx: KoaContextWithOIDC): void {
  ctx.redirect('/sandbox');
}

async function openInteraction(provider: Provider, req: Request, res: Response) {
  try {
    const { params } = await provider.interactionDetails(req, res);
    const clientId = String(params.client_id);
    return {
      municipality: municipalityOf(clientId) ?? clientId,
      means: params.kc_idp_hint,
      uiLocales: params.ui_locales,
      personas: candidates(clientId, params.kc_idp_hint),
    };
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    failedLogin(req, res.status(400));
    return undefined;
  }
}
