import { z } from 'zod';
import { LIFE_EVENTS } from '../../rules/municipalities/product.ts';
import { Cents, Day, Instant, Text } from '../http/shapes.ts';
import { Price } from '../municipalities/prices.ts';
import { Estimate } from '../waitlist/shapes.ts';

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
      /** Where it is full and there is a waiting list: how many stand in line, and how long who joins now may wait. */
      wait: z.object({ waiting: z.int(), estimate: Estimate }).nullable(),
    }),
  ),
  /** Cheapest price there is; 0 is free. */
  fromCents: Cents,
  /** Bought for weekdays of one's choice, at these prices for each (PORTAL-035). */
  perWeekday: z.boolean(),
  /** What it is meant for in a life: a move, a carer who starts (BEYOND-039). */
  lifeEvents: z.array(z.enum(LIFE_EVENTS)),
  /** May an heir take it over with a deed? */
  takeover: z.boolean(),
  /** What a car without emission pays, in percent of the price; null where every car pays the same (BEYOND-015). */
  zeroEmissionPercent: z.int().nullable(),
  firstStart: Day,
  lastStart: Day,
  plates: z.object({ min: z.int(), max: z.int(), atOnce: z.int() }),
  /** May one join its waiting list, and is an offer taken up here or at the counter? Null: there is none. */
  waitingList: z.object({ open: z.boolean(), online: z.boolean() }).nullable(),
});
export type OfferedProduct = z.infer<typeof OfferedProduct>;
export const OfferedProducts = z.object({ items: z.array(OfferedProduct) });

/** What staff look up while somebody asks: the product as the release in force has it. */
export const ProductsForStaff = z.object({
  release: z.int(),
  validFrom: Instant,
  items: z.array(
    z.object({
      id: z.string(),
      name: Text,
      summary: Text,
      legal: z.enum(['permit', 'exemption']),
      article: z.string(),
      applicants: z.array(z.enum(['person', 'business'])),
      periods: z.array(z.object({ id: z.string(), months: z.int(), days: z.int() })),
      places: z.array(
        z.object({
          areaId: z.string(),
          areaName: z.string(),
          prices: z.array(z.object({ periodId: z.string(), cents: Cents })),
          /** Null where as many are issued as are asked for. */
          ceiling: z.int().nullable(),
        }),
      ),
      vatPercent: z.number(),
      ledgerAccount: z.string(),
      issued: z.boolean(),
    }),
  ),
});
export type ProductsForStaff = z.infer<typeof ProductsForStaff>;
