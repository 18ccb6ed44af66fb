import type { ReliefBody, ReliefOverview } from '../../../api/outages/relief-shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/reliefs';

export function readRelief(signal: AbortSignal): Promise<Answer<ReliefOverview>> {
  return call<ReliefOverview>(PATH, { signal });
}

export function proposeRelief(body: ReliefBody, key: string): Promise<Answer<ReliefOverview>> {
  return call<ReliefOverview>(PATH, { method: 'POST', body, key });
}

export function decideOnRelief(
  { id, act }: { id: string; act: 'grant' | 'refuse' },
  key: string,
): Promise<Answer<ReliefOverview>> {
  return call<ReliefOverview>(`${PATH}/${id}/_${act}`, { method: 'POST', key });
}
