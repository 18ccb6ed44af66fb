import { z } from 'zod';
import { Id, Instant } from '../http/shapes.ts';

const Words = z.strictObject({
  subject: z.string().trim().min(1).max(120),
  body: z.string().trim().min(1).max(4_000),
});
const Areas = z.array(z.string().min(1).max(60)).min(1).max(200);
export const ReachBody = z.strictObject({ areas: Areas });
export const AnnouncementBody = z.strictObject({ areas: Areas, nl: Words, en: Words });
export type AnnouncementBody = z.infer<typeof AnnouncementBody>;
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
  writtenBy: z.string(),
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
