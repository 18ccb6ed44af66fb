import { z } from 'zod';
import { Id, Instant } from '../http/shapes.ts';

/** What somebody takes along to object to a fine: made a moment after it was asked for. */
export const Bundle = z.object({ id: Id, askedAt: Instant, doneAt: Instant.nullable() });
export type Bundle = z.infer<typeof Bundle>;
