import type { EndBody, EndView } from '../../../api/permits/ending-shapes.ts';
import type { AccountBody, RefundList, RefundView } from '../../../api/refunds/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

/** What ending would mean; nothing is done yet. */
export function previewEnd(permitId: string, signal: AbortSignal): Promise<Answer<EndView>> {
  const body: EndBody = { preview: true };
  return call<EndView>(`/v1/permits/${encodeURIComponent(permitId)}/_end`, { method: 'POST', body, signal });
}

export function endPermit(
  { permitId, account }: { permitId: string; account: AccountBody | null },
  key: string,
): Promise<Answer<EndView>> {
  const body: EndBody = account ? { account } : {};
  return call<EndView>(`/v1/permits/${encodeURIComponent(permitId)}/_end`, { method: 'POST', body, key });
}

export function readRefunds(signal: AbortSignal): Promise<Answer<RefundList>> {
  return call<RefundList>('/v1/refunds', { signal });
}

export function giveAccount(
  { refundId, account }: { refundId: string; account: AccountBody },
  key: string,
): Promise<Answer<Pick<RefundView, 'status'>>> {
  const path = `/v1/refunds/${encodeURIComponent(refundId)}/_give-account`;
  return call<Pick<RefundView, 'status'>>(path, { method: 'POST', body: account, key });
}
