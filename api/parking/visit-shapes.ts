import { z } from 'zod';
import { MOST_PLANNED } from '../../rules/parking/visit-plan.ts';
import { Day, Id, Instant } from '../http/shapes.ts';
import { Country, PlateView } from './shapes.ts';

/** By the wall clock of the municipality. */
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Visits that come back every week on these days; each day is a line of its own (BEYOND-012). */
export const VisitPlanBody = z.strictObject({
  /** ISO weekdays. */
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length),
  startsAt: Clock,
  /** Not after the start: the day after. */
  endsAt: Clock,
  plate: z.string().max(20),
  country: Country,
  /** One of the permit's locations, where there is a choice. */
  areaId: z.string().max(60).optional(),
});
export type VisitPlanBody = z.infer<typeof VisitPlanBody>;
export const VisitShiftBody = z.strictObject({ startsAt: Instant, endsAt: Instant });
export type VisitShiftBody = z.infer<typeof VisitShiftBody>;

/** Who comes when. A carer sees the visits of the plate of their grant, its owner and joint managers all. */
export const VisitRoster = z.object({
  /** May the reader change what comes back every week? Shifting one visit is for everybody who sees it. */
  mayPlan: z.boolean(),
  plates: z.array(PlateView),
  lines: z
    .array(
      z.object({
        id: Id,
        weekday: z.int(),
        startsAt: Clock,
        endsAt: Clock,
        plate: PlateView,
        areaName: z.string().nullable(),
      }),
    )
    .max(MOST_PLANNED),
  visits: z.array(
    z.object({
      id: Id,
      lineId: Id,
      date: Day,
      plate: PlateView,
      state: z.enum(['planned', 'running', 'holiday', 'refused', 'cancelled']),
      /** Why it could not be booked, as the code of a refusal. */
      ground: z.string().nullable(),
      /** Null where nobody comes. */
      startsAt: Instant.nullable(),
      endsAt: Instant.nullable(),
    }),
  ),
});
export type VisitRoster = z.infer<typeof VisitRoster>;
