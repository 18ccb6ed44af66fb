import type { FindLoginBody, LoginGiven, PermitLogin } from '../../../api/permit-logins/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Business = Pick<FindLoginBody, 'chamberNumber' | 'branchNumber'>;

const PATH = '/v1/staff/permit-logins';

/** Reading is recorded, and the business can see it. */
export function findLogin(body: Business): Promise<Answer<PermitLogin>> {
  return call<PermitLogin>(`${PATH}/_find`, { method: 'POST', body });
}

/** What holds a password is never kept for a repetition, so it has no key. */
export function issueLogin(body: Business): Promise<Answer<LoginGiven>> {
  return call<LoginGiven>(PATH, { method: 'POST', body });
}

export function resetLogin(id: string): Promise<Answer<LoginGiven>> {
  return call<LoginGiven>(`${PATH}/${id}/_reset`, { method: 'POST' });
}

export function blockLogin(
  { id, blocked }: { id: string; blocked: boolean },
  key: string,
): Promise<Answer<PermitLogin>> {
  return call<PermitLogin>(`${PATH}/${id}/${blocked ? '_block' : '_unblock'}`, { method: 'POST', key });
}
