import { z } from 'zod';
import { Cents, Day, Id, Instant, PlateShape, Text } from '../http/shapes.ts';

/** What is paid for. The id of the case is that of its kind; `applicationId` is there for an application alone. */
const Case = {
  kind: z.enum(['application', 'renewal', 'plate-change']),
  caseId: Id,
  applicationId: Id.nullable(),
};

export const CartItem = z.object({
  id: Id,
  ...Case,
  number: z.string(),
  productName: Text,
  areaName: z.string().nullable(),
  plates: z.array(PlateShape),
  startsOn: Day.nullable(),
  lastDay: Day.nullable(),
  cents: Cents,
  selected: z.boolean(),
  /** False: cannot be paid later (PORTAL-062). */
  postponable: z.boolean(),
  /** Whether what it is for can be given up from here (PORTAL-063, PORTAL-087). */
  mayWithdraw: z.boolean(),
  /** A payment for this item is under way, under this reference. */
  payingUnder: z.string().nullable(),
});
export type CartItem = z.infer<typeof CartItem>;
/** What is ready to be paid (winkelwagen); `selectedCents` is the total of what is ticked. */
export const Cart = z.object({ items: z.array(CartItem), selectedCents: Cents });
export type Cart = z.infer<typeof Cart>;
export const CartPatch = z.strictObject({
  items: z
    .array(z.strictObject({ id: Id, selected: z.boolean() }))
    .min(1)
    .max(50),
});

export const PaymentBody = z.strictObject({ items: z.array(Id).min(1).max(50) });
export const PaymentStarted = z.object({ reference: z.string(), checkoutUrl: z.string() });

export const PaymentView = z.object({
  reference: z.string(),
  status: z.enum(['starting', 'open', 'pending', 'abandoned', 'paid', 'canceled', 'expired', 'failed']),
  cents: Cents,
  createdAt: Instant,
  /** Where to pay; null when there is nothing left to pay. */
  checkoutUrl: z.string().nullable(),
  refundedCents: Cents,
  /** Until when it counts already, while the bank has the money and nobody confirms it (BEYOND-019); null when it does not. */
  provisionalUntil: Instant.nullable(),
  items: z.array(
    z.object({
      ...Case,
      number: z.string(),
      productName: Text,
      cents: Cents,
      /** Of the case, in the words of its kind. */
      caseStatus: z.string(),
      applicationStatus: z.string().nullable(),
      permitId: Id.nullable(),
      /** From when its permit is valid; null while there is none. */
      validFrom: Instant.nullable(),
      /** How many licence plates it has, and how many count at once: the words after payment differ (LOKET-014). */
      plates: z.int(),
      platesAtOnce: z.int(),
    }),
  ),
});
export type PaymentView = z.infer<typeof PaymentView>;
