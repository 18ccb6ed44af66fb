import type { FlaggedChecks, OutageBody, StaffOutages } from '../../../api/outages/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/outages';

export function readOutages(signal: AbortSignal): Promise<Answer<StaffOutages>> {
  return call<StaffOutages>(PATH, { signal });
}

export function recordOutage(body: OutageBody, key: string): Promise<Answer<StaffOutages>> {
  return call<StaffOutages>(PATH, { method: 'POST', body, key });
}

export function actOnOutage(
  { id, act }: { id: string; act: 'end' | 'withdraw' },
  key: string,
): Promise<Answer<StaffOutages>> {
  return call<StaffOutages>(`${PATH}/${id}/_${act}`, { method: 'POST', key, ...(act === 'end' && { body: {} }) });
}

export function readFlaggedChecks(cursor: string | null, signal?: AbortSignal): Promise<Answer<FlaggedChecks>> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  return call<FlaggedChecks>(`/v1/staff/flagged-checks${query}`, { ...(signal && { signal }) });
}
