import type { AutomaticTopUpBody, DirectDebitView, MandateBody } from '../../../api/direct-debit/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type { AutomaticTopUp, DirectDebitView } from '../../../api/direct-debit/shapes.ts';

export function readDirectDebit(signal: AbortSignal): Promise<Answer<DirectDebitView>> {
  return call<DirectDebitView>('/v1/me/mandate', { signal });
}

export function giveMandate(body: MandateBody, key: string): Promise<Answer<DirectDebitView>> {
  return call<DirectDebitView>('/v1/me/mandate', { method: 'POST', body, key });
}

export function useForRenewals(renewals: boolean, key: string): Promise<Answer<DirectDebitView>> {
  return call<DirectDebitView>('/v1/me/mandate', { method: 'PATCH', body: { renewals }, key });
}

export function revokeMandate(_id: string, key: string): Promise<Answer<DirectDebitView>> {
  return call<DirectDebitView>('/v1/me/mandate/_revoke', { method: 'POST', key });
}

const ofPermit = (permitId: string, rest = '') => `/v1/permits/${encodeURIComponent(permitId)}/automatic-top-up${rest}`;

export function chooseTopUp(
  { permitId, ...body }: AutomaticTopUpBody & { permitId: string },
  key: string,
): Promise<Answer<DirectDebitView>> {
  return call<DirectDebitView>(ofPermit(permitId), { method: 'PUT', body, key });
}

export function stopTopUp(permitId: string, key: string): Promise<Answer<DirectDebitView>> {
  return call<DirectDebitView>(ofPermit(permitId, '/_stop'), { method: 'POST', key });
}
