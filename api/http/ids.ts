import { createHash } from 'node:crypto';

/** An id made of a key: the same key gives the same row, also when the first answer was lost on the way. */
export function idFrom(purpose: string, key: string): string {
  const hex = createHash('sha256').update(`${purpose}:${key}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
