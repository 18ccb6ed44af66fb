import { z } from 'zod';
import { PAYMENT_METHODS } from '../../rules/municipalities/municipality.ts';
import { Day, RuleStep, Text } from '../http/shapes.ts';
import { OfferedProduct } from '../products/shapes.ts';
import { Price } from './prices.ts';

export const MunicipalityView = z.object({
  id: z.string(),
  name: z.string(),
  country: z.enum(['NL', 'BE']),
  timeZone: z.string(),
  contact: z.object({ phone: z.string(), email: z.string(), mailSubject: Text.nullable(), address: Text, hours: Text }),
  means: z.array(
    z.object({
      id: z.string(),
      label: Text,
      hint: Text,
      /** Where to read of this means, or to ask for it. */
      about: z.object({ label: Text, url: z.string() }).nullable(),
      applicant: z.enum(['person', 'business']),
    }),
  ),
  /** Parking that is signed in to with these means, after consent; null where the parking app has accounts of its own. */
  onDemand: z.object({ name: Text, information: z.string().nullable() }).nullable(),
  /** A user name and password of the municipality, for businesses; null where there is none. */
  permitLogin: z.object({ label: Text, hint: Text }).nullable(),
  /** In the order in which it is told. */
  paymentMethods: z.array(z.enum(PAYMENT_METHODS)),
  /** What is ready is paid right away; else it waits in a cart. */
  payAtOnce: z.boolean(),
  demonstration: z.boolean(),
  hasTheme: z.boolean(),
  hasFilm: z.boolean(),
  /** Sentences in this municipality's own words, by key. */
  texts: z.object({ nl: z.record(z.string(), z.string()), en: z.record(z.string(), z.string()) }),
});
export type MunicipalityView = z.infer<typeof MunicipalityView>;
export const MunicipalityList = z.object({ items: z.array(MunicipalityView) });

export const FilmView = z.object({
  /** Sentence by sentence. */
  transcript: z.object({ nl: z.array(z.string()), en: z.array(z.string()) }),
});
export type FilmView = z.infer<typeof FilmView>;

export const PublicProduct = z.object({
  id: z.string(),
  name: Text,
  summary: Text,
  legal: z.enum(['permit', 'exemption']),
  applicants: z.array(z.enum(['person', 'business'])),
  periods: z.array(z.object({ id: z.string(), months: z.int(), days: z.int() })),
  places: z.array(z.object({ areaId: z.string(), areaName: z.string(), prices: z.array(Price) })),
});
export type PublicProduct = z.infer<typeof PublicProduct>;
export const PublicProducts = z.object({ items: z.array(PublicProduct) });

/** An address and a wish, typed by anybody; nothing of it is kept (PEERS-026). */
export const EntitlementsBody = z.strictObject({
  postcode: z
    .string()
    .trim()
    .regex(/^(\d{4}\s?[A-Za-z]{2}|\d{4})$/, 'a postcode such as 4302 SA'),
  houseNumber: z.int().min(1).max(99_999),
  applicant: z.enum(['person', 'business']).default('person'),
  /** How many cars are to park at the same time. */
  cars: z.int().min(1).max(5).default(1),
  /** Suppose the car has no emission. */
  electric: z.boolean().default(false),
  /** Or ask of a Dutch plate what the vehicle register says of its emission. */
  plate: z.string().min(1).max(20).nullable().default(null),
});
export type EntitlementsBody = z.infer<typeof EntitlementsBody>;

export const Entitlements = z.object({
  /** Null outside every zone. */
  area: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Parking places on own ground; null when the municipality does not register them. */
  ownPlaces: z.int().nullable(),
  cars: z.int(),
  /** What prices were worked out for; unknown where the vehicle register did not know the plate, or did not answer. */
  emission: z.enum(['any', 'zero', 'some', 'unknown']),
  asOf: Day,
  products: z.array(
    z.object({
      id: z.string(),
      name: Text,
      summary: Text,
      offer: OfferedProduct.nullable(),
      /** Why not, by the rules it did not meet. */
      refused: z.object({ ground: z.string(), steps: z.array(RuleStep) }).nullable(),
      /** One of these is enough for so many cars at once. */
      enoughForCars: z.boolean(),
    }),
  ),
});
export type Entitlements = z.infer<typeof Entitlements>;

const point = z.array(z.number());
/** GeoJSON: the zones and garages, and what they are drawn on (`kind` land, water, green, street, rail). */
export const AreaMap = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ kind: z.string(), id: z.string().optional(), name: z.string().optional() }),
      geometry: z.union([
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(point))) }),
        z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(point)) }),
        z.object({ type: z.literal('LineString'), coordinates: z.array(point) }),
      ]),
    }),
  ),
});
export type AreaMap = z.infer<typeof AreaMap>;
