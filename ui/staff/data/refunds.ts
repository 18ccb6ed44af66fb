import type {
  Approved,
  RefundFiles as Files,
  RefundFileView,
  RefundPage,
  RefundTask,
} from '../../../api/refunds/shapes.ts';
import type { z } from 'zod';
import type { RefundRefusalGround } from '../../../rules/refunds/status.ts';
import { call, type Answer } from '../../data/http.ts';

export const REFUND_FILTERS = ['all', 'late', 'to-approve', 'to-pay', 'with-bank', 'waiting'] as const;
export type RefundFilter = (typeof REFUND_FILTERS)[number];
export type RefundFiles = z.infer<typeof Files>;

export function readRefundPage(
  filter: RefundFilter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Answer<RefundPage>> {
  const query = new URLSearchParams({ filter, ...(cursor !== null && { cursor }) });
  return call<RefundPage>(`/v1/staff/refunds?${query}`, { ...(signal && { signal }) });
}

export function approveRefunds(ids: readonly string[], key: string): Promise<Answer<Approved>> {
  return call<Approved>('/v1/staff/refunds/_approve', { method: 'POST', body: { ids }, key });
}

type Standing = Pick<RefundTask, 'status'>;

export type RefundAct =
  { id: string; act: 'refuse'; ground: RefundRefusalGround } | { id: string; act: 'settle'; came: 'paid' | 'returned' };

export function actOnRefund(act: RefundAct, key: string): Promise<Answer<Standing>> {
  const body = act.act === 'refuse' ? { ground: act.ground } : { came: act.came };
  return call<Standing>(`/v1/staff/refunds/${act.id}/_${act.act}`, { method: 'POST', body, key });
}

export function readRefundFiles(signal: AbortSignal): Promise<Answer<RefundFiles>> {
  return call<RefundFiles>('/v1/staff/refund-files', { signal });
}

export function makeRefundFile(_body: null, key: string): Promise<Answer<RefundFileView>> {
  return call<RefundFileView>('/v1/staff/refund-files', { method: 'POST', key });
}

export function releaseRefundFile(id: string, key: string): Promise<Answer<RefundFileView>> {
  return call<RefundFileView>(`/v1/staff/refund-files/${id}/_release`, { method: 'POST', key });
}

/** Where the bank's file is fetched from, once it was released. */
export const refundFileContent = (id: string): string => `/v1/staff/refund-files/${id}/content`;
