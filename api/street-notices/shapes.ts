import { z } from 'zod';
import { STREET_CAUSES } from '../../rules/street-notices.ts';
import { Id, Text } from '../http/shapes.ts';

/** What changes on the street where somebody may park (BEYOND-037). */
export const StreetNotices = z.object({
  /** Whether they asked to be told by mail, and in the app by a notice. */
  wanted: z.boolean(),
  items: z.array(
    z.object({
      id: Id,
      cause: z.enum(STREET_CAUSES),
      startsOn: z.string(),
      /** Included; null where it stays so. */
      endsOn: z.string().nullable(),
      municipalityName: z.string(),
      areaNames: z.array(z.string()),
      subject: Text,
      body: Text,
      /** Those of the reader's permits it is of use to. */
      permitIds: z.array(Id),
    }),
  ),
});
export type StreetNotices = z.infer<typeof StreetNotices>;
export const StreetWish = z.strictObject({ wanted: z.boolean() });
export type StreetWish = z.infer<typeof StreetWish>;
