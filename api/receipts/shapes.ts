import { z } from 'zod';
import { Id, Instant } from '../http/shapes.ts';

export const ReceiptView = z.object({
  rightId: Id,
  country: z.string(),
  /** For the eyes of its holder only: what others get, and the QR code, does not hold it. */
  plate: z.string(),
  areaNames: z.array(z.string()),
  since: Instant,
  until: Instant,
  registeredAt: Instant,
  /** Shows, with the plate, that the receipt is about that plate. */
  code: z.string(),
  /** Where anybody can see that it is genuine; all of the receipt stands after the `#`. */
  link: z.string(),
});
export type ReceiptView = z.infer<typeof ReceiptView>;

export const ReceiptList = z.object({ items: z.array(ReceiptView) });
export type ReceiptList = z.infer<typeof ReceiptList>;
