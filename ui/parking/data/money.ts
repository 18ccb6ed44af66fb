import type { z } from 'zod';
import type { AutomaticTopUpInApp } from '../../../api/direct-debit/shapes.ts';
import type {
  ActionPage, HistoryCounts, TopUpOptions, TopUpStarted, TopUpView, TransactionPage,
} from '../../../api/parking/shapes.ts'; // prettier-ignore
import { call, type Answer } from '../../data/http.ts';

export type Options = z.infer<typeof TopUpOptions>;
export type TopUp = z.infer<typeof TopUpView>;
export type Actions = z.infer<typeof ActionPage>;
export type PastAction = Actions['items'][number];
export type Transactions = z.infer<typeof TransactionPage>;
export type Transaction = Transactions['items'][number];
export type Counts = z.infer<typeof HistoryCounts>;

/** As many as a tab adds at a time (2PARK-102). */
const AT_A_TIME = 10;

const of = (permitId: string) => `/v1/parking/permits/${encodeURIComponent(permitId)}`;

export function readTopUpOptions(permitId: string, signal: AbortSignal): Promise<Answer<Options>> {
  return call<Options>(`${of(permitId)}/top-ups`, { signal });
}

export function startTopUp(
  { permitId, optionId }: { permitId: string; optionId: string },
  key: string,
): Promise<Answer<z.infer<typeof TopUpStarted>>> {
  return call<z.infer<typeof TopUpStarted>>(`${of(permitId)}/top-ups`, { method: 'POST', body: { optionId }, key });
}

export function readAutomaticTopUp(permitId: string, signal: AbortSignal): Promise<Answer<AutomaticTopUpInApp>> {
  return call<AutomaticTopUpInApp>(`${of(permitId)}/automatic-top-up`, { signal });
}

export function stopAutomaticTopUp(permitId: string, key: string): Promise<Answer<AutomaticTopUpInApp>> {
  return call<AutomaticTopUpInApp>(`${of(permitId)}/automatic-top-up/_stop`, { method: 'POST', key });
}

export function readTopUp(reference: string, signal: AbortSignal): Promise<Answer<TopUp>> {
  return call<TopUp>(`/v1/parking/top-ups/${encodeURIComponent(reference)}`, { signal });
}

export function readCounts(permitId: string, signal: AbortSignal): Promise<Answer<Counts>> {
  return call<Counts>(`${of(permitId)}/history-counts`, { signal });
}

export function readPastActions(
  permitId: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Answer<Actions>> {
  const query = new URLSearchParams({ permitId, state: 'ended', limit: String(AT_A_TIME), ...(cursor && { cursor }) });
  return call<Actions>(`/v1/parking/actions?${query.toString()}`, { ...(signal && { signal }) });
}

export function readTransactions(
  permitId: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Answer<Transactions>> {
  const query = new URLSearchParams({ limit: String(AT_A_TIME), ...(cursor && { cursor }) });
  return call<Transactions>(`${of(permitId)}/transactions?${query.toString()}`, { ...(signal && { signal }) });
}

/** As many of the latest changes as the course of a balance is drawn from. */
export function readLatestTransactions(permitId: string, signal: AbortSignal): Promise<Answer<Transactions>> {
  return call<Transactions>(`${of(permitId)}/transactions?limit=100`, { signal });
}

export function mailHistory(
  { permitId, tab }: { permitId: string; tab: 'actions' | 'transactions' },
  key: string,
): Promise<Answer<unknown>> {
  return call(`${of(permitId)}/_mail-history`, { method: 'POST', body: { tab }, key });
}
