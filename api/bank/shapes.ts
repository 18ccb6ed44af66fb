import { z } from 'zod';
import { Cents, Day, Id, Instant } from '../http/shapes.ts';

/** The bank's side beside ours: what was taken in, and what neither side finds at the other. */
export const BankView = z.object({
  statements: z.array(
    z.object({
      id: Id,
      reference: z.string(),
      from: Day,
      until: Day,
      openingCents: Cents,
      closingCents: Cents,
      lines: z.int(),
      unmatched: z.int(),
      importedBy: z.string(),
      importedAt: Instant,
    }),
  ),
  /** On a statement, and not in our books. */
  onlyAtBank: z.array(
    z.object({
      id: Id,
      bookedOn: Day,
      cents: Cents,
      bankReference: z.string().nullable(),
      references: z.array(z.string()),
    }),
  ),
  /** Sent to the bank by us, and on no statement. */
  onlyInBooks: z.array(z.object({ id: Id, number: z.string(), cents: Cents, sentAt: Instant.nullable() })),
});
export type BankView = z.infer<typeof BankView>;
export const StatementTaken = z.object({ statements: z.int(), lines: z.int(), matched: z.int() });
export type StatementTaken = z.infer<typeof StatementTaken>;
