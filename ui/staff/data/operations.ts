import type { FinishBody, IncidentFilter, IncidentPage, OperationsView } from '../../../api/operations/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export const INCIDENT_FILTERS = ['open', 'done'] as const satisfies readonly IncidentFilter[];

export function readOperations(signal: AbortSignal): Promise<Answer<OperationsView>> {
  return call<OperationsView>('/v1/staff/operations', { signal });
}

export function readIncidents(
  filter: IncidentFilter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Answer<IncidentPage>> {
  const query = new URLSearchParams({ filter, ...(cursor !== null && { cursor }) });
  return call<IncidentPage>(`/v1/staff/incidents?${query}`, { ...(signal && { signal }) });
}

export function retryIncident({ id }: { id: string }, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`/v1/staff/incidents/${id}/_retry`, { method: 'POST', key });
}

export function assignIncident(
  { id, ...body }: { id: string; staffId?: string; role?: string },
  key: string,
): Promise<Answer<undefined>> {
  return call<undefined>(`/v1/staff/incidents/${id}/_assign`, { method: 'POST', body, key });
}

export function finishIncident({ id, ...body }: { id: string } & FinishBody, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`/v1/staff/incidents/${id}/_finish`, { method: 'POST', body, key });
}
