import type { z } from 'zod';
import type { NewAccountBody, ResetBody, ResetRequestBody, WorkView } from '../../../api/accounts/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type NewAccount = z.infer<typeof NewAccountBody>;
export type Challenge = z.infer<typeof WorkView>;
type ResetRequest = z.infer<typeof ResetRequestBody>;
type Reset = z.infer<typeof ResetBody>;

/** With the token of a mailed link somebody is signed in at once; without it, a link is mailed. */
export function makeAccount(body: NewAccount, key: string): Promise<Answer<unknown>> {
  return call('/v1/accounts', { method: 'POST', body, key });
}

export function verifyAddress(body: { token: string }, key: string): Promise<Answer<unknown>> {
  return call('/v1/accounts/_verify', { method: 'POST', body, key });
}

/** Work to be done before a mail is sent to an address somebody typed. */
export function askWork(): Promise<Answer<Challenge>> {
  return call<Challenge>('/v1/work-challenges', { method: 'POST' });
}

export function askReset(body: ResetRequest, key: string): Promise<Answer<unknown>> {
  return call('/v1/password-resets', { method: 'POST', body, key });
}

export function resetPassword(body: Reset, key: string): Promise<Answer<unknown>> {
  return call('/v1/password-resets/_confirm', { method: 'POST', body, key });
}
