import { call, type Answer } from '../../data/http.ts';

export interface Credentials {
  email: string;
  password: string;
  /** This device stays signed in until it is taken off the list. */
  remember: boolean;
}

export function signIn(body: Credentials, key: string): Promise<Answer<unknown>> {
  return call('/v1/sessions', { method: 'POST', body, key });
}

export function signOut(_body: null, key: string): Promise<Answer<undefined>> {
  return call<undefined>('/v1/sessions/current', { method: 'DELETE', key });
}
