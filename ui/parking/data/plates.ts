import type { z } from 'zod';
import type { ActivePlateBody, ActivePlateView } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type ActivePlate = z.infer<typeof ActivePlateView>;

/** From the answered moment this plate counts, and the one before it no longer does (2PARK-110). */
export function switchPlate(
  { permitId, ...body }: { permitId: string } & z.infer<typeof ActivePlateBody>,
  key: string,
): Promise<Answer<ActivePlate>> {
  return call<ActivePlate>(`/v1/parking/permits/${permitId}/active-plate`, { method: 'PUT', body, key });
}
