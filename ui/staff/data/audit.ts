import type {
  CasePage,
  CaseReaders,
  Deletions,
  FoundEvents,
  KeptChecks,
  RetentionTerms,
  StaffReport,
} from '../../../api/audit/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

interface Between {
  from?: string;
  before?: string;
}

export const CHECK_ANSWERS = ['green', 'amber', 'red', 'just-expired'] as const;
export interface CheckQuestion extends Between {
  area?: string;
  answer?: (typeof CHECK_ANSWERS)[number];
  officerId?: string;
}
export interface EventQuestion extends Between {
  kinds?: string[];
  staffId?: string;
}

/** That somebody looked at the checks is recorded; no plate in an address, so what is asked is posted. */
export function findChecks(
  question: CheckQuestion,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Answer<KeptChecks>> {
  const body = { ...question, ...(cursor !== null && { cursor }) };
  return call<KeptChecks>('/v1/staff/checks/_search', { method: 'POST', body, ...(signal && { signal }) });
}

export function findEvents(
  question: EventQuestion,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Answer<FoundEvents>> {
  const body = { ...question, ...(cursor !== null && { cursor }) };
  return call<FoundEvents>('/v1/staff/audit-events/_search', { method: 'POST', body, ...(signal && { signal }) });
}

export function readStaffReport(signal: AbortSignal): Promise<Answer<StaffReport>> {
  return call<StaffReport>('/v1/staff/rights-report', { signal });
}

export function readTerms(signal: AbortSignal): Promise<Answer<RetentionTerms>> {
  return call<RetentionTerms>('/v1/staff/retention', { signal });
}

export function readDeletions(cursor: string | null, signal?: AbortSignal): Promise<Answer<Deletions>> {
  const after = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  return call<Deletions>(`/v1/staff/deletions${after}`, { ...(signal && { signal }) });
}

export interface ReadersOfCase {
  /** Null where no case has that number. */
  case: { id: string; number: string } | null;
  readers: CaseReaders['items'];
}

/** Who saw the case of this number, and who changed something in it. */
export async function findReaders(number: string): Promise<Answer<ReadersOfCase>> {
  const cases = await call<CasePage>(`/v1/staff/cases?number=${encodeURIComponent(number)}`);
  if (!cases.ok) return cases;
  const [found] = cases.value.items;
  if (!found) return { ok: true, value: { case: null, readers: [] } };
  const readers = await call<CaseReaders>(`/v1/staff/cases/${found.id}/readers`);
  if (!readers.ok) return readers;
  return { ok: true, value: { case: { id: found.id, number: found.number }, readers: readers.value.items } };
}
