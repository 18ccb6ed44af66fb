import type { RenewalView } from '../../../api/renewals/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export interface Renewals {
  items: RenewalView[];
}

export function readRenewals(signal: AbortSignal): Promise<Answer<Renewals>> {
  return call<Renewals>('/v1/renewals', { signal });
}

const path = (id: string, rest = '') => `/v1/renewals/${encodeURIComponent(id)}${rest}`;

export function readRenewal(id: string, signal: AbortSignal): Promise<Answer<RenewalView>> {
  return call<RenewalView>(path(id), { signal });
}

export function confirmRenewal(id: string, key: string): Promise<Answer<RenewalView>> {
  return call<RenewalView>(path(id, '/_confirm'), { method: 'POST', key });
}

export function withdrawRenewal(id: string, key: string): Promise<Answer<RenewalView>> {
  return call<RenewalView>(path(id, '/_withdraw'), { method: 'POST', key });
}
