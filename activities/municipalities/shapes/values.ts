import { z } from 'zod';
import { isCivilDate } from '../../../rules/values/civil-day.ts';

/** What the files of a municipality may hold; anything else is a fault with its place. */

export const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/i, 'letters, digits and dashes only');
export const text = z.strictObject({ nl: z.string().min(1), en: z.string().min(1) });
export const days = z.number().int().min(0);
export const cents = z.number().int('whole cents').min(0);
export const day = z.string().refine(isCivilDate, 'a day such as 2026-12-31');
export const applicant = z.enum(['person', 'business']);
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 09:00 or 24:00');
