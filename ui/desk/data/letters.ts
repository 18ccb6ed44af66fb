import type { LetterView } from '../../../api/letters/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const path = (id: string, rest = '') => `/v1/letters/${encodeURIComponent(id)}${rest}`;

export function readLetter(id: string, signal: AbortSignal): Promise<Answer<LetterView>> {
  return call<LetterView>(path(id), { signal });
}

/** The letter itself, or the same as signed data. */
export const letterFile = (id: string, format: 'pdf' | 'json'): string => path(id, `/file?format=${format}`);
