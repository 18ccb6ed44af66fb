import type { z } from 'zod';
import type { BalanceView, ParkingPermit } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Balance = z.infer<typeof BalanceView>;
export type Unit = Balance['unit'];

/** Everything this account may park with: its own permits and what others granted it, over all municipalities. */
export function readParkingPermits(signal: AbortSignal): Promise<Answer<{ items: ParkingPermit[] }>> {
  return call<{ items: ParkingPermit[] }>('/v1/parking/permits', { signal });
}

/** Takes a permit that is over, or blocked, off one's list (2PARK-107). */
export function removePermit(id: string, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`/v1/parking/permits/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}
