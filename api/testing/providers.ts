import { randomUUID } from 'node:crypto';
import { type ProviderScope } from '../../rules/third-parties.ts';
import { type ProviderSecret } from '../third-parties/shapes.ts';
import { type Browser, type More } from './browser.ts';
import { staff } from './people.ts';
import { type System } from './stack.ts';

export interface OtherApp extends ProviderSecret {
  /** What it sends with everything it asks. */
  more: More;
}

/** A token for another app, as it asks for one. */
export async function tokenFor(
  system: System,
  { clientId, secret }: ProviderSecret,
  scope?: string,
): Promise<Response> {
  return fetch(`${system.url}/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
  });
}

export const bearer = (token: string): More => ({ headers: { authorization: `Bearer ${token}` } });

/** Another app that an operator admitted, with a token. */
export async function otherApp(
  system: System,
  operator?: Browser,
  scopes: readonly ProviderScope[] = ['rights:register', 'rights:read'],
): Promise<OtherApp> {
  const secret = await (operator ?? (await staff(system, 'operator'))).ask<ProviderSecret>(
    'POST',
    '/v1/staff/providers',
    {
      name: `Aanbieder ${randomUUID().slice(0, 8)}`,
      scopes,
    },
  );
  const { access_token: token } = (await (await tokenFor(system, secret)).json()) as { access_token: string };
  return { ...secret, more: bearer(token) };
}
