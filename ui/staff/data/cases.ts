import type { BlockGround } from '../../../rules/permits/block.ts';
import type {
  CaseCheck,
  CasePage,
  CaseProcesses,
  CaseReaders,
  CaseView,
  FoundCases,
  PastAnswer,
  ProcessHistory,
  Timeline,
} from '../../../api/audit/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

/** Cases, newest first; with a number only the case of that number. */
export function readCases(number: string, cursor: string | null, signal?: AbortSignal): Promise<Answer<CasePage>> {
  const query = new URLSearchParams({ ...(number !== '' && { number }), ...(cursor !== null && { cursor }) });
  return call<CasePage>(`/v1/staff/cases?${query}`, { ...(signal && { signal }) });
}

/** Every reading is recorded, and the applicant can see it. */
export function readCase(id: string, signal: AbortSignal): Promise<Answer<CaseView>> {
  return call<CaseView>(`/v1/staff/cases/${id}`, { signal });
}

export function readTimeline(id: string, cursor: string | null, signal?: AbortSignal): Promise<Answer<Timeline>> {
  const query = cursor === null ? '' : `?${new URLSearchParams({ cursor })}`;
  return call<Timeline>(`/v1/staff/cases/${id}/timeline${query}`, { ...(signal && { signal }) });
}

export function readProcesses(id: string, signal: AbortSignal): Promise<Answer<CaseProcesses>> {
  return call<CaseProcesses>(`/v1/staff/cases/${id}/processes`, { signal });
}

export function readHistory(id: string, signal: AbortSignal): Promise<Answer<ProcessHistory>> {
  return call<ProcessHistory>(`/v1/staff/cases/${id}/history`, { signal });
}

export const END_GROUNDS = ['by-staff', 'false-statement', 'moved', 'vehicle-sold'] as const;
export type EndGround = (typeof END_GROUNDS)[number];

export function endPermit(id: string, ground: EndGround, key: string): Promise<Answer<{ status: string }>> {
  return call<{ status: string }>(`/v1/staff/permits/${id}/_end`, { method: 'POST', body: { ground }, key });
}

/** Held back, with a note for colleagues. */
export function blockPermit(
  id: string,
  body: { ground: BlockGround; note: string },
  key: string,
): Promise<Answer<{ blocked: boolean }>> {
  return call<{ blocked: boolean }>(`/v1/staff/permits/${id}/_block`, { method: 'POST', body, key });
}

export function unblockPermit(id: string, note: string, key: string): Promise<Answer<{ blocked: boolean }>> {
  return call<{ blocked: boolean }>(`/v1/staff/permits/${id}/_unblock`, { method: 'POST', body: { note }, key });
}

/** What a check would have answered then; no plate in an address, so it is posted. */
export function askThePast(question: object): Promise<Answer<PastAnswer>> {
  return call<PastAnswer>('/v1/staff/past-checks/_ask', { method: 'POST', body: question });
}

/** Whom the found cases are about can see that somebody looked. */
export function findCases(question: object): Promise<Answer<FoundCases>> {
  return call<FoundCases>('/v1/staff/cases/_find', { method: 'POST', body: question });
}

export function askCheck(id: string, kind: CaseCheck['kind'], key: string): Promise<Answer<CaseCheck>> {
  const path = `/v1/staff/cases/${id}/${kind === 'replay' ? '_replay' : '_export'}`;
  return call<CaseCheck>(path, { method: 'POST', key });
}

export function readCheck(id: string, checkId: string): Promise<Answer<CaseCheck>> {
  return call<CaseCheck>(`/v1/staff/cases/${id}/checks/${checkId}`);
}

/** The files of a dossier, to be kept by whoever asked for it. */
export const dossierFile = (id: string, checkId: string, form: 'json' | 'pdf'): string =>
  `/v1/staff/cases/${id}/checks/${checkId}/${form}`;

export function readReaders(id: string, signal: AbortSignal): Promise<Answer<CaseReaders>> {
  return call<CaseReaders>(`/v1/staff/cases/${id}/readers`, { signal });
}
