import { z } from 'zod';
import { BLOCK_GROUNDS } from '../../rules/permits/block.ts';
import { Cents, Day, Id, Instant, PlateShape, Text } from '../http/shapes.ts';
import { DocumentView } from '../permit-applications/shapes.ts';
import { PlateChangeTerms } from '../plate-changes/shapes.ts';
import { RegisterNotice } from '../register-notices/shapes.ts';

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
  /** ISO weekdays on which it counts; none is every day (PORTAL-035). */
  weekdays: z.array(z.int()),
  plates: z.array(Plate),
  platesAtOnce: z.int(),
  endedAt: Instant.nullable(),
  endGround: z.string().nullable(),
  /** Held back by staff: why, and since when it counts for nothing (geblokkeerd). */
  blocked: z.object({ ground: z.string(), since: Instant }).nullable(),
  /** How it gets its next period; null for what is not renewed (PORTAL-073). */
  renews: z.enum(['by-holder', 'automatic']).nullable(),
  /** First day on which the renewal is there, while it is not. */
  renewsFrom: Day.nullable(),
  /** The renewal that is ready. */
  renewal: z.object({ id: Id, status: z.enum(['awaiting-confirmation', 'awaiting-payment']) }).nullable(),
  /** Its right runs on until then, because its renewal was confirmed in time (PEERS-022). */
  keptUntil: Instant.nullable(),
  /** How its plates are changed; null where they stay as they are (PORTAL-071). */
  plateChange: PlateChangeTerms.nullable(),
  /** What registers told that is not settled yet. */
  notices: z.array(RegisterNotice),
  /** The buttons this product gives its holder (PORTAL-070). */
  actions: z.array(z.enum(['documents', 'apply-again', 'end'])),
  /** The pass for the barrier of a garage (parkeerpas); null where there is none. */
  pass: z
    .object({
      number: z.string(),
      status: z.enum(['being-made', 'made', 'posted', 'blocked']),
      /** Posted on this day at the latest. */
      dueOn: Day,
      postedAt: Instant.nullable(),
      blockedAt: Instant.nullable(),
    })
    .nullable(),
  /** Vouchers bought in bulk (PEERS-042); null where it is none. Who has used one is told as long as the plate is kept. */
  vouchers: z
    .object({
      days: z.int(),
      unused: z.int(),
      used: z.array(z.object({ country: z.string(), plate: z.string().nullable(), from: Instant, until: Instant })),
      /** The last day one can be activated for. */
      lastStart: Day,
    })
    .nullable(),
  /** A card that counts on the own car, or for a while on another (PEERS-030); null where it is none. */
  disabledCard: z
    .object({
      expiresOn: Day,
      otherCarHours: z.int(),
      /** What it counts on now, or goes back to. */
      ownCar: PlateShape.nullable(),
      /** The other car that has it now, the change to take back, and when it goes back by itself. */
      otherCar: PlateShape.extend({ plateChangeId: Id, until: Instant }).nullable(),
    })
    .nullable(),
  /** Is it coupled to an account of the parking app (2PARK-012)? Null where there is nothing to do with it there. */
  parking: z.object({ coupled: z.boolean() }).nullable(),
});
export type PermitView = z.infer<typeof PermitView>;
/** Mailed to the verified address, or given at once to go to the app with. */
export const CoupleBody = z.strictObject({ by: z.enum(['mail', 'link']).default('mail') });
/** Where to go on in the app; null when it was mailed. */
export const CoupleView = z.object({ link: z.string().nullable() });
export const VoucherBody = z.strictObject({
  plate: z.string().min(1).max(20),
  country: z.string().regex(/^[A-Z]{1,3}$/, 'a country sign such as NL'),
  startsOn: Day,
});

const StaffNote = z.string().trim().min(1).max(2_000);
/** Why, and what colleagues should know of it. */
export const BlockBody = z.strictObject({ ground: z.enum(BLOCK_GROUNDS), note: StaffNote });
export const UnblockBody = z.strictObject({ note: StaffNote });
export const Standing = z.object({ blocked: z.boolean() });

export const PermitList = z.object({ items: z.array(PermitView) });

/** Two tabs: what the holder sent, and what the municipality sent (PORTAL-075). */
export const PermitDocuments = z.object({ application: z.array(DocumentView), product: z.array(DocumentView) });
export type PermitDocuments = z.infer<typeof PermitDocuments>;
