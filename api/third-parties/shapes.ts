import { z } from 'zod';
import { PROVIDER_SCOPES } from '../../rules/third-parties.ts';
import { Id, Instant } from '../http/shapes.ts';

const Scope = z.enum(PROVIDER_SCOPES);

/** A right somebody paid another app for. */
export const NewRightBody = z.strictObject({
  /** How the provider calls it; the same reference and content twice is one right. Nothing of a person. */
  reference: z.string().regex(/^[\w.:-]{1,64}$/, 'one to 64 letters, digits or . : _ -'),
  plate: z.string().trim().min(1).max(20),
  country: z
    .string()
    .regex(/^[A-Z]{1,3}$/, 'a country sign such as NL')
    .default('NL'),
  areaId: z.string().min(1).max(60),
  /** Absent: from now on. */
  startsAt: Instant.optional(),
  endsAt: Instant,
});
export const NewEndBody = z.strictObject({ endsAt: Instant });
export const RightView = z.object({
  id: Id,
  reference: z.string(),
  areaId: z.string(),
  startsAt: Instant,
  endsAt: Instant,
});
export type RightView = z.infer<typeof RightView>;

/** Who may register rights here, for the operator who lets them. */
export const Providers = z.object({
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      scopes: z.array(Scope),
      admittedBy: z.string(),
      admittedAt: Instant,
      stoppedAt: Instant.nullable(),
      /** Its secrets that work, without what they are. */
      keys: z.array(z.object({ id: Id, madeAt: Instant, endsAt: Instant.nullable() })),
      /** How many of its rights count now. */
      rightsNow: z.int(),
    }),
  ),
  /** Where they may register; none where the municipality admits nobody. */
  areas: z.array(z.object({ id: z.string(), name: z.string() })),
  longestHours: z.int().nullable(),
});
export type Providers = z.infer<typeof Providers>;

export const ProviderBody = z.strictObject({
  name: z.string().trim().min(2).max(80),
  scopes: z.array(Scope).min(1).max(PROVIDER_SCOPES.length),
});
export type ProviderBody = z.infer<typeof ProviderBody>;
/** So many hours both secrets work. */
export const RotateBody = z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) });

/** Shown once. */
export const ProviderSecret = z.object({ clientId: Id, secret: z.string() });
export type ProviderSecret = z.infer<typeof ProviderSecret>;

/** RFC 6749, section 4.4: its names are not ours. */
export const TokenBody = z.object({
  grant_type: z.string(),
  client_id: z.string().max(100).optional(),
  client_secret: z.string().max(200).optional(),
  scope: z.string().max(200).optional(),
});
