import { z } from 'zod';
import { Id, Instant, PlateShape } from '../http/shapes.ts';

/** What a register told about the holder of a permit, and what can be done about it (BEYOND-017). */
export const RegisterNotice = z.object({
  id: Id,
  kind: z.enum(['vehicle-not-in-name', 'moved-out']),
  status: z.enum(['asked', 'with-staff', 'settled']),
  plate: PlateShape.nullable(),
  openedAt: Instant,
  /** Until then the holder is waited for; afterwards a person looks. The permit stays valid. */
  respondBefore: Instant,
  ground: z.string().nullable(),
  actions: z.array(z.enum(['change-plate', 'end', 'object'])),
});
export type RegisterNotice = z.infer<typeof RegisterNotice>;
export const RegisterNoticeList = z.object({ items: z.array(RegisterNotice) });
