import { z } from 'zod';
import { Cents, Day, Id, Instant, Text } from '../http/shapes.ts';
import { DocumentView } from '../permit-applications/shapes.ts';

const Plate = z.object({
  country: z.string(),
  display: z.string(),
  /** A right on this plate is in force now. */
  counts: z.boolean(),
  /** When the national register acknowledged the right; null while it has not (BEYOND-006). */
  visibleSince: Instant.nullable(),
});

export const PermitView = z.object({
  id: Id,
  number: z.string(),
  applicationId: Id,
  productId: z.string(),
  productName: Text,
  legal: z.enum(['permit', 'exemption']),
  areaId: z.string(),
  areaName: z.string(),
  phase: z.enum(['upcoming', 'valid', 'ended', 'expired']),
  validFrom: Instant,
  /** Half-open: the first moment it is no longer valid. */
  validUntil: Instant,
  lastDay: Day,
  periodId: z.string(),
  priceCents: Cents,
  plates: z.array(Plate),
  platesAtOnce: z.int(),
  endedAt: Instant.nullable(),
  endGround: z.string().nullable(),
  /** The buttons this product gives its holder (PORTAL-070). */
  actions: z.array(z.enum(['documents', 'apply-again'])),
});
export type PermitView = z.infer<typeof PermitView>;
export const PermitList = z.object({ items: z.array(PermitView) });

/** Two tabs: what the holder sent, and what the municipality sent (PORTAL-075). */
export const PermitDocuments = z.object({ application: z.array(DocumentView), product: z.array(DocumentView) });
export type PermitDocuments = z.infer<typeof PermitDocuments>;
