import { z } from 'zod';
import { cents, clock, day, days, id } from './values.ts';

export const AddressesFile = z.strictObject({
  addresses: z.array(
    z.strictObject({
      area: id,
      postcode: z.string().min(4),
      from: z.number().int().exactOptional(),
      to: z.number().int().exactOptional(),
    }),
  ),
  ownPlaces: z
    .array(z.strictObject({ postcode: z.string().min(4), houseNumber: z.number().int(), places: days }))
    .nullable(),
});

export const TariffsFile = z.strictObject({
  regulations: z.array(
    z.strictObject({
      id,
      areas: z.array(id).min(1),
      usage: z.string().min(1).max(10),
      from: day.nullable().default(null),
      until: day.nullable().default(null),
      dayMaximumCents: cents.nullable().default(null),
      frames: z.array(
        z.strictObject({
          days: z
            .array(
              z.union([z.number().int().min(1).max(7), z.string().regex(/^[A-Z]{3,}$/, 'a special day in capitals')]),
            )
            .min(1),
          from: clock,
          to: clock,
          fare: id.nullable(),
        }),
      ),
    }),
  ),
  fares: z.array(
    z.strictObject({
      id,
      parts: z
        .array(
          z.strictObject({
            from: days,
            to: z.number().int().positive().nullable(),
            euros: z.string().regex(/^\d{1,4}(\.\d{1,8})?$/, 'euros such as "2.50", in quotes'),
            stepMinutes: z.number().int().positive(),
          }),
        )
        .min(1),
    }),
  ),
});

const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const line = z.array(point).min(2);
const ring = z
  .array(point)
  .min(4)
  .refine((points) => String(points[0]) === String(points.at(-1)), 'a ring ends where it began');

export const AreasFile = z.strictObject({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('Feature'),
        properties: z.union([
          z.strictObject({
            kind: z.enum(['zone', 'garage']),
            id,
            name: z.string().min(1),
            registerId: z.string().min(1).max(10),
          }),
          z.strictObject({ kind: z.enum(['land', 'water', 'green', 'street', 'rail']) }),
        ]),
        geometry: z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
          z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
          z.strictObject({ type: z.literal('LineString'), coordinates: line }),
        ]),
      }),
    ]),
  ),
});

const rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));
export const NationalTariffsFile = z.strictObject({
  regelingen: rows,
  gebiedRegelingen: rows,
  tijdvakken: rows,
  tariefberekeningen: rows,
  tariefdelen: rows,
});
