import type { MisuseHints } from '../../../api/misuse-hints/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/hints';

export function readHints(signal: AbortSignal): Promise<Answer<MisuseHints>> {
  return call<MisuseHints>(PATH, { signal });
}

export function reviewHint(
  { id, act }: { id: string; act: 'put-aside' | 'ask' },
  key: string,
): Promise<Answer<MisuseHints>> {
  return call<MisuseHints>(`${PATH}/${id}/_${act}`, { method: 'POST', key });
}
