import type { z } from 'zod';
import type {
  ConsentAnswered,
  ConsentQuestion,
  InvoiceBody,
  OnDemandView,
  PastSessions,
  PastTransactions,
  SeriesBody,
  SeriesBooked,
  SeriesPreview,
} from '../../api/on-demand/shapes.ts';
import type { TopUpStarted } from '../../api/parking/shapes.ts';
import { call, type Answer } from '../data/http.ts';

export function readOnDemand(signal: AbortSignal): Promise<Answer<OnDemandView>> {
  return call<OnDemandView>('/v1/on-demand', { signal });
}

export function readConsentQuestion(signal: AbortSignal): Promise<Answer<ConsentQuestion>> {
  return call<ConsentQuestion>('/v1/on-demand/consent', { signal });
}

/** Without a key: a yes and a no are each said once, and nothing of either is kept for a repetition. */
export function answerConsent(give: boolean): Promise<Answer<z.infer<typeof ConsentAnswered>>> {
  return call('/v1/on-demand/consent', { method: 'POST', body: { give } });
}

export function withdrawConsent(_body: null, key: string): Promise<Answer<undefined>> {
  return call<undefined>('/v1/on-demand/consent/_withdraw', { method: 'POST', key });
}

export type InvoiceWish = z.infer<typeof InvoiceBody>;

export interface PastQuery {
  from: string | null;
  until: string | null;
  invoiced: boolean;
  limit: number;
  page: number;
}

const filterOf = ({ from, until, invoiced }: Pick<PastQuery, 'from' | 'until' | 'invoiced'>) =>
  new URLSearchParams({ ...(from && { from }), ...(until && { until }), ...(invoiced && { invoiced: 'yes' }) });

function pathOf(list: 'sessions' | 'transactions', { limit, page, ...filter }: PastQuery): string {
  const query = filterOf(filter);
  query.set('limit', String(limit));
  query.set('page', String(page));
  return `/v1/on-demand/${list}?${query.toString()}`;
}

export function readPastSessions(query: PastQuery, signal: AbortSignal): Promise<Answer<PastSessions>> {
  return call<PastSessions>(pathOf('sessions', query), { signal });
}

export function readPastTransactions(query: PastQuery, signal: AbortSignal): Promise<Answer<PastTransactions>> {
  return call<PastTransactions>(pathOf('transactions', query), { signal });
}

/** The rows of the filter as a file (POM-033). */
export function exportPath(filter: Pick<PastQuery, 'from' | 'until' | 'invoiced'>, format: 'csv' | 'xlsx'): string {
  const query = filterOf(filter);
  query.set('format', format);
  return `/v1/on-demand/transactions/export?${query.toString()}`;
}

export const invoicePath = (id: string, format: 'pdf' | 'ubl'): string =>
  `/v1/on-demand/invoices/${encodeURIComponent(id)}?format=${format}`;

export function startFreeTopUp(
  body: { cents: number; invoice: InvoiceWish | null },
  key: string,
): Promise<Answer<z.infer<typeof TopUpStarted>>> {
  return call('/v1/on-demand/top-ups', { method: 'POST', body, key });
}

export type SeriesWish = z.infer<typeof SeriesBody>;
export type BookedSeries = SeriesBooked;

export function previewSeries(wish: SeriesWish): Promise<Answer<SeriesPreview>> {
  return call<SeriesPreview>('/v1/parking/series/_preview', { method: 'POST', body: wish });
}

export function bookSeries(
  wish: SeriesWish & { only: 'all' | 'possible' },
  key: string,
): Promise<Answer<BookedSeries>> {
  return call<BookedSeries>('/v1/parking/series', { method: 'POST', body: wish, key });
}

export function cancelSeries(id: string, key: string): Promise<Answer<{ cancelled: number }>> {
  return call<{ cancelled: number }>(`/v1/parking/series/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}

/** Without a key: each address is made once, and the one before it ends. */
export function makeCalendar(_body: null): Promise<Answer<{ url: string }>> {
  return call<{ url: string }>('/v1/parking/calendar', { method: 'POST' });
}

export function dropCalendar(_body: null, key: string): Promise<Answer<undefined>> {
  return call<undefined>('/v1/parking/calendar', { method: 'DELETE', key });
}
