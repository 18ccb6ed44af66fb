import { z } from 'zod';
import { Id, Instant } from '../http/shapes.ts';

export const CheckBody = z
  .strictObject({
    plate: z.string().min(1).max(20),
    country: z
      .string()
      .regex(/^[A-Z]{1,3}$/, 'a country sign such as NL')
      .default('NL'),
    area: z.string().min(1).max(60).optional(),
    location: z
      .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
      .optional(),
    at: Instant.optional(),
  })
  .refine((body) => (body.area === undefined) !== (body.location === undefined), 'give either an area or a location');

/** The same fields for every answer; never a person, product or history (ASSEN-021). */
export const CheckAnswer = z.object({
  id: Id,
  verdict: z.enum(['green', 'red', 'amber']),
  justExpired: z.boolean(),
  area: z.string(),
  until: Instant.nullable(),
  at: Instant,
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;
