import { z } from 'zod';
import { Day, Instant, page } from '../http/shapes.ts';
import { PermitView } from '../permits/shapes.ts';

/** `since`: the day the data of this municipality begin; what ended before is not here (LOKET-008). */
/** What staff did for somebody, when and how they were asked; who it was stays inside (PEERS-035). */
export const ActsForMe = page(
  z.object({ id: z.string(), at: Instant, kind: z.string(), channel: z.enum(['counter', 'phone']) }),
);
export type ActsForMe = z.infer<typeof ActsForMe>;

export const History = page(PermitView).extend({ since: Day.nullable() });
