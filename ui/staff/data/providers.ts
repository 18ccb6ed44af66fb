import type { ProviderBody, ProviderSecret, Providers } from '../../../api/third-parties/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/providers';

export function readProviders(signal: AbortSignal): Promise<Answer<Providers>> {
  return call<Providers>(PATH, { signal });
}

export function admitProvider(body: ProviderBody, key: string): Promise<Answer<ProviderSecret>> {
  return call<ProviderSecret>(PATH, { method: 'POST', body, key });
}

export function rotateKey(
  { id, overlapHours }: { id: string; overlapHours: number },
  key: string,
): Promise<Answer<ProviderSecret>> {
  return call<ProviderSecret>(`${PATH}/${id}/_rotate`, { method: 'POST', body: { overlapHours }, key });
}

export function stopProvider(
  { id, stopped }: { id: string; stopped: boolean },
  key: string,
): Promise<Answer<Providers>> {
  return call<Providers>(`${PATH}/${id}/_${stopped ? 'stop' : 'resume'}`, { method: 'POST', key });
}
