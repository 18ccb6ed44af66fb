import { z } from 'zod';
import { STREET_CAUSES } from '../../rules/street-notices.ts';
import { Id, Instant } from '../http/shapes.ts';

const Words = z.strictObject({
  subject: z.string().trim().min(1).max(120),
  body: z.string().trim().min(1).max(4_000),
});
const Areas = z.array(z.string().min(1).max(60)).min(1).max(200);
/** What changes on the street; without a last day it stays so. */
const Notice = z.strictObject({
  cause: z.enum(STREET_CAUSES),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
});
/** `optIn`: of who asked to hear of the street, rather than of everybody. */
export const ReachBody = z.strictObject({ areas: Areas, optIn: z.boolean().default(false) });
export const AnnouncementBody = z.strictObject({
  areas: Areas,
  nl: Words,
  en: Words,
  notice: Notice.nullable().default(null),
});
export type AnnouncementBody = z.input<typeof AnnouncementBody>;
/** How many would get it now, by language, and how many have no address that works. */
export const Reach = z.object({ nl: z.int(), en: z.int(), withoutMail: z.int() });
export type Reach = z.infer<typeof Reach>;

export const Announcement = z.object({
  id: Id,
  number: z.string(),
  areas: z.array(z.string()),
  areaNames: z.array(z.string()),
  nl: z.object({ subject: z.string(), body: z.string() }),
  en: z.object({ subject: z.string(), body: z.string() }),
  /** Null is for everybody with a permit; else only for who asked to hear of the street. */
  notice: Notice.nullable(),
  /** Null for one that an approved release proposed. */
  writtenBy: z.string().nullable(),
  /** Of the release that proposed it. */
  release: z.int().nullable(),
  writtenAt: Instant,
  ownWork: z.boolean(),
  status: z.enum(['written', 'released', 'withdrawn']),
  releasedBy: z.string().nullable(),
  releasedAt: Instant.nullable(),
  recipients: z.int().nullable(),
  /** Of one that waits: who would get it if it were let go now. */
  reach: Reach.nullable(),
});
export type Announcement = z.infer<typeof Announcement>;
export const Announcements = z.object({
  items: z.array(Announcement),
  /** The zones one can choose. */
  areas: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Announcements = z.infer<typeof Announcements>;
