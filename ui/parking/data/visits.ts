import type { VisitPlanBody, VisitRoster, VisitShiftBody } from '../../../api/parking/visit-shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Visit = VisitRoster['visits'][number];
export type Line = VisitRoster['lines'][number];

const of = (permitId: string) => `/v1/parking/permits/${encodeURIComponent(permitId)}`;

export function readRoster(permitId: string, signal: AbortSignal): Promise<Answer<VisitRoster>> {
  return call<VisitRoster>(`${of(permitId)}/visits`, { signal });
}

export function addVisits(
  { permitId, body }: { permitId: string; body: VisitPlanBody },
  key: string,
): Promise<Answer<VisitRoster>> {
  return call<VisitRoster>(`${of(permitId)}/visit-plan`, { method: 'POST', body, key });
}

export function removeLine(
  { permitId, id }: { permitId: string; id: string },
  key: string,
): Promise<Answer<VisitRoster>> {
  return call<VisitRoster>(`${of(permitId)}/visit-plan/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}

export function shiftVisit(
  { permitId, id, body }: { permitId: string; id: string; body: VisitShiftBody },
  key: string,
): Promise<Answer<VisitRoster>> {
  return call<VisitRoster>(`${of(permitId)}/visits/${encodeURIComponent(id)}/_shift`, { method: 'POST', body, key });
}

export function cancelVisit(
  { permitId, id }: { permitId: string; id: string },
  key: string,
): Promise<Answer<VisitRoster>> {
  return call<VisitRoster>(`${of(permitId)}/visits/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}
