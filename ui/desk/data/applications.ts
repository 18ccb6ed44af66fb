import type { z } from 'zod';
import type {
  AnswersBody,
  ApplicationSummary,
  ApplicationView,
  ConfirmBody as ConfirmShape,
  DocumentView,
} from '../../../api/permit-applications/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type ConfirmBody = z.infer<typeof ConfirmShape>;
type Changed = Promise<Answer<ApplicationView>>;

const path = (id: string, rest = '') => `/v1/applications/${encodeURIComponent(id)}${rest}`;

export function readApplications(signal: AbortSignal): Promise<Answer<{ items: ApplicationSummary[] }>> {
  return call<{ items: ApplicationSummary[] }>('/v1/applications', { signal });
}

export function readApplication(id: string, signal: AbortSignal): Changed {
  return call<ApplicationView>(path(id), { signal });
}

export function answerSteps(id: string, body: AnswersBody, key: string): Changed {
  return call<ApplicationView>(path(id, '/answers'), { method: 'PATCH', body, key });
}

/** A file and what it proves, ready to be sent; sending the same form again is the same act. */
export function attachment(requirementId: string, kind: string, file: File): FormData {
  const form = new FormData();
  // The fields first: the service reads the form as it arrives.
  form.append('requirementId', requirementId);
  form.append('kind', kind);
  form.append('file', file);
  return form;
}

export function attach(id: string, form: FormData, key: string): Promise<Answer<DocumentView>> {
  return call<DocumentView>(path(id, '/documents'), { method: 'POST', body: form, key });
}

export function detach(id: string, documentId: string, key: string): Changed {
  return call<ApplicationView>(path(id, `/documents/${encodeURIComponent(documentId)}`), { method: 'DELETE', key });
}

export function confirm(id: string, body: ConfirmBody, key: string): Changed {
  return call<ApplicationView>(path(id, '/_confirm'), { method: 'POST', body, key });
}

export function withdraw(id: string, key: string): Changed {
  return call<ApplicationView>(path(id, '/_withdraw'), { method: 'POST', key });
}

/** Where the bytes of a document or letter of an application are. */
export const applicationDocument = (id: string, documentId: string): string =>
  path(id, `/documents/${encodeURIComponent(documentId)}`);
