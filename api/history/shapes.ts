import { z } from 'zod';
import { page } from '../http/shapes.ts';
import { PermitView } from '../permits/shapes.ts';

export const History = page(PermitView);
export const RenewalList = z.object({
  items: z.array(z.object({ id: z.string(), permitId: z.string(), status: z.string() })),
});
