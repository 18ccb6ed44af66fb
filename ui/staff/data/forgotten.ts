import type { ForgottenStops, RefuseForgottenBody } from '../../../api/forgotten-stops/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/forgotten-stops';

export function readForgottenStops(signal: AbortSignal): Promise<Answer<ForgottenStops>> {
  return call<ForgottenStops>(PATH, { signal });
}

/** Without a ground it is forgiven. */
export function decideForgottenStop(
  { id, ground }: { id: string; ground: RefuseForgottenBody['ground'] | null },
  key: string,
): Promise<Answer<ForgottenStops>> {
  return ground === null
    ? call<ForgottenStops>(`${PATH}/${id}/_forgive`, { method: 'POST', key })
    : call<ForgottenStops>(`${PATH}/${id}/_refuse`, { method: 'POST', key, body: { ground } });
}
