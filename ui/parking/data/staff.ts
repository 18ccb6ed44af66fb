import type { z } from 'zod';
import type { StaffSession, StaffSessions } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Session = StaffSession;
export type Sessions = z.infer<typeof StaffSessions>;

const of = (permitId: string) => `/v1/parking/permits/${encodeURIComponent(permitId)}`;

export function setManager(
  { permitId, id, manager }: { permitId: string; id: string; manager: boolean },
  key: string,
): Promise<Answer<undefined>> {
  const path = `${of(permitId)}/grants/${encodeURIComponent(id)}/manager`;
  return call<undefined>(path, { method: 'PUT', body: { manager }, key });
}

export function leave(permitId: string, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`${of(permitId)}/_leave`, { method: 'POST', key });
}

const filter = (grantId: string | null): string => (grantId === null ? '' : `&grantId=${encodeURIComponent(grantId)}`);

export function readStaffHistory(
  { permitId, grantId }: { permitId: string; grantId: string | null },
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<Answer<Sessions>> {
  const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  return call<Sessions>(`${of(permitId)}/staff-history?limit=10${filter(grantId)}${after}`, {
    ...(signal && { signal }),
  });
}

export const staffFile = (permitId: string, grantId: string | null, format: 'csv' | 'xlsx'): string =>
  `${of(permitId)}/staff-history/export?format=${format}${filter(grantId)}`;
