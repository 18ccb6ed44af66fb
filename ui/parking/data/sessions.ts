import type { AccountView } from '../../../api/accounts/shapes.ts';
import { call, type Answer } from '../../data/http.ts';
import type { PasskeyAnswer, Question } from './account.ts';

export interface Credentials {
  email: string;
  password: string;
  /** This device stays signed in until it is taken off the list. */
  remember: boolean;
}

export function signIn(body: Credentials, key: string): Promise<Answer<AccountView>> {
  return call<AccountView>('/v1/sessions', { method: 'POST', body, key });
}

export function signOut(_body: null, key: string): Promise<Answer<undefined>> {
  return call<undefined>('/v1/sessions/current', { method: 'DELETE', key });
}

/** What a browser needs to sign in with a passkey; it names no account. */
export function askPasskey(): Promise<Answer<Question>> {
  return call<Question>('/v1/sessions/_passkey-options', { method: 'POST' });
}

export function signInByPasskey(body: PasskeyAnswer, key: string): Promise<Answer<AccountView>> {
  return call<AccountView>('/v1/sessions/_passkey', { method: 'POST', body, key });
}
