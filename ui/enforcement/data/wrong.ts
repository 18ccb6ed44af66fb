import type { OwnChecks } from '../../../api/error-rates/shapes.ts';
import type { WrongCause } from '../../../rules/fine-reports/status.ts';
import { call, type Answer } from '../../data/http.ts';

export function readOwnChecks(signal: AbortSignal): Promise<Answer<OwnChecks>> {
  return call<OwnChecks>('/v1/enforcement/own-checks', { signal });
}

export function saySystemWrong(id: string, cause: WrongCause, key: string): Promise<Answer<OwnChecks>> {
  return call<OwnChecks>(`/v1/enforcement/own-checks/${encodeURIComponent(id)}/_wrong`, {
    method: 'POST',
    body: { cause },
    key,
  });
}
