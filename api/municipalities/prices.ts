import { z } from 'zod';
import { Cents } from '../http/shapes.ts';

/** What one period of a product costs. */
export const Price = z.object({ periodId: z.string(), cents: Cents });
