import * as oidc from 'openid-client';
import { type Settings } from '../../activities/config.ts';
import { Unavailable } from '../../activities/ports.ts';

/** The broker through which everybody signs in (OpenID Connect), known per municipality by a client of its own. */
export interface IdentityProvider {
  /** Throws `Unavailable`. */
  of(clientId: string): Promise<oidc.Configuration>;
}

/** Discovers the broker when it is first needed, and again after a failure: it may start later than we do. */
export function identityProvider({ OIDC_ISSUER, OIDC_CLIENT_SECRET }: Settings): IdentityProvider {
  const known = new Map<string, Promise<oidc.Configuration>>();
  const issuer = new URL(OIDC_ISSUER);
  const insecure = issuer.protocol === 'http:'; // settings refuse that in production
  return {
    async of(clientId) {
      const found =
        known.get(clientId) ??
        oidc.discovery(issuer, clientId, OIDC_CLIENT_SECRET, undefined, {
          execute: insecure ? [oidc.allowInsecureRequests] : [],
          timeout: 5,
        });
      known.set(clientId, found);
      try {
        return await found;
      } catch (error) {
        known.delete(clientId);
        throw new Unavailable('the identity provider', error);
      }
    },
  };
}
