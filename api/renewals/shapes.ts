import { z } from 'zod';
import { Cents, Day, Id, Instant, PlateShape, Text } from '../http/shapes.ts';

/** One more period of a permit (verlenging): what it is for, what it costs, and what its holder can do (PORTAL-085…087). */
export const RenewalView = z.object({
  id: Id,
  number: z.string(),
  permitId: Id,
  permitNumber: z.string(),
  permitPhase: z.enum(['upcoming', 'valid', 'ended', 'expired']),
  productName: Text,
  areaName: z.string(),
  plates: z.array(PlateShape),
  status: z.enum(['awaiting-confirmation', 'awaiting-payment', 'renewed', 'withdrawn', 'lapsed']),
  openedAt: Instant,
  confirmedAt: Instant.nullable(),
  /** Last day of what was paid for until now. */
  currentLastDay: Day,
  startsOn: Day,
  lastDay: Day,
  cents: Cents,
  /** Last day on which it can be finished; null when it is over. */
  finishBy: Day.nullable(),
  /** The day it is debited, as was announced (PEERS-020); null when it is paid by hand. */
  debitOn: Day.nullable(),
  /** The bank has been asked for it. */
  debiting: z.boolean(),
  actions: z.array(z.enum(['confirm', 'to-cart', 'withdraw'])),
});
export type RenewalView = z.infer<typeof RenewalView>;
export const RenewalList = z.object({ items: z.array(RenewalView) });
