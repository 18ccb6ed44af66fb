import { type Request, type Response } from 'express';
import { giveConsent } from '../../activities/on-demand/consent.ts';
import { inTransaction } from '../../activities/db/transaction.ts';
import { type LoginMeans } from '../../rules/municipalities/municipality.ts';
import { type Language } from '../../rules/messages.ts';
import { deviceName } from '../accounts/device.ts';
import { type Api } from '../api.ts';
import { textAt } from '../auth/claims.ts';
import { signInHolder, type SignInProblem } from '../auth/sign-in.ts';
import { type Pending } from './pending.ts';

/** Does this way back lead to parking on demand, where consent comes first? */
export const isOnDemand = (municipalityId: string, returnTo: string): boolean =>
  returnTo === `/${municipalityId}/on-demand` || returnTo.startsWith(`/${municipalityId}/on-demand/`);

/**
 * Signs in who consented: at the desk and for parking in one go, so that nobody signs in twice. What the login tells is kept from here
 * on, and only that.
 */
export async function signInConsented(
  api: Api,
  means: LoginMeans,
  { municipalityId, claims, idToken }: Pending,
  { req, res, language }: { req: Request; res: Response; language: Language },
): Promise<SignInProblem | undefined> {
  const { deps, sessions, accounts } = api;
  const signedIn = await signInHolder(api, municipalityId, means, claims);
  if (signedIn.outcome === 'problem') return signedIn.problem;
  const holderId = signedIn.holderId!;
  const { email, profile } = means.claims;
  const told = {
    email: (email !== undefined && textAt(claims, email)) || null,
    profileId: (profile !== undefined && textAt(claims, profile)) || null,
  };
  const command = { municipalityId, holderId, language, at: deps.clock() };
  const { accountId } = await inTransaction(deps.pool, (tx) => giveConsent(tx, deps, command, told));
  await sessions.open(res, { municipalityId, holderId, staffId: null, means: means.id, idToken });
  await accounts.open(res, { accountId, device: deviceName(req.get('User-Agent')), remember: false });
  return undefined;
}
