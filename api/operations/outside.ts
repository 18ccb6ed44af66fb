import { statfs } from 'node:fs/promises';
import { type Api } from '../api.ts';
import { type OperationsView } from './shapes.ts';

/** Who looks at the page waits no longer than this for a party that is silent. */
const WAIT_MS = 2_000;

/**
 * Does every party outside answer at all? Each is asked something that changes nothing and says nothing of anybody. An answer that refuses
 * us is an answer: only silence and faults of its own count as not working.
 */
export function partiesOutside({ settings, deps }: Api): Promise<OperationsView['components']> {
  const parties: Record<string, [url: string, headers?: Record<string, string>]> = {
    'sign-in': [`${settings.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`],
    payments: [new URL('methods', settings.MOLLIE_API_URL).href, { Authorization: `Bearer ${settings.MOLLIE_API_KEY}` }],
    register: [settings.NPR_URL],
    vehicles: [new URL('m9d7-ebf2.json?$limit=1', settings.RDW_OPEN_DATA_URL).href],
  };
  return Promise.all(
    Object.entries(parties).map(async ([name, [url, headers = {}]]) => {
      try {
        const { status, body } = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(WAIT_MS) });
        await body?.cancel();
        return { name, status: status < 500 ? ('up' as const) : ('down' as const), version: null };
      } catch (error) {
        deps.log.warn({ err: error, component: name }, 'is down');
        return { name, status: 'down' as const, version: null };
      }
    }),
  );
} // prettier-ignore

/** What is free where this program runs; the database of a larger town has a disk of its own. */
export async function diskHere(): Promise<OperationsView['disk']> {
  const { bavail, blocks, bsize } = await statfs(process.cwd());
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
