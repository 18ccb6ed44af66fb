import { z } from 'zod';
import { Cents, Day, Text } from '../http/shapes.ts';
import { Price } from '../municipalities/shapes.ts';

/** A product this holder may apply for (aanvraagbaar product, PORTAL-020). */
export const OfferedProduct = z.object({
  id: z.string(),
  name: Text,
  summary: Text,
  legal: z.enum(['permit', 'exemption']),
  periods: z.array(z.object({ id: z.string(), months: z.int(), days: z.int() })),
  places: z.array(
    z.object({
      areaId: z.string(),
      areaName: z.string(),
      prices: z.array(Price),
      /** Null when there is no ceiling. */
      placesLeft: z.int().nullable(),
      full: z.boolean(),
      /** The zone of the applicant's own address. */
      ownArea: z.boolean(),
    }),
  ),
  /** Cheapest price there is; 0 is free. */
  fromCents: Cents,
  /** Bought for weekdays of one's choice, at these prices for each (PORTAL-035). */
  perWeekday: z.boolean(),
  firstStart: Day,
  lastStart: Day,
  plates: z.object({ min: z.int(), max: z.int() }),
});
export type OfferedProduct = z.infer<typeof OfferedProduct>;
export const OfferedProducts = z.object({ items: z.array(OfferedProduct) });
