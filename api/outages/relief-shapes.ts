import { z } from 'zod';
import { OUTAGE_PARTS } from '../../rules/outages.ts';
import { Id, Instant } from '../http/shapes.ts';

const Unit = z.enum(['eurocent', 'minute', 'action']);
const Amount = z.object({ unit: Unit, amount: z.int() });

/** Somebody who tried in vain during an outage: no address and no plate, for neither decides what they get. */
export const Hit = z.object({
  /** One of the tries, to propose relief by. */
  tryId: Id,
  outageId: Id,
  outageNumber: z.string(),
  part: z.enum(OUTAGE_PARTS),
  permitNumber: z.string(),
  tries: z.array(z.object({ act: z.enum(['start', 'stop', 'extend']), at: Instant, ground: z.string() })),
  /** How many cars it was about. */
  cars: z.int(),
  /** What the permit has balances in. */
  units: z.array(Unit),
  /** Actions of that time, and what they cost: to give back. */
  actions: z.array(z.object({ id: Id, startsAt: Instant, endsAt: Instant, costs: z.array(Amount) })),
});
export type Hit = z.infer<typeof Hit>;

export const Relief = z.object({
  id: Id,
  number: z.string(),
  outageNumber: z.string(),
  permitNumber: z.string(),
  unit: Unit,
  amount: z.int(),
  ofAction: z.boolean(),
  status: z.enum(['proposed', 'granted', 'refused']),
  proposedBy: z.string(),
  proposedAt: Instant,
  ownWork: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
});
export type Relief = z.infer<typeof Relief>;

/** Those hit who have nothing yet, and what was proposed. */
export const ReliefOverview = z.object({ hits: z.array(Hit), reliefs: z.array(Relief) });
export type ReliefOverview = z.infer<typeof ReliefOverview>;

export const ReliefBody = z.strictObject({
  tryId: Id,
  outageId: Id,
  unit: Unit,
  amount: z.int().min(1).max(100_000),
  actionId: Id.nullable().default(null),
});
export type ReliefBody = z.input<typeof ReliefBody>;
