import { call, type Answer } from '../../data/http.ts';

export interface PermitEntry {
  municipality: string;
  userName: string;
  password: string;
  newPassword?: string;
}

/** Signs in with a user name of the municipality; the key is left out, because nothing of a password is kept. */
export function enterWithPermitLogin(body: PermitEntry): Promise<Answer<{ signedIn: true }>> {
  return call<{ signedIn: true }>('/v1/permit-sessions', { method: 'POST', body });
}
