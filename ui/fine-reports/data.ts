import type { FineReportBody, FineReportList, FineReportView } from '../../api/fine-reports/shapes.ts';
import { call, type Answer } from '../data/http.ts';

/** `/v1/permits/{id}` or `/v1/parking/actions/{id}`. */
export type FineSubject = `/v1/permits/${string}` | `/v1/parking/actions/${string}`;

export function readFineReports(of: FineSubject, signal: AbortSignal): Promise<Answer<FineReportList>> {
  return call<FineReportList>(`${of}/fine-reports`, { signal });
}

export function reportFine(of: FineSubject, body: FineReportBody, key: string): Promise<Answer<FineReportView>> {
  return call<FineReportView>(`${of}/fine-reports`, { method: 'POST', body, key });
}

export function attachToReport(of: FineSubject, id: string, file: File, key: string): Promise<Answer<FineReportView>> {
  const form = new FormData();
  // The fields first: the service reads the form as it arrives.
  form.append('requirementId', 'fine');
  form.append('kind', 'fine');
  form.append('file', file);
  return call<FineReportView>(`${of}/fine-reports/${id}/documents`, { method: 'POST', body: form, key });
}

export function withdrawReport(of: FineSubject, id: string, key: string): Promise<Answer<FineReportView>> {
  return call<FineReportView>(`${of}/fine-reports/${id}/_withdraw`, { method: 'POST', key });
}
