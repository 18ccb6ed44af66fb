import type { ErrorRates } from '../../api/error-rates/shapes.ts';
import { call, type Answer } from './http.ts';

export function readErrorRates(municipality: string, signal: AbortSignal): Promise<Answer<ErrorRates>> {
  return call<ErrorRates>(`/v1/municipalities/${encodeURIComponent(municipality)}/error-rates`, { signal });
}
