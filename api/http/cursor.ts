import { z } from 'zod';
import { Day, Id, Instant } from './shapes.ts';

const Place = z.tuple([z.union([Instant, Day]), Id]);
export type Place = z.infer<typeof Place>;

/** Where a page ended: the sort value and the id of its last row, so that rows that come and go shift nothing. */
export const cursorOf = (place: readonly string[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A cursor that is not one of ours is a fault of the request, told like any other. */
export const placeOf = (cursor: string | undefined): Place | undefined => placeIn(Place, cursor);

/** The same for a list whose rows are sorted and named otherwise, such as events by their number. */
export function placeIn<Where extends z.ZodType>(shape: Where, cursor: string | undefined): z.infer<Where> | undefined {
  if (cursor === undefined) return undefined;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const parsed = shape.safeParse(read);
  if (parsed.success) return parsed.data;
  throw new z.ZodError([{ code: 'custom', path: ['cursor'], message: 'not a cursor of this list', input: cursor }]);
}
