import { type ValueTransformer } from 'typeorm';
import { type Instant } from '../../../rules/values/moment.ts';

/** pg hands out bigint as text; a number is exact up to ninety thousand billion euros. */
export const wholeNumber: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};

/** Moments are ISO text everywhere but in a column. */
export const moment: ValueTransformer = {
  from: (value: Date | null): Instant | null => value?.toISOString() ?? null,
  to: (value: Instant | null) => value,
};
